"""Entries that are refused: all that is wrong with them at once, field by field."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.api.records.examples import ENTRIES
from coalition.models import Meeting, Party
from tests import factories
from tests.api.records.callers import editor, reporter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("stage", "approved"),
        ("version", 7),
        ("uid", "7c1e2a90-8a55-4a3e-b8a4-5f1f6d0c0b01"),
        ("created_at", "2020-01-01T00:00:00Z"),
        ("public", {"edition": 1, "url": "https://example.org/"}),
        ("proposed_by", "alice"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_body_never_sets_what_is_the_servers(method: str, key: str, value: Any) -> None:
    party = factories.PartyFactory(name="Example Party")
    path = "parties/" if method == "POST" else f"parties/{party.slug}/"
    answer = editor().send(method, path, {"name": "Another", key: value}, if_match='"1"')
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [key]
    party.refresh_from_db()
    assert (party.name, party.version, party.stage) == ("Example Party", 1, "drafting")
    assert Party.objects.count() == 1


def test_everything_wrong_is_told_at_once_and_nothing_is_written() -> None:
    entry = ENTRIES["meeting"] | {
        "category": "diner",
        "reported_parties": "17",
        "attendances": [{"party": "nobody", "status": "atended", "claims": [{"paragraph": 0}]}],
    }
    answer = reporter().post("meetings/", entry)
    problem = answer.json()
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert problem["type"].endswith("#problem-invalid-entry")
    fields = {error["field"]: error for error in problem["errors"]}
    assert fields.keys() >= {"category", "reported_parties", "attendances[0].status"}
    assert fields["attendances[0].status"]["pointer"] == "/attendances/0/status"
    assert "attended" in fields["attendances[0].status"]["detail"]
    assert not Meeting.objects.exists()


def test_reference_to_nobody_is_refused_with_its_field() -> None:
    answer = reporter().post("leaders/", {"name": "X", "party_memberships": [{"party": "nope"}]})
    (error,) = answer.json()["errors"]
    assert error["field"] == "party_memberships[0].party"


def test_slug_of_another_record_is_a_conflict() -> None:
    factories.PartyFactory(name="Example Party")
    answer = reporter().post("parties/", {"name": "Other", "slug": "example-party"})
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["field"] == "slug"


def test_renaming_to_the_slug_of_another_is_a_conflict() -> None:
    factories.PartyFactory(name="Example Party")
    other = factories.PartyFactory(name="Other Party")
    answer = reporter().patch(f"parties/{other.slug}/", {"slug": "example-party"}, if_match='"1"')
    assert answer.status_code == 409


def test_entry_without_a_name_is_asked_for_the_name_and_not_for_an_address() -> None:
    answer = reporter().post("parties/", {})
    assert [error["field"] for error in answer.json()["errors"]] == ["name"]
