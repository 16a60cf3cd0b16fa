"""`/robots.txt`: what search engines are asked to leave, and where they find everything else.

Pages that are not to be indexed say so themselves, and can only be heard if they are read.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from coalition.pages.addresses import absolute
from coalition.pages.public_answers import public_page


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
