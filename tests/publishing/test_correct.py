"""correct: the next edition with a public note that says what was wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from coalition.models import Edition, Meeting
from coalition.publishing import GatesClosed, correct, publish, withdraw
from tests.factories import AttendanceFactory, LeaderFactory, MeetingFactory, published
from tests.publishing.public import document, history

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 12, 7, 12, tzinfo=UTC)


@pytest.fixture
def meeting() -> Meeting:
    meeting: Meeting = MeetingFactory()
    published(meeting, now=NOON)
    return meeting


def change(meeting: Meeting, **values: Any) -> None:
    for field, value in values.items():
        setattr(meeting, field, value)
    meeting.save()


def test_correction_stands_in_the_document(meeting: Meeting) -> None:
    change(meeting, city="Patna")
    correct(meeting, by=None, note=" It was in Patna. ", now=NOON + timedelta(hours=1))
    assert document(meeting)["correction"] == {
        "note": "It was in Patna.",
        "published_at": "2023-12-07T13:00:00Z",
        "edition": 2,
    }


def test_correction_has_its_cause_and_note_in_the_ledger(meeting: Meeting) -> None:
    change(meeting, city="Patna")
    correct(meeting, by=None, note="It was in Patna.")
    assert history(meeting)[-1] == (2, "corrected", "It was in Patna.")


def test_corrections_are_listed_in_their_order(meeting: Meeting) -> None:
    for number, city in enumerate(("Patna", "Mumbai"), start=1):
        change(meeting, city=city)
        correct(meeting, by=None, note=f"It was in {city}.", now=NOON + timedelta(hours=number))
    assert [(entry["edition"], entry["note"]) for entry in document(meeting)["corrections"]] == [
        (2, "It was in Patna."),
        (3, "It was in Mumbai."),
    ]


def test_correction_is_the_newest_of_corrections(meeting: Meeting) -> None:
    for city in ("Patna", "Mumbai"):
        change(meeting, city=city)
        correct(meeting, by=None, note=f"It was in {city}.")
    found = document(meeting)
    assert found["correction"] == found["corrections"][-1]


def test_corrections_outlast_the_next_edition(meeting: Meeting) -> None:
    correct(meeting, by=None, note="It was in Patna.")
    change(meeting, title="Dinner")
    publish(meeting, by=None)
    assert [entry["note"] for entry in document(meeting)["corrections"]] == ["It was in Patna."]


def test_corrections_outlast_a_withdrawal(meeting: Meeting) -> None:
    correct(meeting, by=None, note="It was in Patna.")
    withdraw(meeting, by=None, reason="Under review.")
    publish(meeting, by=None)
    assert [entry["note"] for entry in document(meeting)["corrections"]] == ["It was in Patna."]


def test_correction_of_the_unchanged_is_published(meeting: Meeting) -> None:
    """The mistake may have been one of presentation; the note is what readers are owed."""
    correct(meeting, by=None, note="An earlier page showed the wrong photograph.")
    assert len(history(meeting)) == 2


def test_published_record_has_no_correction(meeting: Meeting) -> None:
    found = document(meeting)
    assert (found["correction"], found["corrections"]) == (None, [])


def test_what_a_correction_brings_along_is_no_correction(meeting: Meeting) -> None:
    leader = LeaderFactory()
    AttendanceFactory(meeting=meeting, leader=leader, party=None)
    correct(meeting, by=None, note="One guest was left out.")
    assert history(leader) == [(1, "published", "")]
    assert document(leader)["correction"] is None


def codes(closed: pytest.ExceptionInfo[GatesClosed]) -> list[str]:
    return [gate.code for gate in closed.value.gates]


@pytest.mark.parametrize("note", ["", "  \n"])
def test_correction_without_a_note_is_refused(note: str, meeting: Meeting) -> None:
    with pytest.raises(GatesClosed) as closed:
        correct(meeting, by=None, note=note)
    assert codes(closed) == ["no_note"]
    assert Edition.objects.count() == 1


def test_correction_with_invisible_characters_is_refused(meeting: Meeting) -> None:
    with pytest.raises(GatesClosed) as closed:
        correct(meeting, by=None, note="Turned \u202e round.")
    assert codes(closed) == ["bad_note"]


def test_correction_of_a_draft_is_refused() -> None:
    with pytest.raises(GatesClosed) as closed:
        correct(MeetingFactory(approved=True, sourced=True), by=None, note="Wrong.")
    assert codes(closed) == ["not_live"]


def test_correction_of_what_was_withdrawn_is_refused(meeting: Meeting) -> None:
    withdraw(meeting, by=None, reason="Under review.")
    with pytest.raises(GatesClosed) as closed:
        correct(meeting, by=None, note="Wrong.")
    assert codes(closed) == ["not_live"]


def test_correction_takes_its_turn_before_it_looks(meeting: Meeting) -> None:
    """Else a withdrawal in between would be undone by the correction."""
    acts: list[str] = []
    live = Edition.objects.live
    with (
        patch("coalition.publishing.publish.take_turn", lambda: acts.append("turn")),
        patch.object(type(Edition.objects), "live", lambda _: acts.append("look") or live()),
    ):
        correct(meeting, by=None, note="Wrong.")
    assert acts[:2] == ["turn", "look"]


def test_correction_passes_the_gates(meeting: Meeting) -> None:
    meeting.claims.all().delete()
    with pytest.raises(GatesClosed) as closed:
        correct(meeting, by=None, note="Wrong.")
    assert codes(closed) == ["no_source"]
