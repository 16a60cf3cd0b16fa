"""What the cells of the attendance matrix say, and on what grounds."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.models import Alliance
from coalition.pages import alliance_attendance
from coalition.pages.alliance_attendance import Section, Standing, matrix_of
from coalition.pages.presence import Presence
from coalition.pages.vantage import present
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    published,
)
from tests.pages.pictures.fronts import broad_front, cells_of, document_of, matrix_for, meet, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def front() -> Alliance:
    return AllianceFactory(name="Front")


@pytest.mark.parametrize("status", ["attended", "absent", "declined", "expected", "invited"])
def test_cell_says_what_the_row_of_the_party_says(front: Alliance, status: str) -> None:
    party, other = member(front, "Banyan"), member(front, "Other")
    meet(front, "Dinner", {party: status, other: "attended"})
    assert cells_of(matrix_for(front), "Banyan") == [Presence(status)]


def test_party_attended_if_a_leader_of_it_did(front: Alliance) -> None:
    party = member(front, "Banyan")
    meeting = MeetingFactory(alliance=front)
    AttendanceFactory(meeting=meeting, party=party)
    AttendanceFactory(meeting=meeting, party=party, absent=True)
    published(meeting)
    assert cells_of(matrix_for(front), "Banyan") == [Presence.ATTENDED]


def test_absence_of_a_leader_is_not_the_party_s(front: Alliance) -> None:
    party = member(front, "Banyan")
    meeting = MeetingFactory(alliance=front)
    AttendanceFactory(meeting=meeting, party=party, absent=True)
    AttendanceFactory(meeting=meeting)
    published(meeting)
    assert cells_of(matrix_for(front), "Banyan") == [Presence.LEADERS_ONLY]


def test_what_is_said_of_a_party_counts_more_than_what_is_said_of_its_leaders(
    front: Alliance,
) -> None:
    party = member(front, "Banyan")
    meeting = MeetingFactory(alliance=front)
    AttendanceFactory(meeting=meeting, party=party, party_level=True, invited=True)
    AttendanceFactory(meeting=meeting, party=party, absent=True)
    AttendanceFactory(meeting=meeting)
    published(meeting)
    assert cells_of(matrix_for(front), "Banyan") == [Presence.INVITED]


def test_party_is_expected_if_a_leader_of_it_is(front: Alliance) -> None:
    party = member(front, "Banyan")
    meeting = MeetingFactory(alliance=front, tentative=True)
    AttendanceFactory(meeting=meeting, party=party, leader=LeaderFactory(), expected=True)
    published(meeting)
    assert cells_of(matrix_for(front), "Banyan") == [Presence.EXPECTED]


def test_party_that_was_invited_and_came_attended(front: Alliance) -> None:
    party = member(front, "Banyan")
    meeting = MeetingFactory(alliance=front)
    AttendanceFactory(meeting=meeting, party=party, party_level=True, invited=True)
    AttendanceFactory(meeting=meeting, party=party)
    published(meeting)
    assert cells_of(matrix_for(front), "Banyan") == [Presence.ATTENDED]


def test_member_of_whom_nothing_is_said_is_not_named(front: Alliance) -> None:
    member(front, "Silent")
    meet(front, "Dinner", {member(front, "Banyan"): "attended"})
    assert cells_of(matrix_for(front), "Silent") == [Presence.NOT_NAMED]


def test_nobody_is_not_named_where_nobody_who_came_is_recorded(front: Alliance) -> None:
    party = member(front, "Banyan")
    member(front, "Silent")
    meet(front, "Dinner", {party: "absent"})
    matrix = matrix_for(front)
    assert matrix.columns[0].standing == Standing.UNRECORDED
    assert cells_of(matrix, "Silent") == [Presence.NOT_RECORDED]
    assert cells_of(matrix, "Banyan") == [Presence.ABSENT]


@pytest.mark.parametrize("state", ["postponed", "cancelled"])
def test_meeting_that_was_not_held_shows_no_attendance(front: Alliance, state: str) -> None:
    party = member(front, "Banyan")
    meet(front, "Rally", {party: "expected"}, **{state: True})
    matrix = matrix_for(front)
    assert matrix.columns[0].standing == Standing.NOT_HELD
    assert cells_of(matrix, "Banyan") == [Presence.NOT_HELD]


@pytest.mark.parametrize("state", ["tentative", "confirmed"])
def test_planned_meeting_shows_hopes_and_no_attendance(front: Alliance, state: str) -> None:
    party = member(front, "Banyan")
    member(front, "Silent")
    meet(front, "Next", {party: "expected"}, **{state: True})
    matrix = matrix_for(front)
    assert cells_of(matrix, "Banyan") == [Presence.EXPECTED]
    assert cells_of(matrix, "Silent") == [Presence.NOTHING_YET]


@pytest.mark.parametrize(
    ("terms", "on", "state"),
    [
        ([{"since": "2024"}], "2023-12-06", Presence.NOT_A_MEMBER),
        ([{"since": "2023-12-06"}], "2023-12-06", Presence.NOT_NAMED),
        # It may have joined before that day or after it.
        ([{"since": "2023-12"}], "2023-12-06", Presence.UNCERTAIN),
        ([{"since": "2023-12"}], "2023-11-30", Presence.NOT_A_MEMBER),
        ([{"since": None}], "1990-01-01", Presence.NOT_NAMED),
        ([{"since": "[..2023-07-18]"}], "1990-01-01", Presence.UNCERTAIN),
        ([{"since": "[..2023-07-18]"}], "2023-12-06", Presence.NOT_NAMED),
        ([{"until": "2023-11", "ending": "left"}], "2023-12-06", Presence.NOT_A_MEMBER),
        ([{"until": "2023-12", "ending": "left"}], "2023-12-06", Presence.UNCERTAIN),
        ([{"until": "2023-12", "ending": "left"}], "2023-11-30", Presence.NOT_NAMED),
        # It left, and nobody says when.
        ([{"until": None, "ending": "left"}], "2023-12-06", Presence.UNCERTAIN),
        (
            [{"since": "2023-12-07", "until": None, "ending": "left"}],
            "2023-12-06",
            Presence.NOT_A_MEMBER,
        ),
        # Out and in again: only between the two was it surely outside.
        (
            [{"since": "2019", "until": "2021", "ending": "left"}, {"since": "2024"}],
            "2023-12-06",
            Presence.NOT_A_MEMBER,
        ),
        (
            [{"since": "2019", "until": "2021", "ending": "left"}, {"since": "2023"}],
            "2023-12-06",
            Presence.UNCERTAIN,
        ),
        (
            [{"since": "2019", "until": "2021", "ending": "left"}, {"since": "2023-01"}],
            "2023-12-06",
            Presence.NOT_NAMED,
        ),
        # Some day of a span, of which a part lies within the membership.
        ([{"since": "2023-12-04"}], "[2023-12-01..2023-12-07]", Presence.UNCERTAIN),
        ([{"since": "2023-12-01"}], "[2023-12-01..2023-12-07]", Presence.NOT_NAMED),
        ([{"since": "2023-12-08"}], "[2023-12-01..2023-12-07]", Presence.NOT_A_MEMBER),
        # Before a day, and nobody knows how long before.
        ([{"until": "2020", "ending": "left"}], "[..2023-12-05]", Presence.UNCERTAIN),
    ],
)
def test_party_is_in_or_outside_only_where_the_dates_leave_no_doubt(
    front: Alliance, terms: list[dict[str, Any]], on: str, state: Presence
) -> None:
    party = PartyFactory(name="Banyan")
    for term in terms:
        AllianceMembershipFactory(alliance=front, party=party, **({"since": None} | term))
    meet(front, "Dinner", {member(front, "Other"): "attended"}, date=on)
    assert cells_of(matrix_for(front), "Banyan") == [state]


def test_what_is_said_of_a_party_counts_more_than_its_membership(front: Alliance) -> None:
    party = member(front, "Late", since="2024")
    meet(front, "Dinner", {party: "attended"}, date="2023-12-06")
    assert cells_of(matrix_for(front), "Late") == [Presence.ATTENDED]


def test_meeting_without_a_date_puts_nobody_outside(front: Alliance) -> None:
    member(front, "Late", since="2024")
    member(front, "Always")
    meet(front, "Dinner", {member(front, "Other"): "attended"}, undated=True)
    assert cells_of(matrix_for(front), "Late") == [Presence.UNCERTAIN]
    assert cells_of(matrix_for(front), "Always") == [Presence.NOT_NAMED]


@pytest.mark.parametrize("date", ["2026-12", None])
def test_plan_concerns_those_whose_membership_has_no_end(front: Alliance, date: Any) -> None:
    member(front, "Late", since="2024")
    member(front, "Gone", ending="left")
    meet(front, "Next", tentative=True, date=date)
    matrix = matrix_for(front)
    assert cells_of(matrix, "Late") == [Presence.NOTHING_YET]
    assert cells_of(matrix, "Gone") == [Presence.UNCERTAIN]


def test_nobody_is_said_not_to_be_recorded_who_may_not_have_been_a_member(front: Alliance) -> None:
    member(front, "Gone", ending="left")
    member(front, "Banyan")
    meet(front, "Dinner")
    assert cells_of(matrix_for(front), "Gone") == [Presence.UNCERTAIN]
    assert cells_of(matrix_for(front), "Banyan") == [Presence.NOT_RECORDED]


def test_rows_are_members_then_former_ones_then_others_by_name() -> None:
    matrix = matrix_for(broad_front())
    assert [(row.party["name"], row.section) for row in matrix.rows] == [
        ("Banyan", Section.NOW),
        ("Harbour", Section.NOW),
        ("Lantern", Section.NOW),
        ("Late", Section.NOW),
        ("Perhaps", Section.NOW),
        ("Plough", Section.NOW),
        ("Silent", Section.NOW),
        ("Gone", Section.FORMER),
        ("Guest", Section.UNKNOWN),
    ]


def test_party_that_came_back_has_one_row(front: Alliance) -> None:
    party = member(front, "Banyan", since="2019", until="2021", ending="left")
    AllianceMembershipFactory(alliance=front, party=party, since="2023")
    meet(front, "Dinner", {party: "attended"})
    matrix = matrix_for(front)
    assert [row.party["name"] for row in matrix.rows] == ["Banyan"]
    assert matrix.rows[0].section == Section.NOW


def test_of_a_guest_no_membership_is_claimed_or_denied() -> None:
    cells = cells_of(matrix_for(broad_front()), "Guest")
    assert cells == [
        Presence.ATTENDED,
        Presence.UNRELATED,
        Presence.NOT_HELD,
        Presence.UNRELATED,
    ]


def test_columns_are_the_newest_meetings_with_the_oldest_on_the_left(front: Alliance) -> None:
    party = member(front, "Banyan")
    for day in range(1, 15):
        meet(front, f"Meeting {day}", {party: "attended"}, date=f"2023-12-{day:02d}")
    meet(AllianceFactory(), "Of others", date="2023-12-20")
    matrix = matrix_for(front)
    assert [column.title for column in matrix.columns] == [f"Meeting {n}" for n in range(3, 15)]
    assert [column.number for column in matrix.columns] == list(range(1, 13))
    assert matrix.more == "/meetings/?alliance=front"


def test_meetings_without_a_date_do_not_pass_for_the_oldest(front: Alliance) -> None:
    member(front, "Banyan")
    meet(front, "Some day", tentative=True, date=None)
    meet(front, "Dinner", date="2023-12-06")
    meet(front, "Supper", date="2023-12-07")
    assert [(column.number, column.title) for column in matrix_for(front).columns] == [
        (1, "Dinner"),
        (2, "Supper"),
        (3, "Some day"),
    ]


def test_no_link_to_older_meetings_where_there_are_none(front: Alliance) -> None:
    meet(front, "Dinner", {member(front, "Banyan"): "attended"})
    assert matrix_for(front).more == ""


def test_parties_beyond_the_bound_are_counted_and_left_out(
    front: Alliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alliance_attendance, "MAX_PARTIES", 2)
    for name in ("Banyan", "Lantern", "Harbour"):
        member(front, name)
    meet(front, "Dinner")
    matrix = matrix_for(front)
    assert (len(matrix.rows), matrix.parties_left_out) == (2, 1)


def test_matrix_costs_one_query(front: Alliance, django_assert_num_queries: Any) -> None:
    party = member(front, "Banyan")
    for day in range(1, 6):
        meet(front, f"Meeting {day}", {party: "attended"}, date=f"2023-12-{day:02d}")
    document = document_of(front)
    with django_assert_num_queries(1):
        matrix_of(document, present())
