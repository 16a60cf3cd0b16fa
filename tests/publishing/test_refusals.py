"""What keeps a record in, with nothing written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coalition.models import (
    Edition,
    Leader,
    Meeting,
    StaleRecordError,
)
from coalition.publishing import (
    GatesClosed,
    publish,
    publish_all,
    withdraw,
)
from coalition.publishing.gates import Gate
from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SourceFactory,
    published,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 12, 7, 12, 0, 30, 123456, tzinfo=UTC)


def ready_meeting(**given: object) -> Meeting:
    meeting: Meeting = MeetingFactory(approved=True, sourced=True, **given)
    return meeting


def codes(closed: pytest.ExceptionInfo[GatesClosed]) -> list[str]:
    return [gate.code for gate in closed.value.gates]


def test_unapproved_record_is_kept_in() -> None:
    with pytest.raises(GatesClosed) as closed:
        publish(MeetingFactory(sourced=True), by=None)
    assert codes(closed) == ["not_approved"]


def test_unapproved_event_that_is_referred_to_keeps_the_record_in() -> None:
    meeting = ready_meeting(follows=MeetingFactory(sourced=True))
    with pytest.raises(GatesClosed) as closed:
        publish(meeting, by=None)
    assert closed.value.record == meeting
    assert codes(closed) == ["target_not_public"]


def test_approved_event_without_a_source_keeps_what_refers_to_it_in() -> None:
    earlier = MeetingFactory(approved=True)
    with pytest.raises(GatesClosed) as closed:
        publish(ready_meeting(follows=earlier), by=None)
    assert closed.value.record == earlier
    assert codes(closed) == ["no_source"]


def test_withdrawn_name_keeps_what_refers_to_it_in() -> None:
    party = PartyFactory()
    published(party)
    withdraw(party, by=None, reason="A hoax.")
    meeting = ready_meeting()
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    with pytest.raises(GatesClosed) as closed:
        publish(meeting, by=None)
    assert codes(closed) == ["target_not_public"]


def test_closed_gate_writes_nothing() -> None:
    meeting = MeetingFactory(sourced=True, with_attendance=True)
    with pytest.raises(GatesClosed):
        publish(meeting, by=None)
    assert not Edition.objects.exists()
    assert not Leader.objects.approved().exists()


def test_address_that_another_has_in_public_is_refused() -> None:
    holder = PartyFactory(slug="janata-dal")
    published(holder)
    holder.slug = "janata-dal-united"
    holder.save()
    newcomer = PartyFactory(slug="janata-dal", approved=True)
    with pytest.raises(GatesClosed) as closed:
        publish(newcomer, by=None)
    assert codes(closed) == ["address_taken"]


def test_address_that_another_has_given_up_is_accepted() -> None:
    holder = PartyFactory(slug="janata-dal")
    published(holder)
    holder.slug = "janata-dal-united"
    holder.save()
    publish(holder, by=None)
    assert published(PartyFactory(slug="janata-dal")).slug == "janata-dal"


def test_address_of_another_kind_is_no_hindrance() -> None:
    published(PartyFactory(slug="banyan"))
    assert published(LeaderFactory(slug="banyan")).slug == "banyan"


def test_address_that_becomes_free_in_the_same_act_is_still_refused() -> None:
    first, second = PartyFactory(slug="first"), PartyFactory(slug="second")
    published(first), published(second)
    for party, slug in ((first, "between"), (second, "first"), (first, "second")):
        party.slug = slug
        party.save()
    with pytest.raises(GatesClosed) as closed:
        publish_all([first, second], by=None)
    assert codes(closed) == ["address_taken"]


def test_stale_record_is_not_published() -> None:
    meeting = ready_meeting()
    Meeting.objects.get().save()
    with pytest.raises(StaleRecordError):
        publish(meeting, by=None)
    assert not Edition.objects.exists()


def test_deleted_record_is_not_published() -> None:
    meeting = ready_meeting()
    Meeting.objects.get().delete()
    with pytest.raises(StaleRecordError):
        publish(meeting, by=None)


def test_source_is_never_public_by_itself() -> None:
    with pytest.raises(KeyError):
        publish(SourceFactory(approved=True), by=None)


@pytest.mark.parametrize("note", ["Hidden\x00", "Turned \u202e round"])
def test_note_with_invisible_characters_is_refused(note: str) -> None:
    with pytest.raises(GatesClosed) as closed:
        publish(ready_meeting(), by=None, note=note)
    assert codes(closed) == ["bad_note"]


def test_refusal_tells_the_editor_what_to_do() -> None:
    closed = GatesClosed(MeetingFactory(title="Dinner"), [Gate("x", "", "Add a claim.")])
    assert str(closed) == "“Dinner” cannot be published: Add a claim."
