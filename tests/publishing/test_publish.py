"""publish: the next edition of a record, with what has to come along, or nothing at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from coalition.models import (
    Edition,
    EditionLink,
    Kind,
    Leader,
    Meeting,
    Party,
    Stage,
    StaleRecordError,
)
from coalition.publishing import (
    GatesClosed,
    approve,
    publish,
    publish_all,
    withdraw,
)
from coalition.publishing.gates import Gate
from tests.factories import (
    AttendanceFactory,
    ClaimFactory,
    LeaderFactory,
    MeetingFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    SourceFactory,
    StatementFactory,
    alice,
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


# --- Editions and their numbers -------------------------------------------------------------------


def test_first_edition_is_number_one_and_live() -> None:
    meeting = ready_meeting()
    publication = publish(meeting, by=None)
    edition = publication.edition_of(meeting)
    assert edition is not None
    assert (edition.number, edition.cause, edition.is_live) == (1, "published", True)


def test_next_edition_takes_the_place_of_the_one_before() -> None:
    meeting = ready_meeting()
    publish(meeting, by=None)
    meeting.title = "Dinner at Rajaji Marg"
    meeting.save()
    publish(meeting, by=None)
    assert list(Edition.objects.filter(uid=meeting.uid).values_list("number", "is_live")) == [
        (1, False),
        (2, True),
    ]


def test_edition_remembers_who_published_it_and_when() -> None:
    meeting = ready_meeting()
    editor = alice()
    publish(meeting, by=editor, note="First report.", now=NOON)
    edition = live(meeting)
    assert (edition.published_by, edition.note, edition.published_at) == (
        editor,
        "First report.",
        NOON,
    )


def test_document_tells_time_in_utc_to_the_second() -> None:
    meeting = ready_meeting()
    publish(meeting, by=None, now=NOON)
    assert document(meeting)["published_at"] == "2023-12-07T12:00:30Z"


def test_first_publication_is_remembered_by_later_editions() -> None:
    meeting = ready_meeting()
    publish(meeting, by=None, now=NOON)
    meeting.title = "Dinner"
    meeting.save()
    publish(meeting, by=None, now=NOON + timedelta(days=1))
    found = document(meeting)
    assert (found["first_published_at"], found["published_at"], found["edition"]) == (
        "2023-12-07T12:00:30Z",
        "2023-12-08T12:00:30Z",
        2,
    )


def test_sequences_have_no_gaps() -> None:
    publish(ready_meeting(with_attendance=True), by=None)
    publish(ready_meeting(), by=None)
    sequences = list(Edition.objects.values_list("sequence", flat=True))
    assert sequences == list(range(1, len(sequences) + 1))


def test_publication_lists_new_editions_in_ledger_order() -> None:
    publication = publish(ready_meeting(with_attendance=True), by=None)
    assert publication.editions == list(Edition.objects.order_by("sequence"))


# --- The unchanged --------------------------------------------------------------------------------


def test_second_publish_of_the_unchanged_writes_nothing() -> None:
    meeting = ready_meeting(with_attendance=True)
    publish(meeting, by=None, now=NOON)
    before = list(Edition.objects.values_list("sequence", flat=True))
    publication = publish(meeting, by=None, now=NOON + timedelta(days=1))
    assert publication.editions == []
    assert list(Edition.objects.values_list("sequence", flat=True)) == before


def test_save_that_changes_nothing_public_makes_no_edition() -> None:
    meeting = ready_meeting()
    publish(meeting, by=None)
    meeting.save()
    assert publish(meeting, by=None).editions == []


@pytest.mark.parametrize("change", ["title", "slug"])
def test_change_of_what_is_public_makes_an_edition(change: str) -> None:
    meeting = ready_meeting()
    publish(meeting, by=None)
    setattr(meeting, change, "another")
    meeting.save()
    assert [edition.number for edition in publish(meeting, by=None).editions] == [2]


def test_change_of_a_row_makes_an_edition() -> None:
    meeting = ready_meeting(with_attendance=True)
    publish(meeting, by=None)
    row = meeting.attendances.get(role="host")
    row.described_as = "party chief"
    row.save()
    assert len(publish(meeting, by=None).editions) == 1
    assert "party chief" in live(meeting).body


# --- What comes along -----------------------------------------------------------------------------


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


# --- What keeps a record in -----------------------------------------------------------------------


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


# --- All or none ----------------------------------------------------------------------------------


def test_one_closed_gate_keeps_all_in() -> None:
    with pytest.raises(GatesClosed):
        publish_all([ready_meeting(), MeetingFactory(sourced=True)], by=None)
    assert not Edition.objects.exists()


def test_failure_while_writing_leaves_nothing() -> None:
    meeting = ready_meeting(with_attendance=True)
    party = PartyFactory()
    published(party)
    party.name = "Renamed"
    party.save()
    editions, links = Edition.objects.count(), EditionLink.objects.count()
    with (
        patch("coalition.publishing.publish.refresh", side_effect=RuntimeError("power cut")),
        pytest.raises(RuntimeError),
    ):
        publish_all([party, meeting], by=None)
    assert (Edition.objects.count(), EditionLink.objects.count()) == (editions, links)
    assert live(party).number == 1
    assert Leader.objects.drafting().count() == Leader.objects.count()


def test_record_given_twice_is_published_once() -> None:
    meeting = ready_meeting()
    publication = publish_all([meeting, Meeting.objects.get()], by=None)
    assert len(publication.editions) == 1


def test_nothing_to_publish_is_nothing() -> None:
    assert publish_all([], by=None).editions == []


def test_more_than_one_batch_is_published_in_order() -> None:
    parties = [PartyFactory.build(approved=True) for _ in range(30)]
    Party.objects.bulk_create(parties)
    with (
        patch("coalition.publishing.publish._BATCH", 7),
        patch("coalition.publishing.plan._BATCH", 7),
        patch("coalition.publishing.ledger._BATCH", 7),
    ):
        publication = publish_all(Party.objects.all(), by=None)
    assert [edition.sequence for edition in publication.editions] == list(range(1, 31))


# --- Again after a withdrawal ---------------------------------------------------------------------


def test_withdrawn_record_is_published_again_with_the_next_number() -> None:
    meeting = ready_meeting()
    publish(meeting, by=None, now=NOON)
    withdraw(meeting, by=None, reason="Under review.")
    publish(meeting, by=None, note="Reviewed.")
    assert history(meeting) == [
        (1, "published", ""),
        (2, "withdrawn", "Under review."),
        (3, "republished", "Reviewed."),
    ]
    assert document(meeting)["first_published_at"] == "2023-12-07T12:00:30Z"


# --- Notes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("note", ["Hidden\x00", "Turned \u202e round"])
def test_note_with_invisible_characters_is_refused(note: str) -> None:
    with pytest.raises(GatesClosed) as closed:
        publish(ready_meeting(), by=None, note=note)
    assert codes(closed) == ["bad_note"]


def test_refusal_tells_the_editor_what_to_do() -> None:
    closed = GatesClosed(MeetingFactory(title="Dinner"), [Gate("x", "", "Add a claim.")])
    assert str(closed) == "“Dinner” cannot be published: Add a claim."


def test_office_of_a_party_brings_the_party_along() -> None:
    office = OfficeFactory(of_party=True)
    publication = publish(approve(office.leader), by=None)
    assert publication.taken_along == [office.party]


def test_statement_brings_its_approved_meeting_along() -> None:
    statement = StatementFactory(meeting=ready_meeting())
    ClaimFactory(statement=statement)
    publication = publish(approve(statement), by=None)
    assert [edition.kind for edition in publication.editions] == [
        Kind.PARTY,
        Kind.STATEMENT,
        Kind.MEETING,
    ]
