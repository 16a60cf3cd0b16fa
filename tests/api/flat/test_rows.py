"""The lists of flat rows: what a row says, which rows there are, and what such a list costs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker

from coalition import kept_answers
from coalition.api.flat import TABLES, paging
from coalition.api.flat.attendances import ATTENDANCES
from coalition.api.flat.positions import SEAT_POSITIONS
from coalition.api.views.reference import schema_document
from coalition.models import Edition, Kind
from coalition.publishing import withdraw
from tests.api.world import build_world
from tests.factories import (
    AttendanceFactory,
    ClaimFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    published,
)

pytestmark = pytest.mark.django_db


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(f"/api/v1/{path}", headers=headers or None)


def rows(path: str) -> list[dict[str, Any]]:
    answer = get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def of_meeting(size: int, **facts: Any) -> Any:
    meeting = MeetingFactory(**facts)
    for _ in range(size):
        AttendanceFactory(meeting=meeting)
    published(meeting)
    return meeting


def test_every_attendance_of_every_live_meeting_is_a_row() -> None:
    build_world()
    expected = [
        (document["id"], number, facts["status"])
        for document in _documents(Kind.MEETING)
        for number, facts in enumerate(document["attendance"], start=1)
    ]
    found = [(row["meeting_id"], row["row"], row["status"]) for row in rows("attendances/")]
    assert len(found) == 3
    assert sorted(found) == sorted(expected)


def test_attendance_says_what_its_document_says() -> None:
    world = build_world()
    [document] = [d for d in _documents(Kind.MEETING) if d["slug"] == "dinner"]
    host, absence, _declined = rows("attendances/")
    row = document["attendance"][0]
    assert {name: host[name] for name in host if name.startswith("meeting_")} == {
        "meeting_id": document["id"],
        "meeting_slug": "dinner",
        "meeting_title": document["title"],
        "meeting_url": document["url"],
    }
    assert {key: host[f"date_{key}"] for key in document["date"]} == document["date"]
    assert {key: host[key] for key in ("venue", "city", "region")} == document["place"]
    assert host["party_abbreviation"] == row["party"]["abbreviation"] == "INC"
    assert (host["leader_id"], host["role"]) == (str(world.kharge.uid), "host")
    assert host["described_as"] == row["described_as"]
    assert host["claims"] == len(row["claims"]) == 1
    assert (absence["leader_id"], absence["leader_name"]) == (None, None)
    assert (absence["status"], absence["reason_given"]) == ("absent", "not_given")


def test_position_says_what_its_document_says() -> None:
    world = build_world()
    [row] = rows("seat-positions/")
    assert (row["talk_slug"], row["talk_status"]) == ("congress-trinamool", "ongoing")
    assert (row["party_id"], row["to_party_id"]) == (str(world.tmc.uid), str(world.congress.uid))
    assert (row["position"], row["agreed"], row["seats"]) == ("offers", False, 10)
    assert (row["election_slug"], row["total_seats"]) == ("lok-sabha-2024", 42)


def test_row_on_which_sources_differ_is_disputed_and_its_neighbour_is_not() -> None:
    build_world()
    assert [row["disputed"] for row in rows("attendances/")] == [True, False, False]


def test_position_on_which_sources_differ_is_disputed_and_its_neighbour_is_not() -> None:
    talk = SeatSharingTalkFactory()
    ClaimFactory(position=SeatPositionFactory(talk=talk, seats=10), value="12")
    SeatPositionFactory(talk=talk)
    published(talk)
    assert [row["disputed"] for row in rows("seat-positions/")] == [True, False]


def test_sources_of_a_row_are_those_of_its_own_claims_each_once() -> None:
    meeting = MeetingFactory()
    row = AttendanceFactory(meeting=meeting)
    first = ClaimFactory(attendance=row, paragraph=1)
    ClaimFactory(attendance=row, source=first.source, paragraph=2)
    ClaimFactory(meeting=meeting, field="start")
    published(meeting)
    [found] = rows("attendances/")
    assert found["claims"] == 2
    assert found["publishers"] == [first.source.publisher]
    assert found["source_urls"] == [first.source.url]


def test_edition_from_before_settled_was_told_leaves_it_open() -> None:
    of_meeting(1)
    [document] = _documents(Kind.MEETING)
    del document["settled"]
    Edition.objects.filter(kind=Kind.MEETING).update(body=json.dumps(document))
    assert rows("attendances/")[0]["settled"] is None


def test_drafts_and_withdrawn_meetings_have_no_rows() -> None:
    AttendanceFactory(meeting=MeetingFactory(approved=True))
    hoax = of_meeting(1, approved=True)
    assert len(rows("attendances/")) == 1
    withdraw(hoax, by=None, reason="A hoax.")
    assert rows("attendances/") == []


@pytest.mark.parametrize("table", TABLES)
def test_rows_keep_to_the_schema_and_have_no_other_key(table: Any) -> None:
    build_world()
    schema = json.loads(json.dumps(schema_document(), default=str))
    component = schema["components"]["schemas"][table.component]
    validator = Draft202012Validator(
        {**component, "components": schema["components"]}, format_checker=FormatChecker()
    )
    found = rows(f"{table.name}/")
    assert found
    for row in found:
        assert list(validator.iter_errors(row)) == []
        assert list(row) == list(component["properties"]) == table.names


@pytest.mark.parametrize("size", [1, 40])
@pytest.mark.parametrize(("query", "cost"), [("", 3), ("?status=attended&role=participant", 4)])
def test_rows_cost_the_same_queries_whatever_their_number(size: int, query: str, cost: int) -> None:
    for _ in range(size):
        of_meeting(2)
    get("attendances/?limit=1")
    with CaptureQueriesContext(connection) as queries:
        assert len(get(f"attendances/{query}").json()["results"]) == 2 * size
    # One for the generation, one that chooses the documents (two, if conditions leave room on the
    # page), one that reads them; on PostgreSQL a transaction around the last.
    own = [q for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(own) == cost


def test_page_parses_no_document_that_it_does_not_need(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(30):
        of_meeting(3)
    parsed = []
    loads = json.loads
    monkeypatch.setattr(paging.json, "loads", lambda text: parsed.append(1) or loads(text))
    get("attendances/?limit=6&format=csv")
    # The third tells whether another page follows.
    assert len(parsed) == 3


def test_kept_rows_cost_one_query() -> None:
    of_meeting(1)
    get("attendances/")
    with CaptureQueriesContext(connection) as queries:
        get("attendances/")
    assert len(queries) == 1


def test_known_rows_are_not_sent_again() -> None:
    of_meeting(1)
    etag = get("attendances/")["ETag"]
    assert get("attendances/", if_none_match=etag).status_code == 304
    kept_answers.forget_all()
    assert get("attendances/", if_none_match=etag).status_code == 304


def test_publication_moves_the_tag() -> None:
    of_meeting(1)
    etag = get("attendances/")["ETag"]
    of_meeting(1)
    answer = get("attendances/", if_none_match=etag)
    assert (answer.status_code, len(answer.json()["results"])) == (200, 2)


@pytest.mark.parametrize("name", ["ordering", "fields", "include", "q_", "stage"])
@pytest.mark.parametrize("table", TABLES)
def test_what_rows_cannot_do_is_refused(table: Any, name: str) -> None:
    answer = get(f"{table.name}/?{name}=title")
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == [name]


def test_head_answers_without_a_body() -> None:
    of_meeting(1)
    answer = Client().head("/api/v1/attendances/?format=csv")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == get("attendances/?format=csv")["ETag"]


def test_tables_name_their_rows_uniquely() -> None:
    build_world()
    for table in (ATTENDANCES, SEAT_POSITIONS):
        found = [tuple(row[name] for name in table.key) for row in rows(f"{table.name}/")]
        assert len(found) == len(set(found))


def test_party_and_leader_of_a_row_have_the_names_of_its_day() -> None:
    party, leader = PartyFactory(name="Old name"), LeaderFactory(name="Then")
    meeting = MeetingFactory()
    AttendanceFactory(meeting=meeting, party=party, leader=leader)
    published(meeting)
    party.refresh_from_db()
    party.name = "New name"
    party.save()
    published(party)
    assert [row["party_name"] for row in rows("attendances/")] == ["Old name"]


def _documents(kind: Kind) -> list[dict[str, Any]]:
    return [
        json.loads(body)
        for body in Edition.objects.live().of_kind(kind).values_list("body", flat=True)
    ]
