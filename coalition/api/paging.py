"""Paging by keyset: a page starts beside a key, not at a number.

The key of each ordering is unique within its list, so a page never repeats or skips a row that did
not move, whatever is published or withdrawn between two requests.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet

from coalition.api.kinds import api_url
from coalition.api.orderings import Ordering
from coalition.api.parameters import Finding, InvalidQuery

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
PAGING_PARAMETERS = frozenset({"cursor", "limit"})
_WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


class Side(StrEnum):
    """Where a page lies, seen from its cursor's key, in the order of the list."""

    AFTER = "a"
    FROM = "f"
    BEFORE = "b"
    UNTIL = "u"

    @property
    def is_forward(self) -> bool:
        return self in (Side.AFTER, Side.FROM)

    @property
    def turned(self) -> "Side":
        """The way back from a page that has emptied meanwhile. It includes the key itself if the
        way there did not."""
        return _TURNED[self]


_TURNED = {
    Side.AFTER: Side.UNTIL,
    Side.FROM: Side.BEFORE,
    Side.BEFORE: Side.FROM,
    Side.UNTIL: Side.AFTER,
}


@dataclass(frozen=True, slots=True)
class Cursor:
    side: Side
    key: str

    def encode(self, path: str, ordering: str = "") -> str:
        plain = base64.urlsafe_b64encode(f"{self.side.value}{self.key}".encode()).decode()
        return _signer(path, ordering).sign(plain.rstrip("="))

    @classmethod
    def decode(cls, text: str, path: str, ordering: str = "") -> Self:
        """Raises InvalidQuery for anything but what `encode` gave out for the same list."""
        try:
            plain = _signer(path, ordering).unsign(text)
            decoded = base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4)).decode()
            return cls(Side(decoded[0]), decoded[1:])
        except (BadSignature, binascii.Error, ValueError, IndexError):
            detail = "Use a cursor as a “next” or “previous” link of this list gave it."
            raise InvalidQuery([Finding("cursor", detail)]) from None


def _signer(path: str, ordering: str) -> Signer:
    # List and order as salt: a cursor of one means nothing to another.
    return Signer(salt=f"coalition.api.cursor.{path}{ordering and '?'}{ordering}", sep=".")


def read_limit(
    parameters: Mapping[str, str], *, default: int = DEFAULT_LIMIT, most: int = MAX_LIMIT
) -> int:
    text = parameters.get("limit")
    if text is None:
        return default
    if not _WHOLE_NUMBER.fullmatch(text) or int(text) > most:
        raise InvalidQuery([Finding("limit", f"Give a whole number from 1 to {most}.")])
    return int(text)


def links_beside(
    following: Cursor | None,
    previous: Cursor | None,
    path: str,
    parameters: Mapping[str, str],
    *,
    signed_for: str,
    ordering: str = "",
) -> dict[str, str]:
    """The addresses of a list at `path` on both sides of a page of it, by relation."""
    sides = {"next": following, "prev": previous}
    signed = {
        name: cursor.encode(signed_for, ordering)
        for name, cursor in sides.items()
        if cursor is not None
    }
    return {
        name: f"{api_url(path)}/?{urlencode({**parameters, 'cursor': cursor})}"
        for name, cursor in signed.items()
    }


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its rows in the list's order, and the cursors on both sides of it."""

    documents: Sequence[bytes]
    next: Cursor | None
    previous: Cursor | None
    #: The name of the order that they are in.
    ordering: str = ""

    def links(
        self, path: str, parameters: Mapping[str, str], *, signed_for: str = ""
    ) -> dict[str, str]:
        """The addresses of the pages on both sides, by relation; none at an end of the list.

        Cursors are good for the list at `path`, or for the one that is `signed_for`.
        """

        return links_beside(
            self.next,
            self.previous,
            path,
            parameters,
            signed_for=signed_for or path,
            ordering=self.ordering,
        )

    def body(
        self,
        links: Mapping[str, str],
        *,
        documents: Sequence[bytes] | None = None,
        more: bytes = b"",
    ) -> bytes:
        """The answer, with every document as it is stored: none is parsed on the way.

        `documents` are others in place of the page's own. `more` is what stands behind them:
        members, with a comma before each.
        """
        documents = self.documents if documents is None else documents
        following, previous = json.dumps(links.get("next")), json.dumps(links.get("prev"))
        head = f'{{"next":{following},"previous":{previous},"results":['
        # Of bytes: joining texts of several alphabets widens every one of them first.
        return b"%b%b]%b}" % (head.encode(), b",".join(documents), more)


def _as_stored(body: str) -> bytes:
    return body.encode()


#: Behind a position, in an order, so many rows of these columns.
Fetch = Callable[[Q, str, int, Sequence[str]], Sequence[Any]]


def rows_of(editions: QuerySet[Any]) -> Fetch:
    """The rows of a query set, however they are found."""

    def fetch(position: Q, order: str, count: int, columns: Sequence[str]) -> Sequence[Any]:
        return list(editions.filter(position).order_by(order).values_list(*columns)[:count])

    return fetch


def read_page(
    fetch: Fetch,
    parameters: Mapping[str, str],
    path: str,
    *,
    ordering: Ordering,
    columns: Sequence[str] = ("body",),
    write: Callable[..., bytes] = _as_stored,
) -> Page:
    """The page that `cursor` and `limit` ask for; `write` makes JSON of the `columns` of a row."""
    limit = read_limit(parameters)
    text = parameters.get("cursor")
    cursor = None if text is None else Cursor.decode(text, path, ordering.name)
    side = Side.AFTER if cursor is None else cursor.side
    position = Q()
    if cursor is not None:
        is_inclusive = side in (Side.FROM, Side.UNTIL)
        lookup = ordering.beyond(is_forward=side.is_forward, includes_itself=is_inclusive)
        position = Q(**{lookup: cursor.key})
    order = ordering.by(is_forward=side.is_forward)
    # One row more than asked for tells whether another page follows.
    rows = list(fetch(position, order, limit + 1, (ordering.key, *columns)))
    has_more = len(rows) > limit
    del rows[limit:]
    if not side.is_forward:
        rows.reverse()
    onwards, backwards = _neighbours([str(row[0]) for row in rows], cursor, has_more=has_more)
    return Page([write(*row[1:]) for row in rows], onwards, backwards, ordering.name)


def _neighbours(
    keys: Sequence[str], cursor: Cursor | None, *, has_more: bool
) -> tuple[Cursor | None, Cursor | None]:
    """The cursors of the next and of the previous page."""
    if cursor is None:
        return (Cursor(Side.AFTER, keys[-1]) if has_more else None), None
    if not keys:
        turned = Cursor(cursor.side.turned, cursor.key)
        return (None, turned) if cursor.side.is_forward else (turned, None)
    after, before = Cursor(Side.AFTER, keys[-1]), Cursor(Side.BEFORE, keys[0])
    if cursor.side.is_forward:
        return (after if has_more else None), before
    return after, (before if has_more else None)
