"""Lists and documents as they were at some moment, without what was withdrawn since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition import kept_answers
from coalition.models import Edition
from coalition.publishing import withdraw
from tests.api.world import build_world
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    MeetingFactory,
    PartyFactory,
    StatementFactory,
    published,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 12, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _time_stands_still() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def at(day: int) -> datetime:
    return datetime(2023, 12, day, 6, tzinfo=UTC)


def get(path: str) -> HttpResponse:
    return Client().get(f"/api/v1/{path}")


def slugs(path: str) -> list[str]:
    answer = get(path)
    assert answer.status_code == 200, answer.content
    return [document["slug"] for document in answer.json()["results"]]


@pytest.fixture
def party() -> Any:
    """“Old” from the second day on, “New” from the fourth."""
    party = PartyFactory(name="Old", slug="party")
    published(party, now=at(2))
    party.name = "New"
    party.save()
    published(party, now=at(4))
    return party


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ("2023-12-01", None),
        ("2023-12-02T05:59:59Z", None),
        ("2023-12-02T06:00:00Z", "Old"),
        ("2023-12-02", "Old"),
        ("2023-12-04T11:29:59.999999%2B05:30", "Old"),
        ("2023-12-04T06:00:00Z", "New"),
        ("2023-12-20", "New"),
        ("2023-12-20T12:00:00Z", "New"),
    ],
)
def test_list_and_document_are_those_of_the_moment(party, moment: str, name: str | None) -> None:
    found = [row["name"] for row in get(f"parties/?as_of={moment}").json()["results"]]
    assert found == ([] if name is None else [name])
    answer = get(f"parties/party/?as_of={moment}")
    assert answer.status_code == (404 if name is None else 200)
    assert answer.json().get("name") == name


def test_document_then_is_the_stored_one(party) -> None:
    first = Edition.objects.get(uid=party.uid, number=1)
    assert get("parties/party/?as_of=2023-12-03").content == first.body.encode()


@pytest.mark.parametrize(
    "moment", ["2023-12-21", "2023-12-20T12:00:01Z", "9999-12-31", "2199-01-01"]
)
@pytest.mark.parametrize("path", ["parties/", "parties/party/", "parties/party/editions/"])
def test_moment_to_come_is_refused(party, path: str, moment: str) -> None:
    answer = get(f"{path}?as_of={moment}")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {"parameter": "as_of", "detail": "It lies ahead. Leave it out for the present."}
    ]


@pytest.mark.parametrize(
    "moment",
    [
        "now",
        "2023",
        "2023-12",
        "2023-13-01",
        "2023-12-06T12:00",
        "2023-12-06T12:00:00",
        "0000-01-01",
    ],
)
@pytest.mark.parametrize("path", ["parties/", "parties/party/", "parties/party/editions/"])
def test_moment_that_is_none_is_refused(party, path: str, moment: str) -> None:
    answer = get(f"{path}?as_of={moment}")
    assert [error["parameter"] for error in answer.json()["errors"]] == ["as_of"]


@pytest.mark.parametrize("moment", ["0001-01-01", "0001-01-01T00:00:00Z"])
def test_first_of_all_moments_is_empty(party, moment: str) -> None:
    assert slugs(f"parties/?as_of={moment}") == []


def test_what_was_withdrawn_since_is_gone_from_every_moment(party) -> None:
    party.refresh_from_db()
    withdraw(party, by=None, reason="A hoax.", now=at(6))
    for day in (3, 5, 7):
        assert slugs(f"parties/?as_of=2023-12-0{day}") == []
        answer = get(f"parties/party/?as_of=2023-12-0{day}")
        assert (answer.status_code, answer.json()["detail"]) == (410, "A hoax.")


def test_what_carried_it_is_gone_too() -> None:
    meeting = MeetingFactory(slug="dinner", date="2023-12-01")
    published(meeting, now=at(2))
    statement = StatementFactory(meeting=meeting)
    published(statement, now=at(4))
    assert slugs("meetings/?as_of=2023-12-05") == ["dinner"]
    statement.refresh_from_db()
    withdraw(statement, by=None, reason="A hoax.", now=at(6))
    kept_answers.forget_all()
    assert slugs("meetings/?as_of=2023-12-03") == ["dinner"]
    assert slugs("meetings/?as_of=2023-12-05") == []
    assert slugs("meetings/?as_of=2023-12-07") == ["dinner"]
    assert get("meetings/dinner/?as_of=2023-12-05").status_code == 404


def test_document_whose_tombstone_were_lost_is_not_shown(party) -> None:
    """Lists go by the tombstones, but not by them alone."""
    Edition.objects.filter(uid=party.uid, number=2).update(is_live=False, retired_at=at(6))
    assert slugs("parties/?as_of=2023-12-05") == []


def test_filters_ask_of_the_documents_of_then() -> None:
    party = PartyFactory(slug="tmc")
    meeting = MeetingFactory(slug="dinner", date="2023-12-01")
    row = AttendanceFactory(meeting=meeting, party=party, leader=None, absent=True)
    published(meeting, now=at(2))
    row.status, row.reason, row.reason_given = "attended", "", ""
    row.save()
    published(meeting, now=at(4))
    for day, status, other in ((3, "absent", "attended"), (5, "attended", "absent")):
        asked = f"meetings/?as_of=2023-12-0{day}&party=tmc&attendance="
        assert slugs(asked + status) == ["dinner"]
        assert slugs(asked + other) == []
    assert slugs("meetings/?as_of=2023-12-03&min_parties=1") == []
    assert slugs("meetings/?as_of=2023-12-05&min_parties=1") == ["dinner"]
    assert slugs("meetings/?as_of=2023-12-03&q=nothing") == []


def test_members_of_an_alliance_are_those_of_then() -> None:
    alliance = AllianceFactory(slug="bloc")
    first = AllianceMembershipFactory(alliance=alliance, party=PartyFactory(slug="first"))
    published(alliance, now=at(2))
    AllianceMembershipFactory(alliance=alliance, party=PartyFactory(slug="second"))
    published(alliance, now=at(4))
    assert first.pk
    assert slugs("parties/?alliance=bloc&as_of=2023-12-03") == ["first"]
    assert sorted(slugs("parties/?alliance=bloc&as_of=2023-12-05")) == ["first", "second"]


def test_what_is_included_is_of_then_too(party) -> None:
    meeting = MeetingFactory(slug="dinner", date="2023-12-01")
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    published(meeting, now=at(3))
    for day, name in ((3, "Old"), (5, "New")):
        answer = get(f"meetings/?as_of=2023-12-0{day}&include=attendance.party").json()
        assert answer["included"][str(party.uid)]["name"] == name


def test_present_moment_lists_what_is_live() -> None:
    with time_machine.travel(NOW, tick=False):
        build_world()
    for path in ("meetings/", "parties/", "statements/", "seat-sharing-talks/"):
        assert slugs(f"{path}?as_of=2023-12-20T12:00:00Z") == slugs(path)


def test_moved_address_keeps_the_moment(party) -> None:
    party.refresh_from_db()
    party.slug = "renamed"
    party.save()
    published(party, now=at(8))
    answer = get("parties/party/?as_of=2023-12-03")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/parties/renamed/?as_of=2023-12-03")
    assert Client().get(answer["Location"]).json()["slug"] == "party"


@pytest.mark.parametrize("others", [0, 20])
def test_past_list_costs_as_much_whatever_its_size(others: int) -> None:
    for _ in range(others + 2):
        published(PartyFactory(), now=at(2))
    with CaptureQueriesContext(connection) as queries:
        assert get("parties/?as_of=2023-12-03&limit=1").json()["next"]
    assert len(queries) == 2
