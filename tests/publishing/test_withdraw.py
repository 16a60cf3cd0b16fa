"""withdraw: a tombstone with a public reason takes the place of the live edition."""

from __future__ import annotations

import pytest

from coalition.models import Edition, EditionLink, Meeting
from coalition.publishing import GatesClosed, mentions, withdraw
from tests.factories import (
    AttendanceFactory,
    MeetingFactory,
    PartyFactory,
    alice,
    published,
)
from tests.publishing.public import history

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    meeting: Meeting = MeetingFactory(title="Dinner", region="IN-DL")
    published(meeting)
    return meeting


def test_withdrawn_record_has_no_live_edition(meeting: Meeting) -> None:
    withdraw(meeting, by=None, reason="Never held.")
    assert not Edition.objects.live().exists()


def test_tombstone_says_why_and_who(meeting: Meeting) -> None:
    editor = alice()
    tombstone = withdraw(meeting, by=editor, reason=" Never held. ")
    assert (tombstone.cause, tombstone.note, tombstone.published_by) == (
        "withdrawn",
        "Never held.",
        editor,
    )


def test_tombstone_is_the_next_edition(meeting: Meeting) -> None:
    withdraw(meeting, by=None, reason="Never held.")
    assert history(meeting) == [(1, "published", ""), (2, "withdrawn", "Never held.")]


def test_tombstone_is_empty(meeting: Meeting) -> None:
    withdraw(meeting, by=None, reason="Never held.")
    tombstone = Edition.objects.get(cause="withdrawn")
    assert (tombstone.body, tombstone.digest, tombstone.search_text, tombstone.region) == (
        "",
        "",
        "",
        "",
    )
    assert not EditionLink.objects.filter(edition=tombstone).exists()


def test_tombstone_has_the_address_of_what_was_public(meeting: Meeting) -> None:
    slug = meeting.slug
    meeting.slug = "not-public-yet"
    meeting.save()
    assert withdraw(meeting, by=None, reason="Never held.").slug == slug


def test_tombstone_has_the_title_of_what_was_public(meeting: Meeting) -> None:
    meeting.title = "Nobody has seen this"
    meeting.save()
    assert withdraw(meeting, by=None, reason="Never held.").title == "Dinner"


def test_record_itself_stays(meeting: Meeting) -> None:
    withdraw(meeting, by=None, reason="Never held.")
    assert Meeting.objects.get().version == meeting.version


@pytest.mark.parametrize(
    ("reason", "code"), [("", "no_reason"), (" \n", "no_reason"), ("\u202ex", "bad_note")]
)
def test_withdrawal_without_a_readable_reason_is_refused(
    reason: str, code: str, meeting: Meeting
) -> None:
    with pytest.raises(GatesClosed) as closed:
        withdraw(meeting, by=None, reason=reason)
    assert [gate.code for gate in closed.value.gates] == [code]
    assert Edition.objects.live().count() == 1


def test_withdrawal_of_a_draft_is_refused() -> None:
    with pytest.raises(GatesClosed) as closed:
        withdraw(MeetingFactory(), by=None, reason="Never held.")
    assert [gate.code for gate in closed.value.gates] == ["not_live"]


def test_second_withdrawal_is_refused(meeting: Meeting) -> None:
    withdraw(meeting, by=None, reason="Never held.")
    with pytest.raises(GatesClosed):
        withdraw(meeting, by=None, reason="Never held.")
    assert len(history(meeting)) == 2


def test_mentions_lists_what_still_names_it() -> None:
    party = PartyFactory()
    published(party)
    first, second, elsewhere = (MeetingFactory() for _ in range(3))
    for meeting in (first, second):
        AttendanceFactory(meeting=meeting, party=party, leader=None)
    for meeting in (first, second, elsewhere):
        published(meeting)
    withdraw(party, by=None, reason="A hoax.")
    assert [edition.uid for edition in mentions(party.uid)] == [second.uid, first.uid]


def test_address_of_the_withdrawn_can_be_given_away(meeting: Meeting) -> None:
    slug = meeting.slug
    withdraw(meeting, by=None, reason="Never held.")
    meeting.slug = "elsewhere"
    meeting.save()
    assert published(MeetingFactory(slug=slug)).slug == slug
