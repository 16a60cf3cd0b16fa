"""Who has which record to review, to take back, or to go on with."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from coalition.publishing import return_to_drafting, submit
from tests import factories
from tests.desk.dashboard.board import titles, work, worked_on

pytestmark = pytest.mark.django_db


def test_editor_reviews_what_others_submitted_the_longest_waiting_first() -> None:
    now = timezone.now()
    submit(factories.PartyFactory(name="Second"), by=factories.bob(), now=now)
    submit(factories.MeetingFactory(title="First"), by=factories.bob(), now=now - timedelta(days=3))
    submit(factories.MeetingFactory(title="Mine"), by=factories.alice())
    assert titles(factories.alice(), "review") == ["First", "Second"]
    assert work(factories.alice(), "review").entries[0].detail == "Submitted by bob 3 days ago"


def test_record_in_review_that_nobody_submitted_waits_for_every_editor() -> None:
    factories.LeaderFactory(name="Vaiko", in_review=True)
    assert titles(factories.alice(), "review") == ["Vaiko"]


def test_reporter_sees_what_of_theirs_waits_for_an_editor() -> None:
    submit(factories.MeetingFactory(title="Bob's"), by=factories.bob())
    submit(factories.MeetingFactory(title="Alice's"), by=factories.alice())
    assert titles(factories.bob(), "review") == ["Bob's"]


def test_approved_record_waits_for_nobody() -> None:
    factories.MeetingFactory(approved=True)
    assert work(factories.alice(), "review").count == 0


def test_returned_record_is_with_who_submitted_it_with_the_note() -> None:
    meeting = submit(factories.MeetingFactory(title="Dinner"), by=factories.bob())
    return_to_drafting(meeting, by=factories.alice(), note="Who was the host?")
    [entry] = work(factories.bob(), "returned").entries
    assert (entry.title, entry.detail, entry.note) == ("Dinner", "By alice", "Who was the host?")
    assert titles(factories.carol(), "returned") == []


def test_record_submitted_again_is_no_longer_returned() -> None:
    meeting = submit(factories.MeetingFactory(), by=factories.bob())
    return_to_drafting(meeting, by=factories.alice(), note="Who was the host?")
    submit(meeting, by=factories.bob())
    assert titles(factories.bob(), "returned") == []


def test_drafts_are_those_that_one_has_worked_on() -> None:
    mine, others = (
        factories.MeetingFactory(title="Mine"),
        factories.MeetingFactory(title="Another's"),
    )
    worked_on(mine, by=factories.bob())
    worked_on(others, by=factories.alice())
    assert titles(factories.bob(), "drafts") == ["Mine"]


def test_history_of_another_kind_with_the_same_key_makes_no_draft() -> None:
    party = factories.PartyFactory()
    leader = factories.LeaderFactory(pk=party.pk)
    worked_on(leader, by=factories.bob())
    assert titles(factories.bob(), "drafts") == [leader.name]
