"""Where a record's addresses lead once its slug has changed, or it was merged into another."""

from __future__ import annotations

import re

from django.http import HttpRequest

from coalition.live_editions import Moved
from coalition.models.editions import Edition
from coalition.pages.addresses import page_path
from coalition.pages.vantage import with_vantage

_PARAMETER = re.compile(r"<(?:[a-z]+:)?(\w+)>")


def moved_address(request: HttpRequest, moved: Moved, *, reads_query: bool) -> str:
    """What was asked for of the old slug, of the new one: its page, its calendar, its feed.

    A page that reads its query string is asked the same again; but a place in the one record is
    none in another.
    """
    path = _path(request, moved.edition)
    if reads_query and request.GET and not moved.is_merged:
        return f"{path}?{request.GET.urlencode()}"
    return with_vantage(request, path)


def _path(request: HttpRequest, edition: Edition) -> str:
    match = request.resolver_match
    if match is None or "slug" not in match.kwargs:
        return page_path(edition.kind, edition.slug)
    values = match.kwargs | {"slug": edition.slug}
    return "/" + _PARAMETER.sub(lambda found: str(values[found[1]]), match.route)
