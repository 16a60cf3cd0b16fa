"""`/meetings/<slug>/editions/`: every edition of a record, of whichever kind."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coalition.live_editions import Moved
from coalition.models.editions import Kind
from coalition.pages.addresses import absolute, list_path, page_path
from coalition.pages.editions import PAGE_SIZE, editions_path, history_of
from coalition.pages.list_queries import single_values
from coalition.pages.public_answers import public_list
from coalition.pages.refusals import BadParameter
from coalition.pages.vantage import vantage_of, with_vantage
from coalition.pages.wording import KIND, word

_NUMBER = re.compile(r"[1-9][0-9]{0,8}\Z")


@public_list
def edition_list(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """`?after=N` begins with the edition before N."""
    values = single_values(request.GET)
    after = values.pop("after", "")
    if values:
        raise BadParameter(next(iter(values)), _("This list has no such filter."))
    if after and not _NUMBER.match(after):
        raise BadParameter("after", _("That is no place in this list. Start from its first page."))
    vantage = vantage_of(request)
    edition = vantage.find(kind, slug)
    if edition.slug != slug:
        raise Moved(edition)
    document = json.loads(edition.body)
    history = history_of(
        edition, vantage=vantage, below=int(after) if after else None, limit=PAGE_SIZE
    )
    path = editions_path(kind, slug)
    context = {
        "title": document.get("title") or document["name"],
        "kind_word": word(KIND, kind),
        "editions_of": with_vantage(request, page_path(kind, slug)),
        "section": list_path(kind),
        "history": history,
        "first": with_vantage(request, path) if after else "",
        "following": vantage.to(path, after=history.following) if history.following else "",
        "canonical": absolute(path),
        "asked": urlencode({**({"after": after} if after else {}), **vantage.parameters}),
    }
    return render(request, "pages/editions.html", context)
