"""The links of an edition, read off its document: which records it speaks of, and how."""

from collections.abc import Iterator
from typing import Any

from coalition.models import AttendanceStatus, Kind, Relation, Role

#: relation, kind of the target, uid of the target
Link = tuple[Relation, str, str]

_ROLE_RELATIONS = {
    Role.HOST: Relation.HOST,
    Role.CONVENER: Relation.CONVENER,
    Role.CHAIR: Relation.CHAIR,
}


def links_of(document: dict[str, Any]) -> list[Link]:
    """Each (relation, target) once, in document order."""
    found = _LINKS[Kind(document["kind"])](document)
    return list(dict.fromkeys(found))


def _to(relation: Relation, reference: dict[str, Any] | None) -> Iterator[Link]:
    if reference is not None:
        yield relation, reference["kind"], reference["id"]


def _carried(document: dict[str, Any]) -> Iterator[Link]:
    for key in ("statements", "talks"):
        for item in document.get(key, []):
            yield Relation.CARRIES, item["kind"], item["id"]


def _meeting(document: dict[str, Any]) -> Iterator[Link]:
    yield from _to(Relation.ALLIANCE, document["alliance"])
    yield from _to(Relation.FOLLOWS, document["follows"])
    yield from _to(Relation.RESCHEDULED_FROM, document["rescheduled_from"])
    for row in document["attendance"]:
        status = Relation(row["status"])
        role = _ROLE_RELATIONS.get(row["role"])
        for target in (row["leader"], row["party"]):
            yield from _to(Relation.NAMED, target)
            if role:
                yield from _to(role, target)
        yield from _to(status, row["leader"])
        if row["leader"] is None or row["status"] == AttendanceStatus.ATTENDED:
            yield from _to(status, row["party"])
        yield from _to(Relation.ON_BEHALF_OF, row["on_behalf_of"])
    yield from _carried(document)


def _party(document: dict[str, Any]) -> Iterator[Link]:
    yield from _to(Relation.SPLIT_FROM, document["split_from"])


def _leader(document: dict[str, Any]) -> Iterator[Link]:
    for row in document["party_memberships"]:
        yield from _to(Relation.MEMBER, row["party"])
    for row in document["offices"]:
        yield from _to(Relation.OFFICE, row["party"])


def _alliance(document: dict[str, Any]) -> Iterator[Link]:
    for row in document["members"]:
        yield from _to(Relation.MEMBER, row["party"])


def _election(document: dict[str, Any]) -> Iterator[Link]:
    for row in document["outcomes"]:
        yield from _to(Relation.OUTCOME, row["party"] or row["alliance"])


def _talk(document: dict[str, Any]) -> Iterator[Link]:
    yield from _to(Relation.ALLIANCE, document["alliance"])
    yield from _to(Relation.ELECTION, document["election"])
    for party in document["parties"]:
        yield from _to(Relation.PARTY, party)
    for row in document["positions"]:
        yield from _to(Relation.POSITION, row["party"])
        yield from _to(Relation.POSITION, row["to_party"])
    for meeting in document["meetings"]:
        yield from _to(Relation.DISCUSSED_AT, meeting)
    yield from _carried(document)


def _statement(document: dict[str, Any]) -> Iterator[Link]:
    yield from _to(Relation.SPEAKER, document["speaker"]["leader"])
    yield from _to(Relation.SPEAKER, document["speaker"]["party"])
    for target in document["about"].values():
        yield from _to(Relation.ABOUT, target)


_LINKS = {
    Kind.MEETING: _meeting,
    Kind.PARTY: _party,
    Kind.LEADER: _leader,
    Kind.ALLIANCE: _alliance,
    Kind.ELECTION: _election,
    Kind.SEAT_SHARING_TALK: _talk,
    Kind.STATEMENT: _statement,
}
