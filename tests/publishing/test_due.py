"""What becomes public when its time has come: in whose name, in which order, and with what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coalition.models import Cause, Edition, Meeting, Record, ScheduledPublication
from coalition.publishing import approve, publish, publish_due, submit
from tests.factories import AttendanceFactory, LeaderFactory, MeetingFactory, bob, carol, published
from tests.publishing.schedule import DUE, LATER, NOW, edit, scheduled, submitted

pytestmark = pytest.mark.django_db


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
