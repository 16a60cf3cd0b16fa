"""Who came, who stayed away, who is awaited and of whom nothing is said."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import (
    AttendanceFactory,
    ClaimFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    published,
)
from tests.pages.reading import read, section, words_of

pytestmark = pytest.mark.django_db


def html_of(slug: str) -> str:
    return Client().get(f"/meetings/{slug}/").content.decode()


def test_those_who_came_stand_under_their_party_as_described() -> None:
    meeting = MeetingFactory(title="Dinner")
    party = PartyFactory(name="Banyan Party", abbreviation="BP")
    for name, office in (("Asha", "party president"), ("Bala", "")):
        AttendanceFactory(
            meeting=meeting, party=party, leader=LeaderFactory(name=name), described_as=office
        )
    published(meeting)
    came = section(html_of("dinner"), "came")
    assert came == "Who came1 party, 2 leaders Banyan Party BP Asha, party president Bala"


def test_stand_in_and_printed_name_are_told() -> None:
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(
        meeting=meeting,
        leader=LeaderFactory(name="Asha"),
        named_as="Asha Ji",
        on_behalf_of=LeaderFactory(name="Chitra"),
    )
    published(meeting)
    assert "Asha (named as “Asha Ji”), on behalf of Chitra" in read("/meetings/dinner/")


@pytest.mark.parametrize(
    ("reason_given", "reason", "sentence"),
    [
        ("not_given", "", "No reason was given."),
        ("not_asked", "", "Nobody asked for a reason."),
        ("given", "Travelling.", "Reason given: Travelling."),
        ("", "", "The record does not say whether a reason was given."),
    ],
)
def test_absence_tells_apart_the_kinds_of_silence(
    reason_given: str, reason: str, sentence: str
) -> None:
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(
        meeting=meeting,
        party=PartyFactory(name="Banyan Party"),
        party_level=True,
        status="absent",
        reason_given=reason_given,
        reason=reason,
    )
    published(meeting)
    assert section(html_of("dinner"), "absent").endswith(sentence)


def test_absence_is_attributed_to_whoever_spoke() -> None:
    meeting = MeetingFactory(title="Dinner")
    row = AttendanceFactory(meeting=meeting, party_level=True, absent=True)
    ClaimFactory(attendance=row, unnamed_speaker=True)
    published(meeting)
    assert "No reason was given, according to party sources." in read("/meetings/dinner/")


@pytest.mark.parametrize(
    ("status", "value", "part"),
    [
        ("attended", "absent", "came"),
        ("absent", "attended", "absent"),
        ("absent", "role: chair", "absent"),
    ],
)
def test_source_that_says_otherwise_is_not_called_upon(status: str, value: str, part: str) -> None:
    meeting = MeetingFactory(title="Dinner")
    given = {"reason_given": "not_given"} if status == "absent" else {}
    row = AttendanceFactory(meeting=meeting, party_level=True, status=status, **given)
    ClaimFactory(attendance=row, attribution="party sources")
    field, _, said = value.rpartition(": ")
    ClaimFactory(attendance=row, field=field, value=said, attribution="the rival bloc")
    published(meeting)
    told = section(html_of("dinner"), part)
    assert told.casefold().endswith("according to party sources.")


@pytest.mark.parametrize("value", ["absent", "Absent", "unwell"])
def test_source_that_words_what_is_recorded_is_called_upon(value: str) -> None:
    meeting = MeetingFactory(title="Dinner")
    row = AttendanceFactory(
        meeting=meeting, party_level=True, status="absent", reason_given="given", reason="Unwell"
    )
    ClaimFactory(attendance=row, value=value, attribution="an aide")
    published(meeting)
    assert "Reason given: Unwell, according to an aide." in read("/meetings/dinner/")


def test_earlier_plan_does_not_vouch_for_who_came() -> None:
    meeting = MeetingFactory(title="Dinner")
    row = AttendanceFactory(meeting=meeting, leader=LeaderFactory(name="Asha"))
    ClaimFactory(attendance=row, value="expected", attribution="party sources")
    published(meeting)
    assert section(html_of("dinner"), "came").endswith("Asha")


def test_statuses_have_parts_of_their_own() -> None:
    meeting = MeetingFactory(title="Dinner")
    for status in ("attended", "absent", "expected", "invited", "declined"):
        trait = {"reason": "Ill.", "reason_given": "given"} if status == "declined" else {}
        AttendanceFactory(
            meeting=meeting, leader=LeaderFactory(name=f"Came {status}"), status=status, **trait
        )
    published(meeting)
    html = html_of("dinner")
    for status, anchor in (
        ("attended", "came"),
        ("absent", "absent"),
        ("expected", "expected"),
        ("invited", "invited"),
        ("declined", "declined"),
    ):
        part = section(html, anchor)
        assert f"Came {status}" in part
        assert part.count("Came ") == 1


def test_silence_about_attendance_is_not_absence() -> None:
    published(MeetingFactory(title="Dinner"))
    html = html_of("dinner")
    assert "Attendance is not recorded." in words_of(html)
    assert "stayed away" not in words_of(html).replace("who stayed away, and who says so", "")
