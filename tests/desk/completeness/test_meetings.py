"""What the panel finds in a meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coalition.desk.completeness.findings import Finding, Weight
from coalition.desk.completeness.meetings import about_meeting
from coalition.models import Meeting, Occurrence
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2023, 12, 7)


def findings(meeting: Meeting) -> dict[str, Finding]:
    """By their codes, of the meeting as the database has it."""
    stored = Meeting.objects.get(pk=meeting.pk)
    return {finding.code: finding for finding in about_meeting(stored, today=TODAY)}


def words_of(finding: Finding) -> list[str]:
    return [place.words for place in finding.places]


def attended(meeting: Meeting, **values: Any) -> Any:
    return factories.AttendanceFactory(meeting=meeting, sourced=True, **values)


def test_complete_meeting_lacks_nothing() -> None:
    meeting = factories.MeetingFactory(sourced=True)
    attended(meeting)
    assert findings(meeting) == {}


def test_fewer_parties_than_reported_are_fine() -> None:
    meeting = factories.MeetingFactory(counted=True, sourced=True)
    attended(meeting)
    found = findings(meeting)["reported_parties"]
    assert found.weight is Weight.FINE
    assert found.words.startswith("Exactly 17 parties are reported, 1 are named.")


def test_more_parties_than_reported_are_a_question() -> None:
    meeting = factories.MeetingFactory(
        sourced=True, reported_parties=1, reported_parties_qualifier="at_most"
    )
    attended(meeting)
    attended(meeting)
    assert findings(meeting)["reported_parties"].weight is Weight.QUESTION


def test_more_than_at_least_is_no_contradiction() -> None:
    meeting = factories.MeetingFactory(
        sourced=True, reported_leaders=1, reported_leaders_qualifier="at_least"
    )
    attended(meeting)
    attended(meeting)
    assert findings(meeting)["reported_leaders"].weight is Weight.FINE


def test_absent_party_is_not_counted_as_named() -> None:
    meeting = factories.MeetingFactory(counted=True, sourced=True)
    attended(meeting)
    attended(meeting, party_level=True, absent=True)
    assert "1 are named" in findings(meeting)["reported_parties"].words


def test_row_without_claim_is_pointed_at_by_its_place_in_the_form() -> None:
    meeting = factories.MeetingFactory(sourced=True)
    attended(meeting)
    bare = factories.AttendanceFactory(meeting=meeting)
    (place,) = findings(meeting)["rows_without_claim"].places
    assert (place.words, place.url) == (bare.leader.name, "#attendances-1")


def test_fact_that_no_claim_speaks_of_is_named() -> None:
    meeting = factories.MeetingFactory(timed=True)
    factories.ClaimFactory(meeting=meeting, field="date")
    assert words_of(findings(meeting)["facts_without_source"]) == ["Start", "Duration"]


def test_claim_on_the_whole_covers_every_fact() -> None:
    meeting = factories.MeetingFactory(timed=True, placed=True, sourced=True)
    assert "facts_without_source" not in findings(meeting)


def test_meeting_without_any_claim_asks_for_the_report() -> None:
    assert findings(factories.MeetingFactory())["no_source"].weight is Weight.MISSING


def member(alliance: Any, **values: Any) -> Any:
    return factories.AllianceMembershipFactory(alliance=alliance, **values).party


def test_member_of_whom_no_row_speaks_is_not_named() -> None:
    meeting = factories.MeetingFactory(in_alliance=True, sourced=True)
    silent, named = member(meeting.alliance), member(meeting.alliance)
    attended(meeting, party=named)
    found = findings(meeting)["not_named"]
    assert found.weight is Weight.FINE
    assert "not absent" in found.words
    assert [place.party for place in found.places] == [silent.pk]


def test_absent_member_is_named() -> None:
    meeting = factories.MeetingFactory(in_alliance=True, sourced=True)
    attended(meeting, party=member(meeting.alliance), leader=None, absent=True)
    assert "not_named" not in findings(meeting)


@pytest.mark.parametrize(
    "tenure", [{"since": "2024-01"}, {"since": "2023-07", "until": "2023-11", "ending": "left"}]
)
def test_party_that_was_no_member_on_that_day_is_not_missed(tenure: dict[str, str]) -> None:
    meeting = factories.MeetingFactory(in_alliance=True, sourced=True)
    member(meeting.alliance, **tenure)
    attended(meeting)
    assert "not_named" not in findings(meeting)


def test_planned_meeting_whose_days_have_passed_asks_what_became_of_it() -> None:
    meeting = factories.MeetingFactory(tentative=True, date="[2023-11-01..2023-11-07]")
    found = findings(meeting)["planned_in_past"]
    assert "Mark held" in words_of(found)
    assert found.places[0].url.startswith(f"/admin/coalition/meeting/{meeting.pk}/")


def test_planned_meeting_whose_window_is_open_is_left_alone() -> None:
    meeting = factories.MeetingFactory(tentative=True, date="[2023-12-05..2023-12-07]")
    assert "planned_in_past" not in findings(meeting)


def test_expected_row_of_a_held_meeting_is_a_question() -> None:
    meeting = factories.MeetingFactory(sourced=True)
    row = attended(meeting, expected=True)
    found = findings(meeting)["still_expected"]
    assert (found.weight, words_of(found)) == (Weight.QUESTION, [row.leader.name])


@pytest.mark.parametrize("occurrence", [Occurrence.CONFIRMED, Occurrence.CANCELLED])
def test_attended_row_of_what_was_not_held_is_pointed_at(occurrence: Occurrence) -> None:
    meeting = factories.MeetingFactory(sourced=True, occurrence=occurrence)
    row = attended(meeting)
    found = findings(meeting)["attended_before_held"]
    assert (found.weight, words_of(found)) == (Weight.MISSING, [row.leader.name])


def test_absence_that_says_nothing_of_a_reason_is_a_question() -> None:
    meeting = factories.MeetingFactory(sourced=True)
    attended(meeting, party_level=True, absent=True, reason_given="")
    assert findings(meeting)["absence_unexplained"].weight is Weight.QUESTION


def test_held_meeting_of_nobody_points_at_the_paste_box() -> None:
    meeting = factories.MeetingFactory(sourced=True)
    assert findings(meeting)["nobody_named"].places[0].url == "#desk-paste-text"


def test_possible_twin_is_linked() -> None:
    meeting, other = (factories.MeetingFactory(placed=True, sourced=True) for _ in range(2))
    (place,) = findings(meeting)["possible_twin"].places
    assert place.url == f"/admin/coalition/meeting/{other.pk}/change/"


@pytest.mark.parametrize("rows", [1, 30])
def test_meeting_costs_the_same_queries_however_many_rows_it_has(
    rows: int, django_assert_num_queries: Any
) -> None:
    meeting = factories.MeetingFactory(in_alliance=True, placed=True, counted=True)
    for _ in range(rows):
        attended(meeting)
        member(meeting.alliance)
    stored = Meeting.objects.get(pk=meeting.pk)
    with django_assert_num_queries(5):
        list(about_meeting(stored, today=TODAY))
