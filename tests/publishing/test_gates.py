"""Gates: what must hold, or should, before a record becomes public."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coalition.models import Position, Record
from coalition.publishing import check_gates
from coalition.publishing.documents import kind_of_record
from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    ClaimFactory,
    DecisionFactory,
    ElectionFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2023, 12, 10)


def findings(record: Record) -> dict[str, bool]:
    """code -> is it blocking, for the record as it is loaded for publishing."""
    entry = kind_of_record(record)
    loaded = entry.rows(entry.model.objects.filter(pk=record.pk)).get()
    return {gate.code: gate.is_blocking for gate in check_gates(loaded, entry.kind, today=TODAY)}


def meeting(**given: Any) -> Any:
    return MeetingFactory(**({"approved": True, "sourced": True} | given))


def test_meeting_that_lacks_nothing_has_no_findings() -> None:
    assert findings(meeting(with_attendance=True)) == {}


@pytest.mark.parametrize(
    "factory", [PartyFactory, LeaderFactory, AllianceFactory, ElectionFactory], ids=repr
)
def test_names_need_approval_and_no_source(factory: Any) -> None:
    assert findings(factory()) == {"not_approved": True}
    assert findings(factory(approved=True)) == {}


@pytest.mark.parametrize(
    "factory", [MeetingFactory, SeatSharingTalkFactory, StatementFactory], ids=repr
)
def test_events_need_approval_and_a_source(factory: Any) -> None:
    assert findings(factory()) == {"not_approved": True, "no_source": True}
    assert findings(factory(approved=True, sourced=True)) == {}


def test_record_in_review_is_not_approved() -> None:
    assert findings(PartyFactory(in_review=True)) == {"not_approved": True}


def test_claim_on_an_attendance_is_a_source_of_the_meeting() -> None:
    row = AttendanceFactory(meeting=meeting(sourced=False), sourced=True)
    assert findings(row.meeting) == {}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"date": "2023-12-11"}, "held_in_future"),
        ({"date": "[2023-12-11..2023-12-20]"}, "held_in_future"),
    ],
)
def test_meeting_held_in_the_future_is_blocked(given: dict[str, Any], code: str) -> None:
    assert findings(meeting(**given)) == {code: True}


@pytest.mark.parametrize("when", ["2023-12-10", "2023-12-06", "2023-12", "[..2023-12-05]"])
def test_meeting_that_may_be_over_can_be_held(when: str) -> None:
    assert findings(meeting(date=when)) == {}


@pytest.mark.parametrize("state", ["tentative", "confirmed", "postponed", "cancelled"])
def test_nobody_attends_what_was_not_held(state: str) -> None:
    row = AttendanceFactory(meeting=meeting(**{state: True, "date": "2024"}), sourced=True)
    assert findings(row.meeting) == {"attended_before_held": True}


@pytest.mark.parametrize("state", ["tentative", "confirmed"])
def test_plan_whose_date_has_passed_is_pointed_out(state: str) -> None:
    assert findings(meeting(**{state: True, "date": "2023-12-09"})) == {"planned_in_past": False}


@pytest.mark.parametrize("state", ["tentative", "confirmed"])
def test_plan_for_today_is_no_finding(state: str) -> None:
    assert findings(meeting(**{state: True, "date": "2023-12-10"})) == {}


def test_missing_date_is_pointed_out() -> None:
    assert findings(meeting(undated=True)) == {"no_date": False}


def test_guest_still_expected_is_pointed_out() -> None:
    row = AttendanceFactory(meeting=meeting(), expected=True, sourced=True)
    assert findings(row.meeting) == {"still_expected": False}


def test_count_that_differs_is_pointed_out() -> None:
    assert findings(meeting(counted=True, with_attendance=True)) == {"reported_differs": False}


def test_count_without_names_is_no_finding() -> None:
    assert findings(meeting(counted=True)) == {}


def test_row_without_a_claim_is_pointed_out() -> None:
    row = AttendanceFactory(meeting=meeting())
    assert findings(row.meeting) == {"rows_without_claim": False}


def test_absence_that_says_nothing_of_a_reason_is_pointed_out() -> None:
    row = AttendanceFactory(meeting=meeting(), absent=True, reason_given="", sourced=True)
    assert findings(row.meeting) == {"absence_unexplained": False}


def test_agreed_seats_over_the_total_are_blocked() -> None:
    """The database refuses them too; the gate speaks to an editor before it comes to that."""
    talk = SeatSharingTalkFactory(approved=True, sourced=True, total_seats=80)
    SeatPositionFactory(talk=talk, position=Position.AGREES, seats=80)
    entry = kind_of_record(talk)
    loaded = entry.rows(entry.model.objects.all()).get()
    loaded.total_seats = 79
    assert [gate.code for gate in check_gates(loaded, entry.kind, today=TODAY)] == [
        "agreed_over_total"
    ]


def disputed_start(**decided: Any) -> Any:
    found = meeting(timed=True)
    for value in ("", "8 pm"):
        ClaimFactory(meeting=found, field="start", value=value)
    if decided:
        DecisionFactory(meeting=found, field="start", **decided)
    return found


def test_difference_that_nobody_looked_at_is_pointed_out() -> None:
    assert findings(disputed_start())["sources_differ"] is False


@pytest.mark.parametrize("decided", [{"left_open": True}, {"reason": "The host confirms it."}])
def test_difference_that_is_decided_or_left_open_is_not(decided: dict[str, Any]) -> None:
    assert "sources_differ" not in findings(disputed_start(**decided))


def test_status_that_a_source_contradicts_is_pointed_out() -> None:
    row = AttendanceFactory(meeting=meeting(), sourced=True)
    ClaimFactory(attendance=row, value="absent")
    assert "sources_differ" in findings(row.meeting)


def test_seats_that_a_source_contradicts_are_pointed_out() -> None:
    row = SeatPositionFactory(seats=17)
    ClaimFactory(position=row, value="20")
    assert "sources_differ" in findings(row.talk)


def test_blocking_findings_come_first() -> None:
    assert list(findings(MeetingFactory(undated=True)).values()) == [True, True, False]


def test_gates_run_no_query(django_assert_num_queries: Any) -> None:
    record = meeting(with_attendance=True, counted=True)
    entry = kind_of_record(record)
    loaded = entry.rows(entry.model.objects.all()).get()
    with django_assert_num_queries(0):
        check_gates(loaded, entry.kind, today=TODAY)


def test_finding_names_a_field_of_the_form_and_a_remedy() -> None:
    record = MeetingFactory()
    entry = kind_of_record(record)
    gates = check_gates(record, entry.kind, today=TODAY)
    assert [(gate.field, gate.message.endswith(".")) for gate in gates] == [
        ("stage", True),
        ("claims", True),
    ]
