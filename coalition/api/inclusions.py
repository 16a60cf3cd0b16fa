"""`include=`: the documents of what a document refers to, beside it in the same answer.

A reference stays what it is. `included` holds, by `id`, the document of each that is public: at the
present, or at the moment that is asked for. What was withdrawn has none.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter

from coalition.api.kinds import PublicKind
from coalition.api.moments import Vantage
from coalition.api.parameters import Finding, InvalidQuery
from coalition.api.selections import Tree, parts_of, read_paths
from coalition.models.editions import Kind

PARAMETER = "include"
#: Paths in one query.
MOST = 5

_REFERENCE = {"id", "kind", "slug", "name", "abbreviation"}


@functools.cache
def references_of(kind: Kind) -> tuple[str, ...]:
    """The paths of all references that a document of this kind can have."""
    return tuple(_references(parts_of(kind)))


def _references(tree: Tree, prefix: str = "") -> Iterator[str]:
    for name, parts in tree.items():
        if parts.keys() == _REFERENCE:
            yield f"{prefix}{name}"
        else:
            yield from _references(parts, f"{prefix}{name}.")


def read_include(parameters: Mapping[str, str], kind: Kind) -> list[list[str]]:
    """The paths to follow, each in its parts; none if nothing is to be included."""
    text = parameters.get(PARAMETER)
    if text is None:
        return []
    paths = read_paths(text, PARAMETER, references_of(kind))
    if len(paths) > MOST:
        raise InvalidQuery([Finding(PARAMETER, f"At most {MOST} at a time.")])
    return [path.split(".") for path in paths]


def included(bodies: Iterable[str], paths: list[list[str]], vantage: Vantage) -> bytes:
    """An object with the public documents that are referred to at `paths`, as they are stored. One
    query, whatever they are."""
    uids = {
        UUID(reference["id"])
        for document in map(json.loads, bodies)
        for path in paths
        for reference in _at(document, path)
    }
    found = vantage.editions().filter(uid__in=uids).order_by("sequence").values_list("uid", "body")
    members = [f'"{uid}":{body}' for uid, body in found] if uids else []
    return b"{%b}" % ",".join(members).encode()


def _at(value: Any, path: list[str]) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _at(item, path)
    elif isinstance(value, dict):
        if not path:
            yield value
        else:
            yield from _at(value.get(path[0]), path[1:])


def include_parameter(kind: PublicKind) -> OpenApiParameter | None:
    references = references_of(kind.kind)
    if not references:
        return None
    listed = ", ".join(f"`{path}`" for path in references)
    return OpenApiParameter(
        PARAMETER,
        {"type": "string", "pattern": r"^[a-z_]+(\.[a-z_]+)*(,[a-z_]+(\.[a-z_]+)*){0,4}$"},
        description="The documents of what is referred to, in `included` by their `id`: at most "
        f"{MOST} of {listed}, with commas between them. What is not public (any more) is not "
        "there, and its reference stays what it is.",
    )
