"""Paging by key: `?after=` and `?before=` hold the sort key of a record, never a number of pages.

So a deep page costs what the first one does, and nothing shifts while somebody reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from coalition.models.editions import Edition, EditionQuerySet, Kind
from coalition.pages.refusals import BadParameter

PAGE_SIZE = 25

#: These kinds are listed newest first; the others by name.
DATED_KINDS = frozenset({Kind.MEETING, Kind.SEAT_SHARING_TALK, Kind.STATEMENT, Kind.ELECTION})

_UID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NO_UID = "00000000-0000-0000-0000-000000000000"
_DATED_KEY = re.compile(rf"(?:0000|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})-[0-9]{{4}}!{_UID}\Z")
_NAMED_KEY = re.compile(rf"[0-9a-z-]{{0,80}}!{_UID}\Z")


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of editions. The links are query strings, empty where there is nothing to go to."""

    editions: list[Edition]
    previous: str
    following: str
    is_first: bool


def read_cursor(kind: Kind, name: str, value: str) -> str:
    """A cursor is a sort key that some page of ours could have given out."""
    pattern = _DATED_KEY if kind in DATED_KINDS else _NAMED_KEY
    if not pattern.match(value):
        raise BadParameter(name, _("That is no place in this list. Start from its first page."))
    return value


def letter_key(letter: str) -> str:
    """A place in a list by name just before everything that begins with `letter`."""
    return f"{letter.lower()}!{_NO_UID}"


def page_of(
    editions: EditionQuerySet, kind: Kind, *, after: str, before: str, filters: dict[str, str]
) -> Slice:
    """One query, for the page and one row more, which tells whether the list goes on."""
    newest_first = kind in DATED_KINDS
    if before:
        comparison = "sort_key__gt" if newest_first else "sort_key__lt"
        order = "sort_key" if newest_first else "-sort_key"
        rows = list(editions.filter(**{comparison: before}).order_by(order)[: PAGE_SIZE + 1])
        has_previous, has_following = len(rows) > PAGE_SIZE, True
        rows = rows[:PAGE_SIZE][::-1]
    else:
        order = "-sort_key" if newest_first else "sort_key"
        if after:
            comparison = "sort_key__lt" if newest_first else "sort_key__gt"
            editions = editions.filter(**{comparison: after})
        rows = list(editions.order_by(order)[: PAGE_SIZE + 1])
        has_previous, has_following = bool(after), len(rows) > PAGE_SIZE
        rows = rows[:PAGE_SIZE]
    first = urlencode(filters)
    if not rows:
        # Beyond either end, the way back is the first page.
        return Slice([], f"?{first}" if after or before else "", "", not (after or before))
    return Slice(
        editions=rows,
        previous=_link(filters, "before", rows[0].sort_key) if has_previous else "",
        following=_link(filters, "after", rows[-1].sort_key) if has_following else "",
        is_first=not has_previous,
    )


def _link(filters: dict[str, str], name: str, key: str) -> str:
    return "?" + urlencode({**filters, name: key})
