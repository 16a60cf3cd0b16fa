"""Carrying: a meeting's document holds the statements about it and the talks held at it.

What is carried is read from live editions, so that a document can be brought up to date without
touching a record, and a withdrawn statement is gone from wherever it stood.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from coalition.models import Edition, EditionLink, Kind, Relation
from coalition.publishing.documents.claims import source_order

#: Which kinds carry what: the key in the document, the carried kind, and how it points at its host.
CARRIERS: dict[Kind, tuple[tuple[str, Kind, Relation], ...]] = {
    Kind.MEETING: (
        ("statements", Kind.STATEMENT, Relation.ABOUT),
        ("talks", Kind.SEAT_SHARING_TALK, Relation.DISCUSSED_AT),
    ),
    Kind.SEAT_SHARING_TALK: (("statements", Kind.STATEMENT, Relation.ABOUT),),
}

_CARRIED_KEYS = {
    Kind.STATEMENT: (
        "id",
        "kind",
        "slug",
        "url",
        "title",
        "stance",
        "speaker",
        "point",
        "made",
        "claims",
    ),
    Kind.SEAT_SHARING_TALK: (
        "id",
        "kind",
        "slug",
        "url",
        "title",
        "status",
        "election",
        "region",
        "parties",
        "total_seats",
        "positions",
        "summary",
        "claims",
    ),
}


def hosts_of(document: dict[str, Any]) -> list[str]:
    """The uids of the records whose documents carry this one."""
    if document["kind"] == Kind.STATEMENT:
        return [ref["id"] for key in ("meeting", "talk") if (ref := document["about"][key])]
    if document["kind"] == Kind.SEAT_SHARING_TALK:
        return [ref["id"] for ref in document["meetings"]]
    return []


def carry(documents: Iterable[dict[str, Any]]) -> None:
    """Put the live documents that each of `documents` carries into it, with their sources.

    Two queries for all of them, none if no document is of a kind that carries.
    """
    hosts = {doc["id"]: doc for doc in documents if Kind(doc["kind"]) in CARRIERS}
    if not hosts:
        return
    found: dict[str, dict[str, list[Edition]]] = defaultdict(lambda: defaultdict(list))
    links = EditionLink.objects.filter(
        target_uid__in=list(hosts),
        relation__in=[Relation.ABOUT, Relation.DISCUSSED_AT],
        edition__is_live=True,
        edition__kind__in=[Kind.STATEMENT, Kind.SEAT_SHARING_TALK],
    )
    for link in links.select_related("edition").order_by("edition__sort_key"):
        found[str(link.target_uid)][link.edition.kind].append(link.edition)
    for uid, host in hosts.items():
        _carry_into(host, found[uid])


def _carry_into(host: dict[str, Any], found: dict[str, list[Edition]]) -> None:
    carrying = CARRIERS[Kind(host["kind"])]
    if not found and not any(host[key] for key, _kind, _relation in carrying):
        return
    # Whatever the host cites itself stays as it was published for the host. What it has only for
    # the sake of others is taken anew from them.
    apart = {"sources", *(key for key, _kind, _relation in carrying)}
    cited = set(_source_ids({key: value for key, value in host.items() if key not in apart}))
    sources = {source["id"]: source for source in host["sources"] if source["id"] in cited}
    for key, kind, _relation in carrying:
        host[key] = []
        for edition in found.get(kind, []):
            document = json.loads(edition.body)
            host[key].append({name: document[name] for name in _CARRIED_KEYS[kind]})
            for source in document["sources"]:
                sources.setdefault(source["id"], source)
    used = set(_source_ids({key: value for key, value in host.items() if key != "sources"}))
    host["sources"] = sorted(
        (source for uid, source in sources.items() if uid in used),
        key=source_order,
    )


def _source_ids(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        if isinstance(value.get("source"), str):
            yield value["source"]
        for item in value.values():
            yield from _source_ids(item)
    elif isinstance(value, list):
        for item in value:
            yield from _source_ids(item)
