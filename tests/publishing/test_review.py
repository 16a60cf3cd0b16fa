"""The stages have a memory, and two people stand behind what becomes public."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from coalition.models import Action, Edition, Stage, StaleRecordError, Transition
from coalition.publishing import (
    GatesClosed,
    SelfApprovalRefused,
    TransitionRefused,
    approve,
    correct,
    publish,
    return_to_drafting,
    submit,
    withdraw,
)
from coalition.publishing.review import NoteMissing, reopen_for_edit
from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SourceFactory,
    alice,
    bob,
    carol,
    published,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 12, 6, 16, 11, tzinfo=UTC)


def last_step(record: Any) -> Transition:
    return Transition.objects.filter(uid=record.uid).order_by("pk").last()


# --- What is remembered ---------------------------------------------------------------------------


def test_step_is_remembered_with_who_when_and_the_version_after_it() -> None:
    party = submit(PartyFactory(), by=bob(), note="Please be quick.", now=NOW)
    step = last_step(party)
    assert (step.kind, step.action, step.note) == ("party", Action.SUBMITTED, "Please be quick.")
    assert (step.by.username, step.at, step.version) == ("bob", NOW, party.version)


@pytest.mark.parametrize(
    ("act", "stage", "action"),
    [
        (submit, Stage.DRAFTING, Action.SUBMITTED),
        (return_to_drafting, Stage.APPROVED, Action.RETURNED),
        (approve, Stage.IN_REVIEW, Action.APPROVED),
    ],
)
def test_command_leaves_steps_without_a_name(act: Any, stage: Stage, action: Action) -> None:
    party = act(PartyFactory(stage=stage), by=None)
    assert (last_step(party).action, last_step(party).by) == (action, None)


def test_refused_step_is_not_remembered() -> None:
    with pytest.raises(TransitionRefused, match="is in review, so it cannot become “In review”"):
        submit(PartyFactory(in_review=True), by=bob())
    assert not Transition.objects.exists()


def test_stale_step_is_not_remembered() -> None:
    party = PartyFactory()
    stale = type(party).objects.get()
    party.save()
    with pytest.raises(StaleRecordError):
        submit(stale, by=bob())
    assert not Transition.objects.exists()


def test_return_asks_for_a_note() -> None:
    party = PartyFactory(in_review=True)
    with pytest.raises(NoteMissing, match="Say what is missing"):
        return_to_drafting(party, by=alice(), note=" ")
    assert not Transition.objects.exists()


def test_edit_of_an_approved_record_is_remembered_as_reopening() -> None:
    party = PartyFactory(approved=True)
    assert reopen_for_edit(party, by=alice())
    party.save()
    assert (last_step(party).action, last_step(party).version) == (Action.REOPENED, party.version)


def test_edit_of_a_source_leaves_no_step() -> None:
    source = SourceFactory(approved=True)
    reopen_for_edit(source, by=alice())
    assert not Transition.objects.exists()


def test_draft_that_goes_along_is_approved_by_who_published() -> None:
    row = AttendanceFactory(meeting__approved=True, meeting__sourced=True)
    publish(row.meeting, by=alice())
    row.leader.refresh_from_db()
    step = last_step(row.leader)
    assert (step.action, step.by.username, step.version) == (
        "approved",
        "alice",
        row.leader.version,
    )


def test_edition_of_what_goes_along_has_the_version_after_its_approval() -> None:
    row = AttendanceFactory(meeting__approved=True, meeting__sourced=True)
    publish(row.meeting, by=alice())
    row.leader.refresh_from_db()
    assert Edition.objects.get(uid=row.leader.uid).record_version == row.leader.version


# --- Two people -----------------------------------------------------------------------------------


def test_who_submitted_does_not_approve() -> None:
    meeting = submit(MeetingFactory(), by=alice(), now=NOW)
    with pytest.raises(SelfApprovalRefused, match="You submitted it on 6 December 2023, 21:41"):
        approve(meeting, by=alice())
    meeting.refresh_from_db()
    assert meeting.stage == Stage.IN_REVIEW


def test_another_editor_approves() -> None:
    meeting = submit(MeetingFactory(), by=alice())
    assert approve(meeting, by=carol()).stage == Stage.APPROVED


def test_draft_is_not_approved_before_it_is_submitted() -> None:
    with pytest.raises(SelfApprovalRefused, match="not submitted for review"):
        approve(MeetingFactory(), by=alice())


def test_record_in_review_that_nobody_submitted_is_approved_by_any_editor() -> None:
    assert approve(MeetingFactory(in_review=True), by=alice()).stage == Stage.APPROVED


def test_who_submitted_does_not_publish_what_another_approved() -> None:
    meeting = submit(MeetingFactory(sourced=True), by=alice())
    approve(meeting, by=carol())
    with pytest.raises(SelfApprovalRefused, match="another editor has to publish it"):
        publish(meeting, by=alice())
    assert not Edition.objects.exists()


def test_who_submitted_does_not_correct() -> None:
    meeting = MeetingFactory(sourced=True)
    published(meeting)
    return_to_drafting(meeting, by=None)
    approve(submit(meeting, by=alice()), by=carol())
    with pytest.raises(SelfApprovalRefused):
        correct(meeting, by=alice(), note="It began at seven.")


def test_who_submitted_withdraws_without_a_second_person() -> None:
    meeting = submit(MeetingFactory(sourced=True), by=alice())
    approve(meeting, by=carol())
    publish(meeting, by=carol())
    assert withdraw(meeting, by=alice(), reason="It never took place.").number == 2


def test_newest_submission_counts() -> None:
    """Bob's words replaced those that alice once submitted."""
    meeting = submit(MeetingFactory(), by=alice())
    return_to_drafting(meeting, by=carol(), note="Who was the host?")
    submit(meeting, by=bob())
    assert approve(meeting, by=alice()).stage == Stage.APPROVED


def test_own_submission_does_not_go_along_past_its_review() -> None:
    leader = submit(LeaderFactory(name="Vaiko"), by=alice())
    meeting = MeetingFactory(approved=True, sourced=True)
    AttendanceFactory(meeting=meeting, leader=leader)
    with pytest.raises(GatesClosed, match="“Vaiko” cannot be published: You submitted it"):
        publish(meeting, by=alice())
    assert publish(meeting, by=carol()).taken_along


@pytest.mark.parametrize("is_allowed", [True, False])
def test_desk_of_one_approves_its_own(is_allowed: bool, settings: Any) -> None:
    settings.ALLOW_SELF_APPROVAL = is_allowed
    draft = MeetingFactory(sourced=True)
    if not is_allowed:
        with pytest.raises(SelfApprovalRefused):
            approve(draft, by=alice())
        return
    publish(approve(draft, by=alice()), by=alice())
    assert Edition.objects.live().filter(uid=draft.uid).exists()


def test_editors_edit_stays_approved_at_a_desk_of_one(settings: Any) -> None:
    settings.ALLOW_SELF_APPROVAL = True
    assert not reopen_for_edit(PartyFactory(approved=True), by=alice())


def test_reporters_edit_is_read_by_an_editor_even_at_a_desk_of_one(settings: Any) -> None:
    settings.ALLOW_SELF_APPROVAL = True
    assert reopen_for_edit(PartyFactory(approved=True), by=bob())
