"""publish: the next edition of a record, with what has to come along, or nothing at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from coalition.models import (
    Edition,
    EditionLink,
    Leader,
    Meeting,
    Party,
)
from coalition.publishing import (
    GatesClosed,
    publish,
    publish_all,
    withdraw,
)
from tests.factories import (
    MeetingFactory,
    PartyFactory,
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
