"""The Popolo file keeps to the specification's schemas, and invents no date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft3Validator, FormatChecker
from referencing import Registry, Resource

from coalition.api.exports.popolo.dates import dated, spanned
from coalition.imprecise_dates import ImpreciseDate
from coalition.models import ReasonGiven
from tests.api.world import build_world
from tests.factories import (
    AttendanceFactory,
    MeetingFactory,
    PartyFactory,
    published,
)

SCHEMAS = {
    path.stem: json.loads(path.read_text())
    for path in (Path(__file__).parent / "popolo_schemas").glob("*.json")
}
LISTS = {
    "persons": "person",
    "organizations": "organization",
    "memberships": "membership",
    "posts": "post",
    "areas": "area",
    "events": "event",
}
_REGISTRY: Registry[Any] = Registry().with_resources(
    (schema["id"].rstrip("#"), Resource.from_contents(schema)) for schema in SCHEMAS.values()
)


def validator(name: str) -> Draft3Validator:
    return Draft3Validator(SCHEMAS[name], registry=_REGISTRY, format_checker=FormatChecker())


def popolo() -> dict[str, Any]:
    return json.loads(b"".join(Client().get("/api/v1/export/popolo.json")))  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_objects_keep_to_the_schema_of_the_specification(name: str) -> None:
    build_world()
    found = popolo()[name]
    assert found
    for item in found:
        assert [error.message for error in validator(LISTS[name]).iter_errors(item)] == []


def test_breach_of_a_schema_would_be_noticed() -> None:
    wrong = {"id": 3, "sources": [{"note": "no address"}], "start_date": "[..2023]"}
    assert len(list(validator("event").iter_errors(wrong))) == 3


@pytest.mark.django_db
def test_ids_are_unique_and_lead_to_what_there_is() -> None:
    build_world()
    file = popolo()
    ids = {name: [item["id"] for item in file[name]] for name in LISTS}
    assert all(len(found) == len(set(found)) for found in ids.values())
    for membership in file["memberships"]:
        assert membership.get("person_id", ids["persons"][0]) in ids["persons"]
        assert membership.get("organization_id", ids["organizations"][0]) in ids["organizations"]
        assert membership.get("post_id", ids["posts"][0]) in ids["posts"]
    for item in (*file["posts"], *file["memberships"], *file["events"]):
        assert item.get("area_id", "IN") in ids["areas"]
    for area in file["areas"]:
        assert area.get("parent_id", "IN") in ids["areas"]


@pytest.mark.django_db
def test_ids_are_the_same_in_every_export() -> None:
    build_world()
    first = popolo()
    published(PartyFactory())
    assert first["memberships"] == popolo()["memberships"]


@pytest.mark.django_db
def test_wikidata_and_other_names_are_told() -> None:
    build_world()
    [kharge] = [p for p in popolo()["persons"] if p["name"] == "Mallikarjun Kharge"]
    assert kharge["identifiers"] == [{"scheme": "wikidata", "identifier": "Q1156"}]
    assert [name["note"] for name in kharge["other_names"]] == ["alias"]
    assert kharge["other_names"][0]["start_date"] == "2010"
    assert kharge["sources"]


@pytest.mark.django_db
def test_attendees_are_those_who_attended_and_nobody_else() -> None:
    meeting = MeetingFactory(slug="dinner")
    came = AttendanceFactory(meeting=meeting)
    as_such = AttendanceFactory(meeting=meeting, leader=None)
    AttendanceFactory(meeting=meeting, status="absent", reason_given=ReasonGiven.NOT_ASKED)
    AttendanceFactory(meeting=meeting, status="expected")
    published(meeting)
    [event] = popolo()["events"]
    assert [person["id"] for person in event["attendees"]] == [str(came.leader.uid)]
    assert [party["id"] for party in event["attending_organizations"]] == [str(as_such.party.uid)]


def of(edtf: str) -> dict[str, Any]:
    return dict(ImpreciseDate.from_edtf(edtf).as_document())


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2023-12-06", "2023-12-06"),
        ("2023-12", "2023-12"),
        ("2023", "2023"),
        ("[2023-12-15..2023-12-21]", "2023-12"),
        ("[2023-11-30..2023-12-02]", "2023"),
        ("[2023-12-30..2024-01-02]", None),
        ("[..2023-12-05]", None),
        ("[2023-12-06..]", None),
        ("2023-12-06?", None),
        ("2023-12~", None),
        ("2010%", None),
    ],
)
def test_date_says_what_is_known_and_no_more(edtf: str, said: str | None) -> None:
    found = dated("start_date", of(edtf))
    assert found == ({"start_date": said} if said else {}) | {"start_date_edtf": of(edtf)["edtf"]}


def test_date_that_nobody_knows_is_left_out() -> None:
    assert dated("start_date", None) == spanned(None) == {}


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2023-07-17/2023-07-18", "2023-07-17", "2023-07-18"),
        ("2023-07/2023-09-02", "2023-07", "2023-09-02"),
        ("2023-07-17/2023-07-18?", "2023-07-17", None),
        ("2023-07-17/..", "2023-07-17", None),
    ],
)
def test_interval_has_a_beginning_and_an_end(edtf: str, start: str, end: str | None) -> None:
    found = spanned(of(edtf))
    assert (found.get("start_date"), found.get("end_date")) == (start, end)


def test_time_is_told_if_day_and_time_are_exact() -> None:
    start = {"time": "19:00", "timezone": "Asia/Kolkata", "approximate": False}
    assert spanned(of("2023-12-06"), start)["start_date"] == "2023-12-06T19:00:00+05:30"
    assert spanned(of("2023-12-06"), {**start, "approximate": True})["start_date"] == "2023-12-06"
    assert spanned(of("2023-12"), start)["start_date"] == "2023-12"
    # Local mean time, with seconds in its offset.
    assert spanned(of("1850-12-06"), start)["start_date"] == "1850-12-06"
