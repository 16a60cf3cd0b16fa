"""`/search/`: every live record in which all the words occur, in any spelling or script."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coalition.folding import fold
from coalition.models.editions import EditionQuerySet, Kind
from coalition.pages.addresses import absolute, site_path
from coalition.pages.list_queries import single_values
from coalition.pages.public_answers import public_answer
from coalition.pages.refusals import BadParameter
from coalition.pages.summaries import summary_of
from coalition.pages.vantage import Vantage, vantage_of

_RESULTS = 50
_QUERY_LIMIT = 200
_WORD_LIMIT = 12

_IDENTITIES = (Kind.PARTY, Kind.LEADER, Kind.ALLIANCE)


@public_answer
def search(request: HttpRequest) -> HttpResponse:
    values = single_values(request.GET)
    text = values.pop("q", "").strip()
    if values:
        raise BadParameter(next(iter(values)), _("The search has no such filter."))
    if len(text) > _QUERY_LIMIT:
        raise BadParameter("q", _("Give %(limit)d characters at most.") % {"limit": _QUERY_LIMIT})
    words = fold(text).split()
    if len(words) > _WORD_LIMIT:
        raise BadParameter("q", _("Give %(limit)d words at most.") % {"limit": _WORD_LIMIT})
    vantage = vantage_of(request)
    bodies = (
        list(found(words, vantage).values_list("body", flat=True)[: _RESULTS + 1]) if words else []
    )
    context = {
        "text": text,
        "has_words": bool(words),
        "results": [
            summary_of(json.loads(body), today=vantage.today) for body in bodies[:_RESULTS]
        ],
        "is_cut": len(bodies) > _RESULTS,
        "canonical": absolute(site_path("/search/")),
        "asked": urlencode({"q": text, **vantage.parameters}) if text else "",
    }
    return render(request, "pages/search.html", context)


def found(words: list[str], vantage: Vantage) -> EditionQuerySet:
    """Whatever is called just so comes first, then what has the words in its name, parties and
    people before events; then what merely mentions them, the newest first.

    The search text holds folded names, one a line, and its first line is the record's own.
    """
    phrase = " ".join(words)
    editions = vantage.editions()
    in_title = Q()
    for word in words:
        editions = editions.filter(search_text__contains=word)
        in_title &= Q(title__icontains=word)
    exactly = (
        Q(search_text__startswith=f"{phrase}\n")
        | Q(search_text=phrase)
        | Q(abbreviation__iexact=phrase)
    )
    rank = Case(
        When(exactly, then=Value(0)),
        When(in_title & Q(kind__in=_IDENTITIES), then=Value(1)),
        When(in_title, then=Value(2)),
        default=Value(3),
    )
    return editions.order_by(rank, F("latest").desc(nulls_last=True), "-sequence")
