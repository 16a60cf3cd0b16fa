"""Suggestions while somebody types: entities, types and properties by how they begin."""

import heapq
from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html, format_html_join

from coalition.api.reconciling.queries import describe
from coalition.api.reconciling.spec import PROPERTIES, TYPES, type_entry
from coalition.folding import fold
from coalition.models.editions import Kind
from coalition.resolving import MAX_LIMIT, NAMED, Bearer, Question, Resolver

PAGE = 20
Entry = dict[str, Any]


def entities(prefix: str, kinds: list[Kind], skip: int, resolver: Resolver) -> Entry:
    """Those whose identifier it is, that begin so, have a word that does, or are spelt nearly so.

    `cursor` says how many to skip for the next ones; it is there if there are any.
    """
    folded = fold(prefix)
    beginning = [b for kind in kinds for b in resolver.register.books[kind].beginning(prefix)]
    ranked = heapq.nsmallest(skip + PAGE + 1, beginning, key=lambda bearer: _rank(bearer, folded))
    found = {bearer.uid: bearer for bearer in resolver.register.identified(prefix.strip(), kinds)}
    found |= {bearer.uid: bearer for bearer in ranked}
    if len(found) <= PAGE and prefix.strip():
        alike = resolver.resolve(Question(prefix, kinds=kinds, limit=MAX_LIMIT))
        found |= {one.bearer.uid: one.bearer for one in alike}
    page = list(found.values())[skip : skip + PAGE]
    more = {"cursor": skip + PAGE} if len(found) > skip + PAGE else {}
    return {"result": [_entity(bearer, resolver) for bearer in page], **more}


def types(prefix: str) -> Entry:
    return {
        "result": [type_entry(word) for word, name in TYPES.items() if _fits(prefix, word, name)]
    }


def properties(prefix: str, kind: str) -> Entry:
    found = [
        known.entry
        for known in PROPERTIES.values()
        if _fits(prefix, known.id, known.name) and (kind not in TYPES or kind in known.kinds)
    ]
    return {"result": found}


def proposals(kind: str, limit: int | None) -> Entry:
    """The properties that a column can be made of."""
    found = [
        {"id": known.id, "name": known.name}
        for known in PROPERTIES.values()
        if known.id != "on" and (kind not in TYPES or kind in known.kinds)
    ]
    asked = {} if limit is None else {"limit": limit}
    return {"properties": found[:limit], "type": kind, **asked}


def entity_flyout(bearer: Bearer, resolver: Resolver) -> str:
    offices = format_html_join(
        "", "<li>{}</li>", ((office.title,) for office in resolver.offices_of(bearer, None))
    )
    return format_html(
        "<p><strong>{}</strong></p><p>{}</p><ul>{}</ul>",
        bearer.name,
        describe(bearer, resolver.party_of(bearer)),
        offices,
    )


def named_flyout(name: str, description: str) -> str:
    return format_html("<p><strong>{}</strong></p><p>{}</p>", name, description)


def _entity(bearer: Bearer, resolver: Resolver) -> Entry:
    return {
        "id": bearer.uid,
        "name": bearer.name,
        "description": describe(bearer, resolver.party_of(bearer)),
        "notable": [type_entry(bearer.kind.value)],
    }


def _rank(bearer: Bearer, folded: str) -> tuple[bool, int, tuple[str, str]]:
    is_begun = any(line.startswith(folded) for line in bearer.spellings.lines)
    return (not is_begun, NAMED.index(bearer.kind), bearer.order)


def _fits(prefix: str, *names: str) -> bool:
    return any(part.startswith(fold(prefix)) for name in names for part in _parts(name))


def _parts(name: str) -> Iterator[str]:
    folded = fold(name)
    yield folded
    yield from folded.split()
