"""What is due and held back instead: why, what it leaves behind, and how it goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from coalition.models import Edition, ScheduledPublication, Transition
from coalition.publishing import publish_due, submit
from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    alice,
    bob,
    carol,
    published,
)
from tests.publishing.schedule import LATER, NOW, edit, scheduled, submitted

pytestmark = pytest.mark.django_db


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
