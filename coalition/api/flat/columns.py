"""Columns: what one holds, how it is read off a document, and what an empty cell means."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from typing import Any

from coalition.api.vocabularies import Vocabulary

Facts = Mapping[str, Any]


class Sort(Enum):
    """The sorts of values. Only `TEXT` and `LIST` hold words that somebody chose."""

    TEXT = "text"
    WORD = "word"
    UID = "uid"
    LINK = "link"
    WHOLE = "whole"
    TRUTH = "truth"
    DAY = "day"
    MOMENT = "moment"
    LIST = "list"

    @property
    def is_free(self) -> bool:
        """Whether a spreadsheet could take it for a formula."""
        return self in (Sort.TEXT, Sort.LIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`read` takes what the column is read off: a document, or a `Row` of it.

    `null` says what an empty cell means; without it, the column always has a value.
    """

    name: str
    sort: Sort
    description: str
    read: Callable[[Any], Any]
    null: str = ""
    unit: str = ""
    vocabulary: Vocabulary | None = None

    @property
    def is_required(self) -> bool:
        return not self.null

    @property
    def meaning(self) -> str:
        """All of it in a sentence or two, for reference pages."""
        parts = [self.description]
        if self.unit:
            parts.append(f"In {self.unit}.")
        if self.null:
            parts.append(f"Null: {self.null}.")
        return " ".join(parts)


#: Finds a part of a document or of a row, such as a reference; None if there is none.
Find = Callable[[Any], Facts | None]


def key_of(find: Find, key: str) -> Callable[[Any], Any]:
    """Reads `key` of the part that `find` finds."""

    def read(origin: Any) -> Any:
        part = find(origin)
        return None if part is None else part[key]

    return read


def reference_columns(
    prefix: str, find: Find, noun: str, *, null: str = "", is_abbreviated: bool = True
) -> tuple[Column, ...]:
    """The columns of a reference to another record."""
    parts = [
        ("id", Sort.UID, f"The uid of {noun}; it never changes.", null),
        ("slug", Sort.TEXT, f"The slug of {noun} at the time.", null),
        ("name", Sort.TEXT, f"The name of {noun} on that day.", null),
    ]
    if is_abbreviated:
        without = f"{null}, or it has none" if null else "it has none"
        parts.append(
            ("abbreviation", Sort.TEXT, f"The abbreviation of {noun} on that day.", without)
        )
    return _columns_of(prefix, find, parts)


def date_columns(prefix: str, find: Find, noun: str, *, null: str) -> tuple[Column, ...]:
    """The columns of an imprecise date."""
    is_open = f"{null}, or that side is open"
    parts = [
        ("edtf", Sort.TEXT, f"{noun}, as exact as its source: EDTF (ISO 8601-2).", null),
        ("earliest", Sort.DAY, f"The first day that {noun.lower()} can mean.", is_open),
        ("latest", Sort.DAY, f"The last day that {noun.lower()} can mean.", is_open),
        ("label", Sort.TEXT, f"{noun} as the source puts it, or in plain English.", null),
    ]
    return _columns_of(prefix, find, parts)


def _columns_of(
    prefix: str, find: Find, parts: Iterable[tuple[str, Sort, str, str]]
) -> tuple[Column, ...]:
    """One for each key of the part that `find` finds: its sort, what it says, what null means."""
    return tuple(
        Column(
            name=f"{prefix}_{key}",
            sort=sort,
            description=description,
            read=key_of(find, key),
            null=null,
        )
        for key, sort, description, null in parts
    )


def head_columns(prefix: str, noun: str) -> tuple[Column, ...]:
    """What every row says of the document that it stands in."""
    return (
        Column(
            name=f"{prefix}_id",
            sort=Sort.UID,
            description=f"The uid of {noun}; it never changes.",
            read=itemgetter("id"),
        ),
        Column(
            name=f"{prefix}_slug",
            sort=Sort.TEXT,
            description=f"The last part of the address of {noun}; an old one redirects.",
            read=itemgetter("slug"),
        ),
        Column(
            name=f"{prefix}_title",
            sort=Sort.TEXT,
            description=f"The title of {noun}.",
            read=itemgetter("title"),
        ),
        Column(
            name=f"{prefix}_url",
            sort=Sort.LINK,
            description=f"The public page of {noun}.",
            read=itemgetter("url"),
        ),
        Column(
            name="edition",
            sort=Sort.WHOLE,
            description=f"The edition of {noun} in which the row stands; it rises by one each "
            "time that it is published.",
            read=itemgetter("edition"),
        ),
        Column(
            name="published_at",
            sort=Sort.MOMENT,
            description="When that edition was published: RFC 3339, in UTC.",
            read=itemgetter("published_at"),
        ),
    )


def inner(key: str) -> Find:
    """Finds the part of a document under `key`."""
    return lambda document: document.get(key)


def of_row(key: str) -> Find:
    """Finds the part of a row under `key`."""
    return lambda row: row.facts.get(key)


def fact(key: str) -> Callable[[Any], Any]:
    """Reads what a row says under `key`."""
    return lambda row: row.facts[key]
