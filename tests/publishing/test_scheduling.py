"""What is put on the schedule, what is refused there, and what takes it off again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from coalition.models import Action, Edition, ScheduledPublication, Stage, Transition
from coalition.publishing import (
    GatesClosed,
    NotScheduled,
    SelfApprovalRefused,
    publish,
    publish_due,
    submit,
    unschedule,
    withdraw,
)
from tests.factories import (
    AttendanceFactory,
    MeetingFactory,
    PartyFactory,
    StatementFactory,
    alice,
    bob,
    published,
)
from tests.publishing.schedule import DUE, LATER, NOW, actions, edit, scheduled, submitted

pytestmark = pytest.mark.django_db


def test_scheduled_record_is_approved_on_the_way() -> None:
    meeting = submitted()
    row = scheduled(meeting)
    meeting.refresh_from_db()
    assert (meeting.stage, meeting.version) == (Stage.APPROVED, row.version)


def test_scheduling_is_remembered_with_its_time() -> None:
    meeting = submitted()
    scheduled(meeting, note="Embargoed.")
    step = Transition.objects.get(action=Action.SCHEDULED)
    assert (step.uid, step.by.username, step.at) == (meeting.uid, "alice", NOW)
    assert step.note == "For 7 December 2023, 00:00 IST. Embargoed."


def test_scheduling_publishes_nothing() -> None:
    meeting = submitted()
    AttendanceFactory(meeting=meeting)
    scheduled(meeting)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("due_at", [NOW, NOW - timedelta(hours=1)])
def test_hour_in_the_past_is_refused_at_its_field(due_at: datetime) -> None:
    meeting = submitted()
    with pytest.raises(GatesClosed) as refusal:
        scheduled(meeting, due_at=due_at)
    [gate] = refusal.value.gates
    assert gate.field == "due_at"
    assert "has passed" in gate.message
    meeting.refresh_from_db()
    assert (meeting.stage, ScheduledPublication.objects.count()) == (Stage.IN_REVIEW, 0)


def test_closed_gate_refuses_a_schedule_and_leaves_the_stage() -> None:
    meeting = submit(MeetingFactory(), by=bob())
    with pytest.raises(GatesClosed, match="No source says so"):
        scheduled(meeting)
    meeting.refresh_from_db()
    assert (meeting.stage, actions(meeting)) == (Stage.IN_REVIEW, ["submitted"])


def test_gates_are_asked_about_the_day_on_which_it_is_due() -> None:
    """On the evening of the dinner it will have been held; now nobody can say so."""
    meeting = submitted(date="2023-12-07", occurrence="held")
    with pytest.raises(GatesClosed):
        publish(meeting, by=alice(), now=NOW)
    assert scheduled(meeting, due_at=DUE).due_at == DUE


def test_who_submitted_does_not_schedule() -> None:
    meeting = submit(MeetingFactory(sourced=True), by=alice(), now=NOW)
    with pytest.raises(SelfApprovalRefused):
        scheduled(meeting)


def test_what_has_not_changed_is_not_scheduled() -> None:
    meeting = MeetingFactory(sourced=True)
    published(meeting)
    meeting.refresh_from_db()
    with pytest.raises(GatesClosed, match="Nothing has changed since Edition 1"):
        scheduled(meeting)


def test_correction_without_a_note_is_refused() -> None:
    meeting = MeetingFactory(sourced=True)
    published(meeting)
    with pytest.raises(GatesClosed, match="Say what was wrong"):
        scheduled(meeting, is_correction=True)


def test_second_schedule_takes_the_place_of_the_first() -> None:
    meeting = submitted()
    scheduled(meeting)
    scheduled(meeting, due_at=LATER)
    assert ScheduledPublication.objects.get().due_at == LATER


def test_record_is_taken_off_the_schedule() -> None:
    meeting = submitted()
    scheduled(meeting)
    unschedule(meeting, by=alice(), note="The host asked for a day.")
    assert not ScheduledPublication.objects.exists()
    assert actions(meeting)[-1] == "unscheduled"


def test_record_that_is_not_scheduled_cannot_be_taken_off() -> None:
    with pytest.raises(NotScheduled):
        unschedule(submitted(), by=alice())


def test_publishing_by_hand_takes_it_off_the_schedule() -> None:
    meeting = submitted()
    scheduled(meeting)
    publish(meeting, by=alice(), now=NOW)
    assert not ScheduledPublication.objects.exists()
    assert actions(meeting)[-1] == "unscheduled"


def test_withdrawing_takes_it_off_the_schedule() -> None:
    meeting = MeetingFactory(sourced=True)
    published(meeting, now=NOW)
    edit(meeting, title="Another title")
    scheduled(meeting)
    withdraw(meeting, by=alice(), reason="It never took place.", now=NOW)
    assert not ScheduledPublication.objects.exists()


def test_scheduled_record_is_not_taken_along_before_its_time() -> None:
    dinner = submitted(title="The dinner")
    scheduled(dinner)
    sequel = submitted(follows=dinner)
    with pytest.raises(GatesClosed, match="“The dinner”, which becomes public on 7 December 2023"):
        scheduled(sequel, due_at=DUE - timedelta(hours=1))
    assert not Edition.objects.exists()


@pytest.mark.parametrize("factory", [PartyFactory, StatementFactory])
def test_every_kind_can_be_scheduled(factory: Any) -> None:
    sourced = {"sourced": True} if factory is StatementFactory else {}
    record = submit(factory(**sourced), by=bob())
    scheduled(record)
    publish_due(now=LATER)
    assert Edition.objects.live().filter(uid=record.uid).exists()
