"""The lists of every kind: one view for all of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coalition.models.editions import Kind
from coalition.pages.addresses import absolute, list_path
from coalition.pages.choices import Choices
from coalition.pages.chosen import chips_of, narrowest, sentence_of
from coalition.pages.facets import Links, Option, facets_of
from coalition.pages.list_queries import ListQuery, read_list_query
from coalition.pages.paging import DATED_KINDS, Slice, letter_key, page_of
from coalition.pages.periods import has_days
from coalition.pages.public_answers import public_list
from coalition.pages.structured_data.graphs import list_graph
from coalition.pages.summaries import Summary, summary_of
from coalition.pages.vantage import Vantage, vantage_of
from coalition.pages.wording import KINDS, word


@dataclass(frozen=True, slots=True)
class Batch:
    """The entries of one year, or those of a kind without dates."""

    heading: str
    summaries: list[Summary]


@public_list
def record_list(request: HttpRequest, kind: Kind) -> HttpResponse:
    vantage = vantage_of(request)
    query = read_list_query(kind, request.GET, vantage=vantage)
    part = page_of(
        query.editions.defer("search_text"),
        kind,
        after=query.after,
        before=query.before,
        filters={**query.given, **vantage.parameters},
    )
    links = Links(list_path(kind), query.given, vantage.parameters)
    chips = chips_of(query, links)
    summaries = [
        summary_of(json.loads(edition.body), today=vantage.today) for edition in part.editions
    ]
    context = {
        "kind": kind,
        "section": list_path(kind),
        "heading": word(KINDS, kind),
        "sentence": sentence_of(query),
        "facets": facets_of(query, Choices(request), links),
        "chips": chips,
        "narrowest": narrowest(chips),
        "all_path": Links(list_path(kind), {}, vantage.parameters).to(),
        "kept": {
            name: value
            for name, value in {**query.given, **vantage.parameters}.items()
            if name not in ("from", "to")
        },
        "given": {"from": query.start, "to": query.end},
        "has_days": has_days(query.start, query.end),
        "letters": _letters(kind, part, query, vantage),
        "batches": _batches(kind, summaries),
        "is_beyond": bool(query.after or query.before) and not part.editions,
        "first": links.to(),
        "previous": part.previous,
        "following": part.following,
        "canonical": absolute(list_path(kind)),
        "structured": list_graph(word(KINDS, kind), list_path(kind)),
        "is_indexed": not (query.given or query.after or query.before),
        "asked": urlencode({**query.given, **query.place, **vantage.parameters}),
    }
    return render(request, "pages/list.html", context)


def _batches(kind: Kind, summaries: list[Summary]) -> list[Batch]:
    def heading(summary: Summary) -> str:
        if kind in DATED_KINDS:
            return str(summary.year) if summary.year else _("Without a date")
        return ""

    return [Batch(name, list(found)) for name, found in groupby(summaries, key=heading)]


def _letters(kind: Kind, part: Slice, query: ListQuery, vantage: Vantage) -> list[Option]:
    """Where each letter begins, in a list by name that is longer than a page."""
    if kind in DATED_KINDS or not (part.previous or part.following):
        return []
    asked = {**query.given, **vantage.parameters}
    return [
        Option(letter, f"?{urlencode({**asked, 'after': letter_key(letter)})}")
        for letter in ascii_uppercase
    ]
