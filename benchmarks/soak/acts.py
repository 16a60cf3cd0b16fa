"""What a desk does while others do the same to the same records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError
from psycopg.errors import LockNotAvailable

from coalition.generation import newest_sequence
from coalition.merging import MergeRefused, merge
from coalition.models import (
    Attendance,
    AttendanceStatus,
    Category,
    Cause,
    Claim,
    Edition,
    Kind,
    Leader,
    Meeting,
    Occurrence,
    Party,
    Source,
    StaleRecordError,
)
from coalition.publishing import GatesClosed, approve, correct, publish, refresh_mentions, withdraw

_MODELS: dict[str, Any] = {Kind.PARTY: Party, Kind.LEADER: Leader, Kind.MEETING: Meeting}
#: The text that a correction changes, by kind.
_FIELDS = {Kind.PARTY: "summary", Kind.LEADER: "summary", Kind.MEETING: "venue"}
_GUESTS = 3

#: Somebody else was there first: the editor is told, and nothing was written.
_REFUSALS = (
    GatesClosed,
    IntegrityError,
    MergeRefused,
    ObjectDoesNotExist,
    StaleRecordError,
)


class _NothingFound(Exception):
    """There is no record yet to which it could be done."""


class Desk:
    """One of several. What it makes is its own; what it changes is anybody's."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        #: What no editor should ever see, in words.
        self.failed: list[str] = []
        self._number = number
        self._made = 0
        self._acts: dict[Callable[[], None], int] = {
            self._publish_meeting: 5,
            self._correct: 6,
            self._withdraw: 2,
            self._publish_again: 2,
            self._refresh: 1,
            self._merge: 2,
            self._merge_withdrawn: 1,
        }
        #: Each once before anything is drawn by lot, so that a short soak has all of them too.
        self._first = [self._publish_meeting, *self._acts]

    @staticmethod
    def newest_sequence() -> int:
        return newest_sequence()

    @property
    def is_beginning(self) -> bool:
        return bool(self._first)

    def act(self) -> None:
        """Do one thing."""
        if self._first:
            act = self._first.pop(0)
        else:
            [act] = self.random.choices(list(self._acts), weights=list(self._acts.values()))
        name = act.__name__.strip("_").replace("_", " ")
        try:
            act()
        except _NothingFound:
            return
        except _REFUSALS:
            self.refused[name] += 1
        except DatabaseError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                # As busy as this, they are told to try again after DATABASE_LOCK_TIMEOUT.
                self.refused["waited in vain"] += 1
                return
            self.failed.append(f"{name}: {type(error).__name__}: {error}"[:300])
        else:
            self.done[name] += 1

    def _publish_meeting(self) -> None:
        name = self._new_name("meeting")
        meeting = Meeting.objects.create(
            title=name,
            slug=name,
            category=Category.FLOOR_LEADERS,
            occurrence=Occurrence.HELD,
            date="2023-12-06",
        )
        source = Source.objects.create(
            title=name, slug=name, publisher="The Daily Banyan", headline=name
        )
        Claim.objects.create(meeting=meeting, source=source, quote="met over dinner")
        for _guest in range(_GUESTS):
            Attendance.objects.create(
                meeting=meeting,
                party=self._anybody(Party, "party"),
                leader=self._anybody(Leader, "leader"),
                status=AttendanceStatus.ATTENDED,
            )
        publish(approve(meeting, by=None), by=None)

    def _correct(self) -> None:
        kind, record = self._live(*_MODELS)
        setattr(record, _FIELDS[kind], f"As {self._new_name('wording')} has it")
        record.save()
        correct(record, by=None, note="It said otherwise.")

    def _withdraw(self) -> None:
        _kind, record = self._live(Kind.LEADER, Kind.MEETING)
        withdraw(record, by=None, reason="It was not so.")

    def _publish_again(self) -> None:
        publish(self._withdrawn(Kind.LEADER, Kind.MEETING), by=None)

    def _refresh(self) -> None:
        _kind, party = self._live(Kind.PARTY)
        party.name = self._new_name("party")
        party.save()
        publish(party, by=None)
        refresh_mentions(party.uid, by=None)

    def _merge(self) -> None:
        kind = self.random.choice([Kind.LEADER, Kind.PARTY])
        (_, primary), (_, other) = self._live(kind), self._live(kind)
        merge(primary, other, by=None)

    def _merge_withdrawn(self) -> None:
        (_, primary), other = self._live(Kind.LEADER), self._withdrawn(Kind.LEADER)
        merge(primary, other, by=None)

    # --- Whom it is done to ---------------------------------------------------------------------

    def _new_name(self, what: str) -> str:
        self._made += 1
        return f"{what}-{self._number}-{self._made}"

    def _anybody(self, model: Any, what: str) -> Any:
        """Mostly one of those whom all desks know, else a newcomer."""
        found = model.objects.order_by("?").first() if self.random.random() < 0.6 else None
        name = self._new_name(what)
        return found or model.objects.create(name=name, slug=name)

    def _live(self, *kinds: Any) -> tuple[Any, Any]:
        kind = self.random.choice(kinds)
        return kind, self._one_of(kind, Edition.objects.live().of_kind(kind))

    def _withdrawn(self, *kinds: Any) -> Any:
        kind = self.random.choice(kinds)
        gone = Edition.objects.filter(kind=kind, cause=Cause.WITHDRAWN)
        return self._one_of(
            kind, gone.exclude(uid__in=Edition.objects.live().of_kind(kind).values("uid"))
        )

    @staticmethod
    def _one_of(kind: Any, editions: Any) -> Any:
        uid = editions.order_by("?").values_list("uid", flat=True).first()
        if uid is None:
            raise _NothingFound
        return _MODELS[kind].objects.get(uid=uid)
