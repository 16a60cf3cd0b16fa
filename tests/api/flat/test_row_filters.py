"""A condition on a row holds of the row itself, and all of one query of the same row."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from coalition.api.filtersets import FILTERSETS
from coalition.api.flat import TABLES
from coalition.api.flat.filters import ROW_FILTERSETS, row_filters
from coalition.models import ReasonGiven
from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    published,
)

pytestmark = pytest.mark.django_db


def get(path: str) -> HttpResponse:
    return Client().get(f"/api/v1/{path}")


def found(query: str) -> list[tuple[str | None, str | None, str]]:
    """Party, leader and status of each row."""
    answer = get(f"attendances/?{query}")
    assert answer.status_code == 200, answer.content
    return [
        (row["party_slug"], row["leader_slug"], row["status"]) for row in answer.json()["results"]
    ]


@pytest.fixture
def dinner() -> Any:
    """Of INC one came and one stayed away; TMC as such stayed away, though one of it hosted."""
    inc = PartyFactory(slug="inc")
    tmc = PartyFactory(slug="tmc")
    alliance = AllianceFactory(slug="bloc")
    meeting = MeetingFactory(slug="dinner", alliance=alliance, placed=True, date="2023-12-06")
    absence = {"status": "absent", "reason_given": ReasonGiven.NOT_ASKED}
    AttendanceFactory(meeting=meeting, party=inc, leader=LeaderFactory(slug="came"))
    AttendanceFactory(meeting=meeting, party=inc, leader=LeaderFactory(slug="stayed"), **absence)
    AttendanceFactory(meeting=meeting, party=tmc, leader=None, **absence)
    host = LeaderFactory(slug="host")
    AttendanceFactory(meeting=meeting, party=tmc, leader=host, host=True)
    published(meeting)
    later = MeetingFactory(slug="later", date="2024-02-01")
    AttendanceFactory(meeting=later, party=tmc, leader=host)
    published(later)
    return meeting


def test_party_leaves_its_own_rows_not_its_meetings(dinner: Any) -> None:
    assert found("party=inc") == [("inc", "came", "attended"), ("inc", "stayed", "absent")]


def test_leader_leaves_his_own_rows(dinner: Any) -> None:
    assert found("leader=stayed") == [("inc", "stayed", "absent")]


@pytest.mark.parametrize("name", ["status", "attendance"])
def test_status_stands_alone(dinner: Any, name: str) -> None:
    assert found(f"{name}=absent") == [("inc", "stayed", "absent"), ("tmc", None, "absent")]


@pytest.mark.parametrize("name", ["status", "attendance"])
def test_party_and_status_hold_of_the_same_row(dinner: Any, name: str) -> None:
    """Of a meeting that INC attended, too, for one of its leaders stayed away."""
    assert found(f"party=inc&{name}=absent") == [("inc", "stayed", "absent")]
    assert found(f"party=tmc&{name}=attended&date_to=2023-12-31") == [("tmc", "host", "attended")]


def test_leader_and_party_of_another_row_find_nothing(dinner: Any) -> None:
    assert found("party=inc&leader=host") == []


def test_leader_with_the_status_of_another_finds_nothing(dinner: Any) -> None:
    assert found("leader=came&status=absent") == []


def test_role_is_that_of_the_row(dinner: Any) -> None:
    assert found("role=host") == [("tmc", "host", "attended")]
    assert found("role=participant&party=tmc&date_to=2023-12-31") == [("tmc", None, "absent")]


def test_two_different_statuses_find_nothing(dinner: Any) -> None:
    assert found("status=absent&attendance=attended") == []


@pytest.mark.parametrize(
    "query",
    ["alliance=bloc", "date_to=2023-12-31", "region=IN", "occurrence=held&date_to=2023-12-31"],
)
def test_conditions_on_the_meeting_leave_all_its_rows(dinner: Any, query: str) -> None:
    assert len(found(query)) == 4


def test_conditions_on_row_and_meeting_hold_together(dinner: Any) -> None:
    assert found("party=tmc&date_from=2024-01-01") == [("tmc", "host", "attended")]


def test_status_of_nobody_finds_nothing(dinner: Any) -> None:
    assert found("status=invited") == []


@pytest.mark.parametrize("table", TABLES)
def test_rows_take_every_filter_of_the_list_of_documents(table: Any) -> None:
    refused = {"ordering", "fields", "include"}
    assert row_filters(table).keys() >= FILTERSETS[table.kind].base_filters.keys() - refused


@pytest.mark.parametrize("table", TABLES)
def test_hostile_value_is_refused_by_every_filter(table: Any) -> None:
    for name in ROW_FILTERSETS[table.name].base_filters:
        for value in ("%00", "x" * 401, "%F0%9F%A6%8A", "", "'--"):
            answer = get(f"{table.name}/?{name}={value}")
            assert answer.status_code == 400
            assert answer.json()["errors"][0]["parameter"] == name


def test_everything_wrong_with_rows_and_meetings_is_told_at_once() -> None:
    answer = get("attendances/?party=nobody&status=there&region=x")
    assert [e["parameter"] for e in answer.json()["errors"]] == ["status", "region"]


def test_draft_party_is_refused_as_thin_air_is() -> None:
    PartyFactory(slug="draft")
    hidden, absent = (get(f"attendances/?party={slug}") for slug in ("draft", "nobody"))
    assert hidden.status_code == absent.status_code == 400
    assert hidden.content == absent.content


def test_positions_are_those_of_the_party_that_takes_them() -> None:
    inc, sp = PartyFactory(slug="inc"), PartyFactory(slug="sp")
    talk = SeatSharingTalkFactory(slug="up", parties=[inc, sp])
    SeatPositionFactory(talk=talk, party=sp, offer=True, to_party=inc)
    SeatPositionFactory(talk=talk, party=inc)
    published(talk)

    def positions(query: str) -> list[tuple[str, str]]:
        results = get(f"seat-positions/?{query}").json()["results"]
        return [(row["party_slug"], row["position"]) for row in results]

    assert positions("party=sp") == [("sp", "offers")]
    assert positions("party=inc") == [("inc", "claims")]
    assert positions("to_party=inc") == [("sp", "offers")]
    assert positions("to_party=sp") == []
    assert positions("position=claims") == [("inc", "claims")]
    assert positions("party=sp&position=claims") == []
    assert len(positions("status=ongoing")) == 2
