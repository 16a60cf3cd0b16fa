"""`fields=`: the parts of a document that a caller wants, by dotted paths.

`fields=title,date.edtf,attendance.party.name` keeps the title, of the date its EDTF, and of each
attendance the party's name. A path to something with parts keeps all of them. What is `null` stays
`null`, and a list keeps its length. `id`, `kind` and `url` are always there. The names are those of
the schema, read from the shapes that it is made of.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer
from rest_framework import serializers

from coalition.api.kinds import PublicKind
from coalition.api.parameters import Finding, InvalidQuery, echo, nearest
from coalition.api.shapes.envelopes import DOCUMENTS
from coalition.compact_json import compact_json
from coalition.models.editions import Kind

PARAMETER = "fields"
ALWAYS = ("id", "kind", "url")

#: The parts of a value by name, or nothing for one without: then all of it is meant.
Tree = dict[str, Any]


@functools.cache
def parts_of(kind: Kind) -> Tree:
    """Everything that a document of this kind can have, as the schema describes it."""
    return _parts(DOCUMENTS[kind]())


def _parts(field: Any) -> Tree:
    if isinstance(field, PolymorphicProxySerializer):
        found: Tree = {}
        for one in field.serializers:
            found |= _parts(one() if isinstance(one, type) else one)
        return found
    if isinstance(field, serializers.ListSerializer):
        return _parts(field.child)
    if isinstance(field, serializers.Serializer):
        return {name: _parts(part) for name, part in field.fields.items()}
    return {}


def paths_in(tree: Tree, prefix: str = "") -> Iterator[str]:
    for name, parts in tree.items():
        yield f"{prefix}{name}"
        yield from paths_in(parts, f"{prefix}{name}.")


def read_fields(parameters: Mapping[str, str], kind: Kind) -> Tree | None:
    """What is wanted; None if everything is. Raises InvalidQuery with the nearest that there is."""
    text = parameters.get(PARAMETER)
    if text is None:
        return None
    wanted: Tree = {name: {} for name in ALWAYS}
    for path in read_paths(text, PARAMETER, _known_paths(kind)):
        _add(wanted, path.split("."))
    return wanted


@functools.cache
def _known_paths(kind: Kind) -> frozenset[str]:
    return frozenset(paths_in(parts_of(kind)))


def read_paths(text: str, parameter: str, known: Collection[str]) -> list[str]:
    """The paths of a parameter, each of them `known`."""
    paths = text.split(",")
    findings = [
        Finding(parameter, _refusal(path, known))
        for path in dict.fromkeys(paths)
        if path not in known
    ]
    if findings:
        raise InvalidQuery(findings[:_MAX_FINDINGS])
    return paths


#: An answer to nonsense stays small.
_MAX_FINDINGS = 5


def _refusal(path: str, known: Collection[str]) -> str:
    if not path:
        return "Give names with a single comma between them, such as title,date.edtf."
    shown = echo(path)
    if near := nearest(path, known):
        return f"There is no {shown}. Did you mean {near}?"
    names = sorted({path.split(".")[0] for path in known})
    return f"There is no {shown}. Choose from: {', '.join(names)}."


def _add(wanted: Tree, path: list[str]) -> None:
    """A path that ends early wants everything below, whatever else is asked for."""
    name, *rest = path
    if not rest:
        wanted[name] = {}
    elif name not in wanted:
        _add(wanted.setdefault(name, {}), rest)
    elif wanted[name]:
        _add(wanted[name], rest)


def selected(value: Any, wanted: Tree) -> Any:
    """The wanted parts of a value, in the order of the document."""
    if not wanted:
        return value
    if isinstance(value, list):
        return [selected(item, wanted) for item in value]
    if isinstance(value, dict):
        return {name: selected(value[name], wanted[name]) for name in value if name in wanted}
    return value


def selection(body: str, wanted: Tree) -> bytes:
    """The wanted parts of a stored document."""
    found = selected(json.loads(body), wanted)
    return compact_json(found).encode()


def fields_parameter(kind: PublicKind) -> OpenApiParameter:
    return OpenApiParameter(
        PARAMETER,
        {
            "type": "string",
            "pattern": r"^[a-z_]+(\.[a-z_]+)*(,[a-z_]+(\.[a-z_]+)*)*$",
            "examples": [_EXAMPLES[kind.kind]],
        },
        description="Only these parts of each document, by their names with commas between them; "
        f"a dot leads inside: `{_EXAMPLES[kind.kind]}`. A list keeps its length. `id`, `kind` and "
        "`url` are always there.",
    )


_EXAMPLES = {
    Kind.MEETING: "title,date.edtf,attendance.party.name",
    Kind.PARTY: "name,abbreviation,split_from.name",
    Kind.LEADER: "name,party_memberships.party.name",
    Kind.ALLIANCE: "name,members.party.name,recorded",
    Kind.ELECTION: "name,polling.edtf,outcomes.seats",
    Kind.SEAT_SHARING_TALK: "title,status,positions.seats",
    Kind.STATEMENT: "point,speaker.leader.name",
}
