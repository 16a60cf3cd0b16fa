"""Whether a JSON-LD document says what schema.org has words for, by the vocabulary itself.

The vocabulary is the package's `SCHEMA_VERSION`. Beyond it we ask for addresses that are absolute,
for days and moments as ISO 8601 has them, moments with their offset, and for nothing that is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from schema_org.registry import (
    CLASS_METADATA,
    ENUM_MEMBERS,
    PARENTS,
    PROPERTY_BY_SCHEMA,
)

Node = dict[str, Any]

CONTEXT = "https://schema.org"

_TEXTS = {"Text", "PronounceableText", "CssSelectorType", "XPathType"}
_NUMBERS = {"Number", "Integer", "Float"}
#: ISO 8601 leaves out of a date what is not known of it.
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?\Z")
_DURATION = re.compile(r"P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?\Z")
#: What an action asks its reader for, after the name of a property of it.
#: https://schema.org/docs/actions.html
_INPUT = re.compile(r"(\w+)-(input|output)\Z")


def flaws(document: Any) -> list[str]:
    """What is wrong with `document`, one line each."""
    if not isinstance(document, dict) or document.get("@context") != CONTEXT:
        return [f"The context is not {CONTEXT}."]
    nodes = document.get("@graph", [{k: v for k, v in document.items() if k != "@context"}])
    types: dict[str, tuple[str, ...]] = {}
    for node in _nodes(nodes):
        if "@id" in node and "@type" in node:
            types[node["@id"]] = _types(node)
    return [flaw for node in nodes for flaw in _flaws_of_node(node, types)]


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item)
    elif isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _nodes(item)


def _types(node: Node) -> tuple[str, ...]:
    given = node["@type"]
    return tuple(given) if isinstance(given, list) else (given,)


@cache
def _ancestors(type: str) -> frozenset[str]:
    """The type itself, and everything that it is a kind of."""
    return frozenset({type}).union(*(_ancestors(parent) for parent in PARENTS.get(type, ())))


def _flaws_of_node(node: Any, types: dict[str, tuple[str, ...]], *, of: str = "") -> Iterator[str]:
    """`of` is the property whose value the node is."""
    if not isinstance(node, dict):
        yield f"{node!r} is no node."
        return
    if "@id" in node and not _is_identifier(node["@id"]):
        yield f"@id {node['@id']!r} is not absolute."
    if "@type" not in node:
        if set(node) != {"@id"}:
            yield f"{sorted(node)} has no type."
        return
    known = [type for type in _types(node) if type in CLASS_METADATA]
    yield from (f"There is no type {type}." for type in _types(node) if type not in known)
    for type in known:
        if newer := CLASS_METADATA[type].superseded_by:
            yield f"{type} is superseded by {newer}."
    family = frozenset().union(*(_ancestors(type) for type in known))
    for name, value in node.items():
        if not name.startswith("@") and known:
            where = f"{'/'.join(known)}.{name}"
            # A role stands between a thing and its value, and has the same property again.
            # https://blog.schema.org/2014/06/16/introducing-role/
            owners = None if "Role" in family and name == of else family
            yield from _flaws_of_property(name, value, owners, where, types)


def _flaws_of_property(
    name: str,
    value: Any,
    owners: frozenset[str] | None,
    where: str,
    types: dict[str, tuple[str, ...]],
) -> Iterator[str]:
    asked = _INPUT.match(name)
    meta = PROPERTY_BY_SCHEMA.get(asked[1] if asked else name)
    if meta is None:
        yield f"{where}: there is no such property."
        return
    if meta.superseded_by:
        yield f"{where} is superseded by {meta.superseded_by}."
    if owners is not None and not owners & set(meta.domains):
        yield f"{where} is a property of {', '.join(meta.domains)} only."
    values = value if isinstance(value, list) else [value]
    if not values:
        yield f"{where} is empty."
    for item in values:
        if asked:
            fits = isinstance(item, str) and bool(item)
        else:
            fits = _fits(item, set(meta.ranges), types)
        if not fits:
            yield f"{where} is {_short(item)}, and should be {' or '.join(meta.ranges)}."
        if isinstance(item, dict) and "@value" not in item:
            yield from _flaws_of_node(item, types, of=name)


def _short(item: Any) -> str:
    if isinstance(item, dict):
        return f"a {item.get('@type', 'node without a type')}"
    return repr(item)[:80]


def _fits(value: Any, ranges: set[str], types: dict[str, tuple[str, ...]]) -> bool:
    if isinstance(value, dict):
        if "@value" in value:
            return set(value) <= {"@value", "@language"} and _fits(value["@value"], ranges, types)
        given = _types(value) if "@type" in value else types.get(value.get("@id", ""))
        # What is only pointed at may stand on another page.
        family = frozenset().union(*map(_ancestors, given or ()))
        return given is None or bool(family & {*ranges, "Role"})
    if isinstance(value, bool):
        return "Boolean" in ranges
    if isinstance(value, int | float):
        return bool(ranges & _NUMBERS)
    return isinstance(value, str) and _text_fits(value, ranges)


def _text_fits(text: str, ranges: set[str]) -> bool:
    if not text.strip():
        return False
    return (
        bool(ranges & _TEXTS)
        or ("URL" in ranges and _is_address(text))
        or ("Date" in ranges and _is_date(text))
        or ("DateTime" in ranges and _is_moment(text))
        or ("Time" in ranges and _is_read(time.fromisoformat, text))
        or ("Duration" in ranges and bool(_DURATION.match(text)))
        or any(text in _members(name) for name in ranges)
        # A thing may be named by the address of its page.
        or ("Thing" in ranges and _is_address(text))
    )


def _members(name: str) -> set[str]:
    return {f"{CONTEXT}/{member}" for member in ENUM_MEMBERS.get(name, ())}


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _is_identifier(text: Any) -> bool:
    return isinstance(text, str) and (text.startswith("urn:uuid:") or _is_address(text))


def _is_read(read: Any, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _is_date(text: str) -> bool:
    return bool(_DATE.match(text)) or (len(text) == 10 and _is_read(date.fromisoformat, text))


def _is_moment(text: str) -> bool:
    return (
        "T" in text
        and _is_read(datetime.fromisoformat, text)
        and datetime.fromisoformat(text).tzinfo is not None
    )
