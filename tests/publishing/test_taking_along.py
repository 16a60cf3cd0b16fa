"""What comes along with a record, because its document names it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coalition.models import (
    Kind,
    Leader,
    Meeting,
    Party,
    Stage,
)
from coalition.publishing import (
    GatesClosed,
    approve,
    publish,
)
from tests.factories import (
    AttendanceFactory,
    ClaimFactory,
    MeetingFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    StatementFactory,
    published,
)
from tests.publishing.public import document, history, live

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 12, 7, 12, 0, 30, 123456, tzinfo=UTC)


def ready_meeting(**given: object) -> Meeting:
    meeting: Meeting = MeetingFactory(approved=True, sourced=True, **given)
    return meeting


def codes(closed: pytest.ExceptionInfo[GatesClosed]) -> list[str]:
    return [gate.code for gate in closed.value.gates]


def test_unpublished_names_come_along_first() -> None:
    row = AttendanceFactory(meeting=ready_meeting())
    publication = publish(row.meeting, by=None)
    assert [edition.kind for edition in publication.editions] == ["party", "leader", "meeting"]


def test_publication_lists_what_came_along() -> None:
    row = AttendanceFactory(meeting=ready_meeting())
    assert publish(row.meeting, by=None).taken_along == [row.party, row.leader]


def test_what_comes_along_brings_what_it_refers_to() -> None:
    """A leader's document names the leader's parties, which name what they split from."""
    parent = PartyFactory()
    membership = PartyMembershipFactory(party=PartyFactory(split_from=parent))
    meeting = ready_meeting()
    AttendanceFactory(meeting=meeting, leader=membership.leader, party=None)
    publish(meeting, by=None)
    assert live(parent).number == 1


def test_what_comes_along_is_approved_by_it() -> None:
    row = AttendanceFactory(meeting=ready_meeting())
    publish(row.meeting, by=None)
    assert Leader.objects.get().stage == Party.objects.get().stage == Stage.APPROVED


def test_what_is_public_does_not_come_along_again() -> None:
    party = PartyFactory()
    published(party)
    meeting = ready_meeting()
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    assert publish(meeting, by=None).taken_along == []


def test_edited_name_that_is_public_is_not_published_in_passing() -> None:
    party = PartyFactory(name="Banyan Party")
    published(party)
    party.name = "Unseen Party"
    party.save()
    meeting = ready_meeting()
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    publish(meeting, by=None)
    assert document(meeting)["attendance"][0]["party"]["name"] == "Banyan Party"
    assert history(party) == [(1, "published", "")]


def test_approved_event_comes_along() -> None:
    earlier = ready_meeting()
    publication = publish(ready_meeting(follows=earlier), by=None)
    assert publication.taken_along == [earlier]


def test_note_of_the_act_is_not_the_note_of_what_comes_along() -> None:
    row = AttendanceFactory(meeting=ready_meeting())
    publish(row.meeting, by=None, note="First report.")
    assert history(row.leader) == [(1, "published", "")]


def test_two_meetings_that_follow_each_other_are_published_together() -> None:
    first = ready_meeting()
    second = ready_meeting(follows=first)
    first.follows = second
    first.save()
    assert len(publish(first, by=None).editions) == 2


def test_office_of_a_party_brings_the_party_along() -> None:
    office = OfficeFactory(of_party=True)
    publication = publish(approve(office.leader, by=None), by=None)
    assert publication.taken_along == [office.party]


def test_statement_brings_its_approved_meeting_along() -> None:
    statement = StatementFactory(meeting=ready_meeting())
    ClaimFactory(statement=statement)
    publication = publish(approve(statement, by=None), by=None)
    assert [edition.kind for edition in publication.editions] == [
        Kind.PARTY,
        Kind.STATEMENT,
        Kind.MEETING,
    ]
