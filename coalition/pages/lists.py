"""The lists of every kind: one view for all of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coalition.models.editions import Kind
from coalition.pages.addresses import absolute, list_path
from coalition.pages.list_queries import ListQuery, read_list_query
from coalition.pages.paging import DATED_KINDS, page_of
from coalition.pages.public_answers import public_list
from coalition.pages.summaries import Summary, summary_of
from coalition.pages.vantage import Vantage, vantage_of
from coalition.pages.wording import ATTENDANCE, KINDS, word

#: A longer list of choices is no help; the address still takes any slug.
_CHOICES = 400


@dataclass(frozen=True, slots=True)
class Batch:
    """The entries of one year, or of one initial letter."""

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
    query.form.offer(_choices(query, vantage))
    summaries = [
        summary_of(json.loads(edition.body), today=vantage.today) for edition in part.editions
    ]
    context = {
        "kind": kind,
        "section": list_path(kind),
        "heading": word(KINDS, kind),
        "about": _about(query),
        "form": query.form if any(not field.is_hidden for field in query.form) else None,
        "is_filtered": bool(query.given),
        "batches": _batches(kind, summaries),
        "previous": part.previous,
        "following": part.following,
        "canonical": absolute(list_path(kind)),
        "is_indexed": not query.given,
        "asked": urlencode({**query.given, **vantage.parameters}),
    }
    return render(request, "pages/list.html", context)


def _batches(kind: Kind, summaries: list[Summary]) -> list[Batch]:
    def heading(summary: Summary) -> str:
        if kind in DATED_KINDS:
            return str(summary.year) if summary.year else _("Without a date")
        return ""

    return [Batch(name, list(found)) for name, found in groupby(summaries, key=heading)]


def _choices(query: ListQuery, vantage: Vantage) -> dict[str, list[tuple[str, str]]]:
    """The parties and alliances that a reader can choose; no query if the form offers none."""
    kinds = [kind for kind in (Kind.PARTY, Kind.ALLIANCE) if kind.value in query.form.fields]
    choices: dict[str, list[tuple[str, str]]] = {kind.value: [] for kind in kinds}
    if not kinds:
        return choices
    rows = (
        vantage.editions()
        .filter(kind__in=kinds)
        .order_by("sort_key")
        .values_list("kind", "slug", "title")[:_CHOICES]
    )
    for kind, slug, title in rows:
        choices[kind].append((slug, title))
    for name, edition in query.about.items():
        if name in choices and (edition.slug, edition.title) not in choices[name]:
            choices[name].append((edition.slug, edition.title))
    return choices


def _about(query: ListQuery) -> str:
    """“Attended: Indian National Congress”, for lists that another page leads to."""
    names = ", ".join(edition.title for edition in query.about.values())
    status: Any = query.given.get("attendance")
    return f"{word(ATTENDANCE, status)}: {names}" if status else names
