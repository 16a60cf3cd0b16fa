"""Where a record's addresses lead once its slug has changed, or it was merged into another."""

from __future__ import annotations

import re

from django.http import HttpRequest

from coalition.models.editions import Edition
from coalition.pages.addresses import page_path

_PARAMETER = re.compile(r"<(?:[a-z]+:)?(\w+)>")


def moved_path(request: HttpRequest, edition: Edition) -> str:
    """What was asked for of the old slug, of the new one: its page, its calendar, its feed."""
    match = request.resolver_match
    if match is None or "slug" not in match.kwargs:
        return page_path(edition.kind, edition.slug)
    values = match.kwargs | {"slug": edition.slug}
    return "/" + _PARAMETER.sub(lambda found: str(values[found[1]]), match.route)
