"""A small card of any record that has a name, at its identifier: `/embed/records/<uid>/`.

Programs that reconcile names show it in a frame, beside the name that somebody is deciding about.
"""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coalition.live_editions import Moved, NotPublic
from coalition.models.editions import Edition, Kind
from coalition.pages.addresses import absolute, page_path
from coalition.pages.memberships import is_over
from coalition.pages.public_answers import public_page
from coalition.pages.summaries import summary_of
from coalition.pages.vantage import vantage_of
from coalition.uids import as_uid


@public_page
def preview(request: HttpRequest, address: str) -> HttpResponse:
    vantage = vantage_of(request)
    try:
        edition = vantage.find(_kind_of(address), address)
    except Moved as moved:
        # A redirect to a page would leave the frame empty: only what is embedded may be framed.
        edition = vantage.find(Kind(moved.edition.kind), str(moved.edition.uid))
    document = json.loads(edition.body)
    page = absolute(page_path(edition.kind, edition.slug))
    offices = [
        row["title"] for row in document.get("offices", ()) if not is_over(row, today=vantage.today)
    ]
    context = {
        "summary": summary_of(document, today=vantage.today),
        "offices": offices,
        "canonical": page,
        "address": vantage.to(page),
    }
    return render(request, "embed/record.html", context)


def _kind_of(address: str) -> Kind:
    """Of whatever was public at the uid once; raises NotPublic if nothing was."""
    uid = as_uid(address)
    if uid is not None:
        editions = Edition.objects.filter(uid=uid).order_by("number")
        for kind in editions.values_list("kind", flat=True)[:1]:
            return Kind(kind)
    raise NotPublic(address)
