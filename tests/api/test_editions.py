"""The editions of a record: each document as it was, and what changed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from coalition.merging import merge
from coalition.models import Edition
from coalition.publishing import correct, withdraw
from tests.api.world import build_world
from tests.factories import PartyFactory, alice, published
from tests.merging.twins import twins

pytestmark = pytest.mark.django_db


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(f"/api/v1/{path}", headers=headers or None)


def day(number: int) -> datetime:
    return datetime(2023, 12, number, 6, tzinfo=UTC)


@pytest.fixture
def party() -> Any:
    """Published, updated, corrected; under another slug since the second edition."""
    party = PartyFactory(name="Congres", slug="congres", summary="")
    published(party, now=day(1))
    party.slug, party.summary = "congress", "Old."
    party.save()
    published(party, now=day(2))
    party.refresh_from_db()
    party.name = "Congress"
    party.save()
    correct(party, by=None, note="It has two s.", now=day(3))
    return party


def test_editions_are_told_newest_first(party) -> None:
    page = get("parties/congress/editions/").json()
    assert [page["next"], page["previous"]] == [None, None]
    rows = page["results"]
    assert [row["edition"] for row in rows] == [3, 2, 1]
    assert [row["cause"] for row in rows] == ["corrected", "published", "published"]
    assert [row["note"] for row in rows] == ["It has two s.", None, None]
    assert [row["is_live"] for row in rows] == [True, False, False]
    assert [row["published_at"][:10] for row in rows] == ["2023-12-03", "2023-12-02", "2023-12-01"]
    sequences = Edition.objects.filter(uid=party.uid).order_by("-number")
    assert [row["sequence"] for row in rows] == list(sequences.values_list("pk", flat=True))
    assert rows[2]["document_url"].endswith("/api/v1/parties/congress/editions/1/")


def test_changes_are_told_field_by_field_in_english(party) -> None:
    with translation.override("hi"):
        rows = get("parties/congress/editions/").json()["results"]
    assert rows[0]["changes"] == [
        {
            "field": "name",
            "label": "Name",
            "action": "changed",
            "before": "Congres",
            "after": "Congress",
        }
    ]
    assert {change["field"] for change in rows[1]["changes"]} == {"slug", "summary"}
    assert rows[2]["changes"] is None


def test_each_edition_is_the_document_as_it_was(party) -> None:
    for edition in Edition.objects.filter(uid=party.uid):
        answer = get(f"parties/congress/editions/{edition.number}/")
        assert answer.content == edition.body.encode()
        assert answer["ETag"] == f'"{hashlib.sha256(edition.body.encode()).hexdigest()}"'


def test_known_edition_is_not_sent_again(party) -> None:
    path = "parties/congress/editions/1/"
    again = get(path, if_none_match=get(path)["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_editions_are_paged(party) -> None:
    met, address = [], "/api/v1/parties/congress/editions/?limit=1"
    while address:
        page = Client().get(address).json()
        met += [(row["edition"], row["changes"] is None) for row in page["results"]]
        address = page["next"]
    assert met == [(3, False), (2, False), (1, True)]


def test_cursor_is_good_at_every_address_of_the_record_and_no_other(party) -> None:
    other = PartyFactory(slug="other")
    published(other)
    following = get("parties/congress/editions/?limit=1").json()["next"]
    by_uid = following.replace("/congress/", f"/{party.uid}/")
    assert Client().get(by_uid).json()["results"][0]["edition"] == 2
    assert Client().get(following.replace("/congress/", "/other/")).status_code == 400


def test_former_address_leads_on(party) -> None:
    for below in ("editions/", "editions/1/"):
        answer = get(f"parties/congres/{below}?")
        assert answer.status_code == 301
        assert answer["Location"].endswith(f"/api/v1/parties/congress/{below}")
    assert get("parties/congres/editions/?limit=1")["Location"].endswith("editions/?limit=1")


def test_editions_of_what_was_merged_are_those_of_what_it_is_part_of() -> None:
    kept, absorbed = twins()
    for leader in (kept, absorbed):
        published(leader)
        leader.refresh_from_db()
    merge(kept, absorbed, by=alice())
    for below in ("editions/", "editions/1/"):
        answer = get(f"leaders/{absorbed.uid}/{below}")
        assert answer.status_code == 301
        assert answer["Location"].endswith("/leaders/vaiko/editions/")


@pytest.mark.parametrize("number", ["0", "4", "99999999999999999999"])
def test_number_that_never_was_is_not_found(party, number: str) -> None:
    assert get(f"parties/congress/editions/{number}/").status_code == 404


@pytest.mark.parametrize("below", ["editions/", "editions/1/"])
def test_record_that_is_not_public_has_no_editions(below: str) -> None:
    draft = PartyFactory()
    for address in (draft.slug, draft.uid, "nothing", uuid4()):
        assert get(f"parties/{address}/{below}").status_code == 404


@pytest.mark.parametrize("below", ["editions/", "editions/1/", "editions/3/"])
def test_editions_go_with_their_record(party, below: str) -> None:
    party.refresh_from_db()
    withdraw(party, by=None, reason="A hoax.")
    answer = get(f"parties/congress/{below}")
    assert answer.status_code == 410
    assert answer.json()["detail"] == "A hoax."


@pytest.fixture
def robbed() -> SimpleNamespace:
    """A meeting of which an edition carried a statement that was withdrawn since."""
    world = build_world()
    withdraw(world.statement, by=None, reason="Nobody said so.")
    return world


def test_edition_that_carried_what_was_withdrawn_is_gone(robbed) -> None:
    rows = get("meetings/dinner/editions/").json()["results"]
    shown = {row["edition"]: row["is_shown"] for row in rows}
    assert shown[max(shown)]
    assert not all(shown.values())
    for row in rows:
        answer = get(f"meetings/dinner/editions/{row['edition']}/")
        assert answer.status_code == (200 if row["is_shown"] else 410)
        assert (row["document_url"] is None) is not row["is_shown"]
        assert b"More room" not in answer.content


def test_change_beside_what_is_not_shown_is_not_told(robbed) -> None:
    rows = get("meetings/dinner/editions/").json()["results"]
    assert [row["is_shown"] for row in rows[:2]] == [True, False]
    assert rows[0]["changes"] is None
    assert b"More room" not in get("meetings/dinner/editions/").content


def test_end_of_a_record_that_came_back_is_told_without_a_document() -> None:
    party = PartyFactory(slug="back")
    published(party)
    withdraw(party, by=None, reason="In doubt.")
    party.refresh_from_db()
    published(party)
    rows = get("parties/back/editions/").json()["results"]
    assert [(row["cause"], row["is_shown"]) for row in rows] == [
        ("republished", True),
        ("withdrawn", False),
        ("published", True),
    ]
    assert get("parties/back/editions/2/").status_code == 404
    links = get("parties/back/editions/3/")["Link"]
    assert '/parties/back/editions/1/>; rel="predecessor-version"' in links


def test_editions_as_of_a_moment_are_those_there_were(party) -> None:
    rows = get("parties/congress/editions/?as_of=2023-12-02").json()["results"]
    assert [row["edition"] for row in rows] == [2, 1]


def test_editions_as_of_a_moment_before_the_first_are_not_found(party) -> None:
    assert get("parties/congress/editions/?as_of=2023-11-30").status_code == 404
    assert get("parties/congress/?as_of=2023-11-30").status_code == 404


@pytest.mark.parametrize("count", [1, 9])
def test_editions_cost_four_queries_however_many(count: int) -> None:
    party = PartyFactory(slug="congress")
    for number in range(count):
        party.summary = f"{number}"
        party.save()
        published(party)
    with CaptureQueriesContext(connection) as queries:
        assert len(get("parties/congress/editions/").json()["results"]) == count
    assert len(queries) == 4
    with CaptureQueriesContext(connection) as queries:
        get(f"parties/congress/editions/{count}/")
    assert len(queries) == 2


@pytest.mark.parametrize("below", ["editions", "editions/1"])
def test_parameter_that_is_none_is_refused(party, below: str) -> None:
    assert get(f"parties/congress/{below}/?x=1").status_code == 400
