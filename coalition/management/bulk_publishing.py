"""Publishing many records at once, part by part, for the commands that load them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from coalition.interchange.shapes import SHAPES
from coalition.models import Kind, Meeting, Record, SeatSharingTalk, Stage, Statement
from coalition.publishing import publish_all

_PART = 500

#: What documents refer to comes before what refers to it.
_IDENTITIES = (Kind.PARTY, Kind.ALLIANCE, Kind.LEADER, Kind.ELECTION)


def publish_in_parts(
    keys: Mapping[str, Sequence[Any]], *, progress: Callable[[int], Any] = lambda count: None
) -> int:
    """Publish the approved records among `keys`, all or none; return how many editions that made.

    A part is a few hundred records, so that memory stays the same. A meeting comes with the talks
    and statements that its document carries, or each of these would make another edition of it.
    """
    editions = 0
    with transaction.atomic():
        for part in _parts(keys):
            editions += len(publish_all(part, by=None).editions)
            progress(len(part))
    return editions


def approved(kind: str, keys: Sequence[Any]) -> QuerySet[Any]:
    """The approved records among `keys`."""
    return SHAPES[kind].model._default_manager.filter(pk__in=keys, stage=Stage.APPROVED)


def _parts(keys: Mapping[str, Sequence[Any]]) -> Iterator[list[Record]]:
    for kind in _IDENTITIES:
        for part in _slices(keys[kind]):
            yield list(approved(kind, part).order_by("pk"))
    events = _Events(set(keys[Kind.SEAT_SHARING_TALK]), set(keys[Kind.STATEMENT]))
    for part in _slices(_in_order_of_time(keys[Kind.MEETING])):
        yield events.around(list(approved(Kind.MEETING, part).order_by("pk")))
    for part in _slices(sorted(events.talks)):
        yield events.with_statements(list(approved(Kind.SEAT_SHARING_TALK, part).order_by("pk")))
    for part in _slices(sorted(events.statements)):
        yield list(approved(Kind.STATEMENT, part).order_by("pk"))


class _Events:
    """The talks and statements that are still to be published."""

    def __init__(self, talks: set[Any], statements: set[Any]) -> None:
        self.talks = talks
        self.statements = statements

    def around(self, meetings: list[Meeting]) -> list[Record]:
        talks = SeatSharingTalk.objects.approved().filter(meetings__in=meetings).distinct()
        records: list[Record] = [*meetings, *self.with_statements(list(talks))]
        return records + self._take(Statement.objects.approved().filter(meeting__in=meetings))

    def with_statements(self, talks: list[SeatSharingTalk]) -> list[Record]:
        chosen = [talk for talk in talks if talk.pk in self.talks]
        self.talks.difference_update(talk.pk for talk in chosen)
        return [*chosen, *self._take(Statement.objects.approved().filter(talk__in=chosen))]

    def _take(self, statements: QuerySet[Statement]) -> list[Record]:
        chosen = [statement for statement in statements if statement.pk in self.statements]
        self.statements.difference_update(statement.pk for statement in chosen)
        return list(chosen)


def _in_order_of_time(meetings: Sequence[Any]) -> list[Any]:
    """What a meeting follows was as a rule earlier, and so is published before it."""
    dated = [
        row
        for part in _slices(meetings)
        for row in Meeting.objects.filter(pk__in=part).order_by().values_list("date_latest", "pk")
    ]
    return [pk for _date, pk in sorted(dated, key=lambda row: (str(row[0] or ""), row[1]))]


def _slices(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(keys), _PART):
        yield keys[start : start + _PART]
