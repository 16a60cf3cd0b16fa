"""Scheduling: what waits for its time, what its time brings, and what is held back instead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group

from coalition.models import (
    Action,
    Cause,
    Edition,
    Meeting,
    Record,
    ScheduledPublication,
    Stage,
    Transition,
)
from coalition.publishing import (
    GatesClosed,
    NotScheduled,
    SelfApprovalRefused,
    approve,
    publish,
    publish_due,
    schedule,
    submit,
    unschedule,
    withdraw,
)
from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    StatementFactory,
    alice,
    bob,
    carol,
    published,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 12, 6, 12, 30, tzinfo=UTC)
DUE = NOW + timedelta(hours=6)
LATER = DUE + timedelta(minutes=1)


def submitted(**kwargs: Any) -> Meeting:
    """A meeting that bob has handed in."""
    return submit(MeetingFactory(sourced=True, **kwargs), by=bob(), now=NOW)


def scheduled(record: Record | None = None, **kwargs: Any) -> ScheduledPublication:
    """Six hours from now, by alice."""
    kwargs = {"by": alice(), "due_at": DUE, "now": NOW} | kwargs
    return schedule(record or submitted(), **kwargs)


def actions(record: Record) -> list[str]:
    steps = Transition.objects.filter(uid=record.uid).order_by("pk")
    return list(steps.values_list("action", flat=True))


def edit(record: Any, **fields: Any) -> None:
    record.refresh_from_db()
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()


# --- Putting something on the schedule ------------------------------------------------------------


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


# --- When the time has come -----------------------------------------------------------------------


def test_nothing_is_published_before_its_time() -> None:
    scheduled()
    assert publish_due(now=DUE - timedelta(seconds=1)) == []
    assert not Edition.objects.exists()


def test_due_record_becomes_public_in_the_name_of_who_scheduled_it() -> None:
    meeting = submitted()
    scheduled(meeting, note="First of its kind.")
    [result] = publish_due(now=LATER)
    edition = Edition.objects.get(uid=meeting.uid)
    assert result.edition == edition
    assert (edition.published_by.username, edition.published_at) == ("alice", LATER)
    assert edition.note == "First of its kind."


def test_due_correction_is_a_correction() -> None:
    meeting = MeetingFactory(sourced=True)
    published(meeting, now=NOW)
    scheduled(meeting, is_correction=True, note="It began at seven.")
    publish_due(now=LATER)
    edition = Edition.objects.live().get(uid=meeting.uid)
    assert (edition.cause, edition.note) == (Cause.CORRECTED, "It began at seven.")


def test_second_run_does_nothing() -> None:
    scheduled()
    publish_due(now=LATER)
    assert publish_due(now=LATER) == []
    assert Edition.objects.filter(kind="meeting").count() == 1


def test_earlier_time_is_published_first() -> None:
    second, first = submitted(), submitted()
    scheduled(second, due_at=LATER)
    scheduled(first)
    results = publish_due(now=LATER)
    assert [result.record for result in results] == [first, second]


def test_changed_record_is_held_back_and_the_public_unchanged() -> None:
    meeting = MeetingFactory(sourced=True, title="Before")
    published(meeting, now=NOW)
    edit(meeting, title="What was approved")
    scheduled(meeting)
    edit(meeting, title="What nobody approved")
    [result] = publish_due(now=LATER)
    assert "changed after it was scheduled" in result.held_back_because
    assert Edition.objects.live().get(uid=meeting.uid).title == "Before"


def test_draft_that_goes_along_is_not_changed_unseen_either() -> None:
    leader = LeaderFactory(name="Vaiko")
    meeting = AttendanceFactory(meeting__sourced=True, leader=leader, sourced=True).meeting
    scheduled(submit(meeting, by=bob(), now=NOW))
    edit(leader, summary="Nobody but a reporter has read this.")
    [result] = publish_due(now=LATER)
    assert "“Vaiko”, which goes along, was changed" in result.held_back_because
    assert not Edition.objects.exists()


def test_draft_goes_along_as_it_was_when_it_was_scheduled() -> None:
    leader = LeaderFactory()
    meeting = AttendanceFactory(meeting__sourced=True, leader=leader, sourced=True).meeting
    scheduled(submit(meeting, by=bob(), now=NOW))
    publish_due(now=LATER)
    assert Edition.objects.live().filter(uid=leader.uid).exists()


def test_change_that_somebody_approved_goes_along() -> None:
    leader = LeaderFactory()
    meeting = AttendanceFactory(meeting__sourced=True, leader=leader, sourced=True).meeting
    scheduled(submit(meeting, by=bob(), now=NOW))
    edit(leader, summary="Read by an editor.")
    approve(submit(leader, by=bob()), by=carol())
    publish_due(now=LATER)
    assert Edition.objects.live().filter(uid=meeting.uid).exists()


def test_held_back_record_says_so_on_its_row_and_in_its_history() -> None:
    meeting = submitted()
    scheduled(meeting)
    edit(meeting, title="Another title")
    publish_due(now=LATER)
    row = ScheduledPublication.objects.get()
    step = Transition.objects.filter(uid=meeting.uid).first()
    assert row.held_back_at == LATER
    assert (step.action, step.by, step.note) == ("held_back", None, row.held_back_because)


def test_held_back_record_is_left_alone_by_the_next_run() -> None:
    meeting = submitted()
    scheduled(meeting)
    edit(meeting, title="Another title")
    publish_due(now=LATER)
    assert publish_due(now=LATER) == []


def test_held_back_record_can_be_scheduled_anew() -> None:
    meeting = submitted()
    scheduled(meeting)
    edit(meeting, title="Another title")
    publish_due(now=LATER)
    scheduled(meeting, by=carol(), due_at=LATER + timedelta(hours=1), now=LATER)
    publish_due(now=LATER + timedelta(hours=2))
    edition = Edition.objects.get(uid=meeting.uid)
    assert (edition.title, edition.published_by.username) == ("Another title", "carol")


def test_gate_that_closed_meanwhile_holds_back() -> None:
    meeting = submitted()
    scheduled(meeting)
    meeting.claims.all().delete()
    [result] = publish_due(now=LATER)
    assert "No source says so" in result.held_back_because
    assert not Edition.objects.exists()


@pytest.mark.parametrize("loss", ["account", "role"])
def test_scheduler_who_may_no_longer_publish_holds_back(loss: str) -> None:
    editor = alice()
    scheduled(by=editor)
    if loss == "account":
        editor.is_active = False
        editor.save()
    else:
        editor.groups.set([Group.objects.get(name="Reporters")])
    [result] = publish_due(now=LATER)
    assert "alice scheduled it, and may no longer publish" in result.held_back_because


def test_one_that_is_held_back_does_not_stop_the_others() -> None:
    broken, sound = submitted(), submitted()
    scheduled(broken)
    scheduled(sound, due_at=LATER)
    edit(broken, title="Another title")
    publish_due(now=LATER)
    assert Edition.objects.filter(uid=sound.uid).exists()


def test_one_that_breaks_stays_on_the_schedule_and_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken, sound = submitted(title="Broken"), submitted(title="Sound")
    scheduled(broken)
    scheduled(sound, due_at=LATER)

    def act(record: Record, **kwargs: Any) -> Any:
        if record == broken:
            raise RuntimeError("The disk is full.")
        return publish(record, by=kwargs["by"], now=kwargs["now"])

    monkeypatch.setattr("coalition.publishing.due.make_public", act)
    results = publish_due(now=LATER)
    assert [result.failed for result in results] == ["The disk is full.", ""]
    assert ScheduledPublication.objects.get().uid == broken.uid


def test_record_that_was_deleted_leaves_the_schedule() -> None:
    meeting = submitted()
    scheduled(meeting)
    meeting.claims.all().delete()
    Meeting.objects.filter(pk=meeting.pk).delete()
    [result] = publish_due(now=LATER)
    assert (result.record, ScheduledPublication.objects.count()) == (None, 0)


# --- What else happens in between -----------------------------------------------------------------


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


def test_records_that_are_due_together_come_out_together() -> None:
    dinner = submitted()
    sequel = submitted(follows=dinner)
    scheduled(dinner)
    scheduled(sequel, due_at=DUE)
    publish_due(now=LATER)
    assert not ScheduledPublication.objects.exists()
    assert {row.uid for row in Edition.objects.live().of_kind("meeting")} == {
        dinner.uid,
        sequel.uid,
    }


@pytest.mark.parametrize("factory", [PartyFactory, StatementFactory])
def test_every_kind_can_be_scheduled(factory: Any) -> None:
    sourced = {"sourced": True} if factory is StatementFactory else {}
    record = submit(factory(**sourced), by=bob())
    scheduled(record)
    publish_due(now=LATER)
    assert Edition.objects.live().filter(uid=record.uid).exists()
