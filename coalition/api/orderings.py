"""In which order a list may be read. Each order has a key that is unique and that an index has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drf_spectacular.utils import OpenApiParameter

from coalition.api.kinds import PublicKind
from coalition.api.parameters import Finding, InvalidQuery, nearest

PARAMETER = "ordering"


@dataclass(frozen=True, slots=True)
class Ordering:
    """`key` is a column, or an annotation, that is unique within the list."""

    key: str
    is_descending: bool = False
    #: What tells its cursors from those of another order; empty for the order that a list has
    #: unless asked, whose cursors were given out before there were others.
    name: str = ""

    def by(self, *, is_forward: bool) -> str:
        return self.key if is_forward != self.is_descending else f"-{self.key}"

    def beyond(self, *, is_forward: bool, includes_itself: bool) -> str:
        """The lookup for what comes after a key in one direction."""
        upwards = is_forward != self.is_descending
        return f"{self.key}__{'gt' if upwards else 'lt'}{'e' if includes_itself else ''}"


def orderings_of(kind: PublicKind) -> dict[str, Ordering]:
    """By the word that asks for it, the one that the list has unless asked first.

    Dated kinds are ordered by the last day that they may have been on, the others by their folded
    name, both with the uid behind it. What was published last has the highest sequence.
    """
    # A minus reverses, as everywhere.
    usual = "-date" if kind.is_dated else "name"
    other = usual.removeprefix("-") if kind.is_dated else f"-{usual}"
    return {
        usual: Ordering("sort_key", usual.startswith("-")),
        other: Ordering("sort_key", other.startswith("-"), other),
        "published": Ordering("sequence", False, "published"),
        "-published": Ordering("sequence", True, "-published"),
    }


def read_ordering(parameters: Mapping[str, str], kind: PublicKind) -> Ordering:
    orderings = orderings_of(kind)
    asked = parameters.get(PARAMETER)
    if asked is None:
        return next(iter(orderings.values()))
    if asked not in orderings:
        raise InvalidQuery([Finding(PARAMETER, _refusal(asked, list(orderings)))])
    return orderings[asked]


def _refusal(asked: str, words: list[str]) -> str:
    near = nearest(asked, words)
    return f"Did you mean {near}?" if near else f"Choose one of: {', '.join(words)}."


def ordering_parameter(kind: PublicKind) -> OpenApiParameter:
    words = list(orderings_of(kind))
    what = "the last day that it may have been on" if kind.is_dated else "name"
    return OpenApiParameter(
        PARAMETER,
        {"type": "string", "enum": words, "default": words[0]},
        description=f"By {what}, or by when the present edition was published; `-` puts the "
        f"{'latest' if kind.is_dated else 'last'} first.",
    )
