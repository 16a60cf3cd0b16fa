"""`/corrections/`: the public archive of what was put right, month by month."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from coalition.models.editions import Cause, Kind
from coalition.pages.addresses import absolute, site_path
from coalition.pages.corrections import Entry, corrections, entries_of
from coalition.pages.list_queries import single_values
from coalition.pages.public_answers import public_list
from coalition.pages.refusals import BadParameter
from coalition.pages.structured_data.graphs import list_graph
from coalition.pages.vantage import vantage_of
from coalition.pages.wording import KINDS

_PAGE_SIZE = 25
_CURSOR = re.compile(r"[1-9][0-9]{0,17}\Z")

#: The values of `?type=`.
_TYPES: Mapping[str, Cause] = {
    "corrections": Cause.CORRECTED,
    "withdrawals": Cause.WITHDRAWN,
    "merges": Cause.MERGED,
}
_TYPE_WORDS: Mapping[str, str | Promise] = {
    "": pgettext_lazy("corrections, withdrawals and merges", "All"),
    "corrections": gettext_lazy("Corrections"),
    "withdrawals": gettext_lazy("Withdrawals"),
    "merges": gettext_lazy("Merges"),
}
_KIND_WORDS: Mapping[str, str | Promise] = {
    "": pgettext_lazy("pages of all kinds", "All pages"),
    **{kind.value: KINDS[kind] for kind in Kind},
}


@dataclass(frozen=True, slots=True)
class Month:
    label: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Choice:
    word: str
    path: str
    is_chosen: bool


@public_list
def correction_list(request: HttpRequest) -> HttpResponse:
    values = single_values(request.GET)
    after = values.pop("after", "")
    given = {
        "type": _one_of(_TYPES, "type", values.pop("type", "")),
        "kind": _one_of(Kind.values, "kind", values.pop("kind", "")),
    }
    if values:
        raise BadParameter(next(iter(values)), _("This list has no such filter."))
    if after and not _CURSOR.match(after):
        raise BadParameter("after", _("That is no place in this list. Start from its first page."))
    vantage = vantage_of(request)
    found = corrections(
        vantage, cause=_TYPES[given["type"]] if given["type"] else "", kind=given["kind"]
    )
    if after:
        found = found.filter(sequence__lt=int(after))
    rows = list(found[: _PAGE_SIZE + 1])
    page = rows[:_PAGE_SIZE]
    kept = vantage.parameters
    context = {
        "months": _by_month(entries_of(page)),
        "types": _choices("type", _TYPE_WORDS, given, kept),
        "kinds": _choices("kind", _KIND_WORDS, given, kept),
        "is_filtered": any(given.values()),
        "first": _path(given, kept) if after else "",
        "following": _path({**given, "after": str(page[-1].sequence)}, kept)
        if len(rows) > _PAGE_SIZE
        else "",
        "section": site_path("/corrections/"),
        "canonical": absolute(site_path("/corrections/")),
        "structured": list_graph(_("Corrections"), site_path("/corrections/")),
        "asked": _query({**given, "after": after}, kept),
    }
    return render(request, "pages/corrections.html", context)


def _one_of(values: Mapping[str, Cause] | list[str], name: str, value: str) -> str:
    if value and value not in values:
        raise BadParameter(name, _("Give one of: %(values)s.") % {"values": ", ".join(values)})
    return value


def _by_month(entries: list[Entry]) -> list[Month]:
    return [
        Month(label, list(found))
        for label, found in groupby(
            entries, lambda entry: date_format(timezone.localtime(entry.published_at), "F Y")
        )
    ]


def _choices(
    name: str,
    words: Mapping[str, str | Promise],
    given: dict[str, str],
    kept: dict[str, str],
) -> list[Choice]:
    return [
        Choice(str(word), _path({**given, name: value}, kept), is_chosen=given[name] == value)
        for value, word in words.items()
    ]


def _path(given: dict[str, str], kept: dict[str, str]) -> str:
    query = _query(given, kept)
    path = site_path("/corrections/")
    return f"{path}?{query}" if query else path


def _query(given: dict[str, str], kept: dict[str, str]) -> str:
    return urlencode({name: value for name, value in {**given, **kept}.items() if value})
