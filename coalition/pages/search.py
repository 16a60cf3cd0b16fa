"""`/search/`: every live record in which all the words occur, in any spelling or script."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coalition.models.editions import Kind
from coalition.page_addresses import PAGE_PATHS
from coalition.pages.addresses import absolute, site_path
from coalition.pages.facets import Option
from coalition.pages.highlights import Highlighter
from coalition.pages.list_queries import single_values
from coalition.pages.matches import Match, matches_of
from coalition.pages.public_answers import public_answer
from coalition.pages.refusals import BadParameter
from coalition.pages.summaries import Summary, summary_of
from coalition.pages.vantage import Vantage, vantage_of
from coalition.pages.wording import KINDS, word
from coalition.search import QUERY_LIMIT, WORD_LIMIT, Found, Search, words_of
from coalition.spellings import present_vocabulary

_RESULTS = 50


@dataclass(frozen=True, slots=True)
class Result:
    """A record that was found, its words marked, and where it holds those that nothing shows."""

    summary: Summary
    title: SafeString
    abbreviation: SafeString
    native_name: SafeString
    detail: SafeString
    text: SafeString
    matches: list[Match]


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one kind, the best first."""

    heading: str
    results: list[Result]


@public_answer
def search(request: HttpRequest) -> HttpResponse:
    vantage = vantage_of(request)
    text, kind = _read(request)
    words = words_of(text)
    found = Found()
    if words:
        kinds = [kind] if kind else list(Kind)
        searching = Search(text, vantage.editions(), limit=_RESULTS)
        # It only says how words may be spelt; what is found in the past is what was public then.
        found = searching.run(present_vocabulary, kinds)
    exact = _groups(found.exact, Highlighter(words), vantage)
    near = _groups(found.near, Highlighter(words, found.spellings), vantage)
    asked = {"q": text, **({"kind": kind.value} if kind else {}), **vantage.parameters}
    context = {
        "text": text,
        "kind": kind,
        "has_words": bool(words),
        "results": [result.summary for group in (*exact, *near) for result in group.results],
        "exact": exact,
        "near": near,
        "kinds": _kinds(text, kind, vantage) if words else [],
        "everything": _path(text, None, vantage),
        "is_cut": found.is_cut,
        "canonical": absolute(site_path("/search/")),
        "asked": urlencode(asked) if text else "",
    }
    return render(request, "pages/search.html", context)


def _read(request: HttpRequest) -> tuple[str, Kind | None]:
    """Raises BadParameter."""
    values = single_values(request.GET)
    text = values.pop("q", "").strip()
    kind = values.pop("kind", "")
    if values:
        raise BadParameter(next(iter(values)), _("The search has no such filter."))
    if kind and kind not in Kind.values:
        possible = ", ".join(Kind.values)
        raise BadParameter("kind", _("Give one of: %(values)s.") % {"values": possible})
    if len(text) > QUERY_LIMIT:
        raise BadParameter("q", _("Give %(limit)d characters at most.") % {"limit": QUERY_LIMIT})
    if len(words_of(text)) > WORD_LIMIT:
        raise BadParameter("q", _("Give %(limit)d words at most.") % {"limit": WORD_LIMIT})
    return text, Kind(kind) if kind else None


def _result(body: str, highlighter: Highlighter, vantage: Vantage) -> Result:
    document = json.loads(body)
    summary = summary_of(document, today=vantage.today)
    shown = [
        summary.title,
        summary.abbreviation,
        summary.native_name,
        summary.detail,
        summary.text,
    ]
    title, abbreviation, native_name, detail, text = map(highlighter.mark, shown)
    return Result(
        summary=summary,
        title=title,
        abbreviation=abbreviation,
        native_name=native_name,
        detail=detail,
        text=text,
        matches=matches_of(document, highlighter, "\n".join(shown)),
    )


def _groups(bodies: Iterable[str], highlighter: Highlighter, vantage: Vantage) -> list[Group]:
    """The best result decides which kind comes first."""
    groups: dict[str, Group] = {}
    for body in bodies:
        result = _result(body, highlighter, vantage)
        kind = result.summary.kind
        groups.setdefault(kind, Group(word(KINDS, kind), [])).results.append(result)
    return list(groups.values())


def _kinds(text: str, chosen: Kind | None, vantage: Vantage) -> list[Option]:
    return [
        Option(word(KINDS, kind), _path(text, Kind(kind), vantage), kind == chosen)
        for kind in PAGE_PATHS
    ]


def _path(text: str, kind: Kind | None, vantage: Vantage) -> str:
    query = {"q": text, **({"kind": kind.value} if kind else {}), **vantage.parameters}
    return f"{site_path('/search/')}?{urlencode(query)}"
