"""What an editor types into the search of a list, and what is found."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coalition.models import Attendance, Claim, Meeting, SeatSharingTalk, Statement
from tests import factories

pytestmark = pytest.mark.django_db


def found(client: Client, model: Any, words: str) -> list[Any]:
    url = reverse(f"admin:coalition_{model._meta.model_name}_changelist")
    return list(client.get(url, {"q": words}).context["cl"].result_list)


@pytest.fixture
def dinner() -> Meeting:
    row = factories.AttendanceFactory(
        meeting__title="Floor leaders at dinner",
        meeting__city="New Delhi",
        leader__name="Mamatā Banerjee",
        party__name="All India Trinamool Congress",
        party__abbreviation="TMC",
    )
    factories.LeaderNameFactory(leader=row.leader, name="Didi")
    factories.AttendanceFactory(meeting=row.meeting, party=row.party)
    factories.AttendanceFactory()
    return row.meeting


@pytest.mark.parametrize(
    "words",
    [
        "dinner",
        "delhi",
        "Mamata",
        "banerjee mamata",
        "didi",
        "tmc",
        "Trinamool dinner",
        '"at dinner"',
    ],
)
def test_meeting_is_found_once(editor: Client, dinner: Meeting, words: str) -> None:
    assert found(editor, Meeting, words) == [dinner]


@pytest.mark.parametrize("words", ["mamata chennai", "nobody", "%", "_", "(", '"'])
def test_meeting_is_not_found_by_other_words(editor: Client, dinner: Meeting, words: str) -> None:
    assert dinner not in found(editor, Meeting, words)


def test_blank_search_shows_all(editor: Client, dinner: Meeting) -> None:
    assert dinner in found(editor, Meeting, "  ")


def test_statement_is_found_by_its_speaker(editor: Client) -> None:
    statement = factories.StatementFactory(by_leader=True, speaker_leader__name="Lalan Singh")
    factories.StatementFactory()
    assert found(editor, Statement, "lalan") == [statement]


def test_talk_is_found_by_a_party_of_it(editor: Client) -> None:
    party = factories.PartyFactory(name="Samajwadi Party", abbreviation="SP")
    talk = factories.SeatSharingTalkFactory(parties=[party, factories.PartyFactory()])
    factories.SeatSharingTalkFactory()
    assert found(editor, SeatSharingTalk, "samajwadi") == [talk]


def test_claim_is_found_by_whom_it_is_about(editor: Client) -> None:
    row = factories.AttendanceFactory(leader__name="Vaiko", sourced=True)
    factories.AttendanceFactory(sourced=True)
    assert found(editor, Claim, "vaiko") == list(row.claims.all())


def test_attendance_is_found_by_its_meeting(editor: Client, dinner: Meeting) -> None:
    assert {row.meeting_id for row in found(editor, Attendance, "floor leaders")} == {dinner.pk}


def test_meeting_is_chosen_by_its_own_words_alone(editor: Client, dinner: Meeting) -> None:
    query = {"app_label": "coalition", "model_name": "statement", "field_name": "meeting"}
    answer = editor.get(reverse("admin:autocomplete"), query | {"term": "mamata"})
    assert answer.json()["results"] == []
