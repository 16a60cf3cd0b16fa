"""Paging by keyset: a page starts beside a key, not at a number.

`sort_key` is unique among the live editions of a kind, so a page never repeats or skips a row that
did not move, whatever is published or withdrawn between two requests.
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
from django.db.models import QuerySet

from coalition.api.kinds import api_url
from coalition.api.parameters import Finding, InvalidQuery

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
PAGING_PARAMETERS = frozenset({"cursor", "limit"})
_WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


class Side(StrEnum):
    """Where a page lies, seen from its cursor's key, in the order of the list.

    The two that include the key itself lead back from a page that has emptied meanwhile.
    """

    AFTER = "a"
    FROM = "f"
    BEFORE = "b"
    UNTIL = "u"

    @property
    def is_forward(self) -> bool:
        return self in (Side.AFTER, Side.FROM)


@dataclass(frozen=True, slots=True)
class Cursor:
    side: Side
    key: str

    def encode(self, path: str) -> str:
        plain = base64.urlsafe_b64encode(f"{self.side.value}{self.key}".encode()).decode()
        return _signer(path).sign(plain.rstrip("="))

    @classmethod
    def decode(cls, text: str, path: str) -> Self:
        """Raises InvalidQuery for anything but what `encode` gave out for the same list."""
        try:
            plain = _signer(path).unsign(text)
            decoded = base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4)).decode()
            return cls(Side(decoded[0]), decoded[1:])
        except (BadSignature, binascii.Error, ValueError, IndexError):
            detail = "Use a cursor as a “next” or “previous” link of this list gave it."
            raise InvalidQuery([Finding("cursor", detail)]) from None


def _signer(path: str) -> Signer:
    # The path as salt: a cursor of one list means nothing to another.
    return Signer(salt=f"coalition.api.cursor.{path}", sep=".")


def read_limit(
    parameters: Mapping[str, str], *, default: int = DEFAULT_LIMIT, most: int = MAX_LIMIT
) -> int:
    text = parameters.get("limit")
    if text is None:
        return default
    if not _WHOLE_NUMBER.fullmatch(text) or int(text) > most:
        raise InvalidQuery([Finding("limit", f"Give a whole number from 1 to {most}.")])
    return int(text)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its rows in the list's order, and the cursors on both sides of it."""

    documents: Sequence[bytes]
    next: Cursor | None
    previous: Cursor | None

    def body(self, path: str, parameters: Mapping[str, str]) -> bytes:
        """The answer, with every document as it is stored: none is parsed on the way."""

        def link(cursor: Cursor | None) -> str:
            if cursor is None:
                return "null"
            query = urlencode({**parameters, "cursor": cursor.encode(path)})
            return json.dumps(f"{api_url(path)}/?{query}")

        head = f'{{"next":{link(self.next)},"previous":{link(self.previous)},"results":['
        # Of bytes: joining texts of several alphabets widens every one of them first.
        return b"%b%b]}" % (head.encode(), b",".join(self.documents))


def _as_stored(body: str) -> str:
    return body


def read_page(
    editions: QuerySet[Any],
    parameters: Mapping[str, str],
    path: str,
    *,
    key: str = "sort_key",
    is_descending: bool = False,
    columns: Sequence[str] = ("body",),
    write: Callable[..., str] = _as_stored,
) -> Page:
    """The page that `cursor` and `limit` ask for, in one query.

    Rows are in the order of the unique column `key`; `write` makes JSON of the `columns` of one.
    """
    limit = read_limit(parameters)
    text = parameters.get("cursor")
    cursor = None if text is None else Cursor.decode(text, path)
    side = Side.AFTER if cursor is None else cursor.side
    if cursor is not None:
        upwards = side.is_forward != is_descending
        lookup = ("gt" if upwards else "lt") + ("e" if side in (Side.FROM, Side.UNTIL) else "")
        editions = editions.filter(**{f"{key}__{lookup}": cursor.key})
    order = f"-{key}" if side.is_forward == is_descending else key
    # One row more than asked for tells whether another page follows.
    rows = list(editions.order_by(order).values_list(key, *columns)[: limit + 1])
    has_more = len(rows) > limit
    del rows[limit:]
    if not side.is_forward:
        rows.reverse()
    onwards, backwards = _neighbours([str(row[0]) for row in rows], cursor, has_more=has_more)
    return Page([write(*row[1:]).encode() for row in rows], onwards, backwards)


def _neighbours(
    keys: Sequence[str], cursor: Cursor | None, *, has_more: bool
) -> tuple[Cursor | None, Cursor | None]:
    """The cursors of the next and of the previous page."""
    if cursor is None:
        return (Cursor(Side.AFTER, keys[-1]) if has_more else None), None
    if not keys:
        back = {
            Side.AFTER: Side.UNTIL,
            Side.FROM: Side.BEFORE,
            Side.BEFORE: Side.FROM,
            Side.UNTIL: Side.AFTER,
        }[cursor.side]
        turned = Cursor(back, cursor.key)
        return (None, turned) if cursor.side.is_forward else (turned, None)
    after, before = Cursor(Side.AFTER, keys[-1]), Cursor(Side.BEFORE, keys[0])
    if cursor.side.is_forward:
        return (after if has_more else None), before
    return after, (before if has_more else None)
