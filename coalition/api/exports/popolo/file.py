"""The file: one JSON object, written as the documents are read.

Each kind is read once for every list that it has a part in. What is remembered on the way is which
posts were written and which regions occur: some thousands of short texts.
"""

from collections.abc import Iterable, Iterator

from coalition.api.exports.popolo import objects
from coalition.api.exports.snapshot import Snapshot
from coalition.compact_json import compact_json
from coalition.models.editions import Kind


def popolo_lines(snapshot: Snapshot) -> Iterator[str]:
    """`meta` comes last: a file without it, which is no JSON either, is not whole."""
    codes: set[str] = set()
    yield "{"
    yield from _list("persons", map(objects.person, snapshot.documents(Kind.LEADER)))
    yield ",\n"
    yield from _list("organizations", _organizations(snapshot))
    yield ",\n"
    yield from _list("posts", _posts(snapshot, codes))
    yield ",\n"
    yield from _list("memberships", _memberships(snapshot))
    yield ",\n"
    yield from _list("events", _events(snapshot, codes))
    yield ",\n"
    yield from _list("areas", objects.areas(codes))
    meta = {"specification": "https://www.popoloproject.com/", "sequence": snapshot.sequence}
    yield f',\n"meta":{compact_json(meta)}}}\n'


def _list(name: str, made: Iterable[objects.Made]) -> Iterator[str]:
    yield f'"{name}":['
    for number, item in enumerate(made):
        yield f"{',' if number else ''}\n{compact_json(item)}"
    yield "]"


def _organizations(snapshot: Snapshot) -> Iterator[objects.Made]:
    for kind in (Kind.PARTY, Kind.ALLIANCE):
        yield from map(objects.organization, snapshot.documents(kind))


def _memberships(snapshot: Snapshot) -> Iterator[objects.Made]:
    for kind in (Kind.LEADER, Kind.ALLIANCE):
        for document in snapshot.documents(kind):
            yield from objects.memberships(document)


def _posts(snapshot: Snapshot, codes: set[str]) -> Iterator[objects.Made]:
    written: set[str] = set()
    for leader in snapshot.documents(Kind.LEADER):
        for post in objects.posts(leader):
            if post["id"] not in written:
                written.add(post["id"])
                codes.update(post[key] for key in ("area_id",) if key in post)
                yield post


def _events(snapshot: Snapshot, codes: set[str]) -> Iterator[objects.Made]:
    for kind, make in ((Kind.MEETING, objects.event), (Kind.ELECTION, objects.poll)):
        for document in snapshot.documents(kind):
            made = make(document)
            codes.update(made[key] for key in ("area_id",) if key in made)
            yield made
