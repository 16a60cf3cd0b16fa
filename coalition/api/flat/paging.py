"""Pages of rows: a page starts beside a row, which has a place in the list of documents and one in
its document.

Rows are looked for in as many documents as the page needs and no more. Where hardly a row fulfils
its conditions, a page ends after a while all the same, with fewer rows than it may have or none,
and `next` goes on from there.
"""

import json
from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from typing import Any, NamedTuple, Self, cast

from django.db import connection, transaction
from django.db.models import Q

from coalition.api.flat.tables import Table, Wanted
from coalition.api.paging import Cursor, Side, read_limit
from coalition.api.parameters import Finding, InvalidQuery
from coalition.api.questions import Question
from coalition.models.editions import Edition

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000
#: How many documents without a row that is wanted are looked at for one page: about 40 ms.
_BARREN = 100
#: How many documents are fetched at once; a meeting has eighteen rows, say, and 13 KB.
_FETCHED = 25


class Place(NamedTuple):
    """Where a row stands: the key of its document in the list, and its number there."""

    sort_key: str
    number: int

    def __str__(self) -> str:
        return f"{self.sort_key}#{self.number}"

    @classmethod
    def of(cls, cursor: Cursor) -> Self:
        key, _, number = cursor.key.rpartition("#")
        if not key or not number.isdecimal():
            raise InvalidQuery([Finding("cursor", "Use a cursor as this list gave it.")])
        return cls(key, int(number))


@dataclass(frozen=True, slots=True)
class RowPage:
    rows: list[list[Any]]
    next: Cursor | None
    previous: Cursor | None


def read_row_page(
    table: Table, question: Question, wanted: Wanted, parameters: Mapping[str, str]
) -> RowPage:
    """The page that `cursor` and `limit` ask for, the newest document first.

    First the documents are chosen, then as many of them are read as the page needs.
    """
    limit = read_limit(parameters, default=DEFAULT_LIMIT, most=MAX_LIMIT)
    text = parameters.get("cursor")
    cursor = None if text is None else Cursor.decode(text, table.name)
    side = Side.AFTER if cursor is None else cursor.side
    start = None if cursor is None else Place.of(cursor)
    position = Q()
    if start is not None:
        position = Q(**{f"sort_key__{'lte' if side.is_forward else 'gte'}": start.sort_key})
    order = "-sort_key" if side.is_forward else "sort_key"
    # The document of the cursor may give nothing; each other one gives a row or counts as barren,
    # and one more of either ends the page.
    chosen = question.rows(position, order, limit + _BARREN + 2, ("sequence",))
    ordered = (
        question.vantage.check(Edition.objects.filter(sequence__in=[key for (key,) in chosen]))
        .order_by(order)
        .values_list("sort_key", "body")
    )
    found: list[tuple[Place, list[Any]]] = []
    stop: Place | None = None
    barren = 0
    fetched = cast("Generator[tuple[str, str], None, None]", ordered.iterator(chunk_size=_FETCHED))
    with _one_cursor(), closing(fetched) as documents:
        for sort_key, body in documents:
            document = json.loads(body)
            numbers = _numbers(len(document[table.items]), side, start, sort_key)
            before = len(found)
            for number, cells in table.rows(document, wanted, numbers=numbers):
                if len(found) == limit:
                    stop = found[-1][0]
                    break
                found.append((Place(sort_key, number), cells))
            # Not the document that the cursor stands in, or a page could end where it began.
            is_first = start is not None and start.sort_key == sort_key
            barren += len(found) == before and not is_first
            if stop is None and barren > _BARREN:
                edge = len(document[table.items]) if side.is_forward else 1
                stop = Place(sort_key, edge)
            if stop is not None:
                break
    if not side.is_forward:
        found.reverse()
    places = [place for place, _cells in found]
    onwards, backwards = _neighbours(places, cursor, stop)
    return RowPage([cells for _place, cells in found], onwards, backwards)


def _one_cursor() -> AbstractContextManager[Any]:
    """On PostgreSQL a cursor outside a transaction would first be filled to its end. On SQLite a
    transaction would wait for whoever writes, and a cursor needs none."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def _numbers(size: int, side: Side, start: Place | None, sort_key: str) -> range:
    """Which rows of a document lie on the page's side of its cursor, in the page's direction."""
    first, last = 1, size
    if start is not None and start.sort_key == sort_key:
        if side.is_forward:
            first = start.number + (side is Side.AFTER)
        else:
            last = min(size, start.number - (side is Side.BEFORE))
    return range(max(first, 1), last + 1) if side.is_forward else range(last, 0, -1)


def _neighbours(
    places: list[Place], cursor: Cursor | None, stop: Place | None
) -> tuple[Cursor | None, Cursor | None]:
    """The cursors of the next and of the previous page; `stop` is where this one ended early."""
    is_forward = cursor is None or cursor.side.is_forward
    ahead = Side.AFTER if is_forward else Side.BEFORE
    further = None if stop is None else Cursor(ahead, str(stop))
    if cursor is None:
        back = None
    elif places:
        back = (
            Cursor(Side.BEFORE, str(places[0]))
            if is_forward
            else Cursor(Side.AFTER, str(places[-1]))
        )
    else:
        back = Cursor(cursor.side.turned, cursor.key)
    return (further, back) if is_forward else (back, further)
