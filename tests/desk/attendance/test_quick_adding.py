"""A new name added from the grid, unless it is on record already."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from reversion.models import Revision, Version

from coalition.models import Leader, Party
from tests import factories
from tests.desk.attendance.grid_requests import QUICK_ADD, names, send

pytestmark = pytest.mark.django_db


def test_new_leader_is_in_the_party_by_that_day(reporter: Client) -> None:
    party = factories.PartyFactory(abbreviation="SP")
    body = {"kind": "leader", "name": " New  Comer ", "party": party.pk, "date": "6 December 2023"}
    answer = send(reporter, QUICK_ADD, body)
    leader = Leader.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "id": leader.pk,
        "text": "New Comer",
        "detail": "SP",
        "party": {"id": party.pk, "text": "SP"},
        "office": "",
    }
    membership = leader.party_memberships.get()
    assert membership.since.edtf == "[..2023-12-06]"


@pytest.mark.parametrize("date", ["", "December 2023", "no date"])
def test_membership_is_undated_where_the_day_is_not_known(reporter: Client, date: str) -> None:
    party = factories.PartyFactory()
    send(reporter, QUICK_ADD, {"kind": "leader", "name": "A B", "party": party.pk, "date": date})
    assert Leader.objects.get().party_memberships.get().since is None


def test_new_party_has_its_abbreviation(reporter: Client) -> None:
    body = {"kind": "party", "name": "New Front", "abbreviation": "NF"}
    answer = send(reporter, QUICK_ADD, body).json()
    assert (answer["text"], answer["detail"]) == ("NF", "New Front")
    assert Party.objects.get().slug == "new-front"


def test_new_name_is_found_at_once(reporter: Client) -> None:
    send(reporter, QUICK_ADD, {"kind": "leader", "name": "N.K. Premachandran"})
    assert names(reporter, kind="leader", term="premchandran").json()["results"]


def test_adding_is_a_revision_with_its_author_and_an_audit_row(reporter: Client) -> None:
    party = factories.PartyFactory()
    send(reporter, QUICK_ADD, {"kind": "leader", "name": "A B", "party": party.pk})
    revision = Revision.objects.get()
    assert revision.user.get_username() == "bob"
    kept = {v.content_type.model for v in Version.objects.filter(revision=revision)}
    assert kept == {"leader", "partymembership"}
    assert LogEntry.objects.get().user.get_username() == "bob"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "leader", "name": " "}, "name"),
        ({"kind": "leader", "name": "x" * 201}, "name"),
        ({"kind": "leader", "name": "A\u202eB"}, "name"),
        ({"kind": "leader", "name": "—"}, "name"),
        ({"kind": "party", "name": "New", "abbreviation": "x" * 41}, "abbreviation"),
        ({"kind": "leader", "name": "A B", "party": 999}, "party"),
        ({"kind": "leader", "name": "A B", "party": "SP"}, "party"),
        ({"kind": "leader", "name": "A B", "party": True}, "party"),
        ({"kind": "leader", "name": "A B", "party": 10**30}, "party"),
        ({"kind": "leader", "name": 3}, "name"),
        ({"kind": "source", "name": "A B"}, "kind"),
        ({"kind": ["leader"], "name": "A B"}, "kind"),
        ({"items": []}, "items"),
        ({"items": [3]}, "items"),
        ({"items": "x"}, "items"),
        ({"items": [{"kind": "leader", "name": "A B"}] * 101}, "items"),
    ],
)
def test_name_that_makes_no_sense_is_refused(
    reporter: Client, body: dict[str, Any], field: str
) -> None:
    answer = send(reporter, QUICK_ADD, body)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert not Leader.objects.exists()


def test_batch_is_added_in_its_order(reporter: Client) -> None:
    items = [{"kind": "party", "name": "New Front"}, {"kind": "leader", "name": "A B"}]
    answer = send(reporter, QUICK_ADD, {"items": items})
    assert answer.status_code == 201
    assert [one["text"] for one in answer.json()["results"]] == ["New Front", "A B"]


def test_batch_is_added_whole_or_not_at_all(reporter: Client) -> None:
    items = [{"kind": "leader", "name": "A B"}, {"kind": "leader", "name": ""}]
    answer = send(reporter, QUICK_ADD, {"items": items})
    assert (answer.status_code, answer.json()["item"]) == (400, 1)
    assert not Leader.objects.exists()
    assert not Revision.objects.exists()
    assert not LogEntry.objects.exists()


# --- Who is on record already ---------------------------------------------------------------------


def test_second_leader_of_a_name_and_party_is_refused(reporter: Client) -> None:
    row = factories.PartyMembershipFactory(leader=factories.LeaderFactory(name="S. T. Hasan"))
    body = {"kind": "leader", "name": "ST Hasan", "party": row.party.pk}
    answer = send(reporter, QUICK_ADD, body)
    assert answer.status_code == 409
    assert answer.json()["found"]["id"] == row.leader.pk
    assert "S. T. Hasan" in answer.json()["errors"]["name"][0]
    assert Leader.objects.count() == 1


def test_second_leader_is_added_anyway_if_so_asked(reporter: Client) -> None:
    row = factories.PartyMembershipFactory(leader=factories.LeaderFactory(name="S. T. Hasan"))
    body = {"kind": "leader", "name": "ST Hasan", "party": row.party.pk, "anyway": True}
    assert send(reporter, QUICK_ADD, body).status_code == 201
    assert Leader.objects.count() == 2


def test_leader_of_the_name_without_a_party_is_refused(reporter: Client) -> None:
    factories.LeaderFactory(name="ST Hasan")
    body = {"kind": "leader", "name": "ST Hasan", "party": factories.PartyFactory().pk}
    assert send(reporter, QUICK_ADD, body).status_code == 409


def test_leader_of_the_name_in_another_party_is_another_leader(reporter: Client) -> None:
    factories.PartyMembershipFactory(leader=factories.LeaderFactory(name="ST Hasan"))
    body = {"kind": "leader", "name": "ST Hasan", "party": factories.PartyFactory().pk}
    assert send(reporter, QUICK_ADD, body).status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        {"name": "samajwadi party"},
        {"name": "SP"},
        {"name": "Another", "abbreviation": "S.P."},
    ],
)
def test_second_party_of_a_name_or_abbreviation_is_refused(
    reporter: Client, body: dict[str, str]
) -> None:
    party = factories.PartyFactory(name="Samajwadi Party", abbreviation="SP")
    answer = send(reporter, QUICK_ADD, {"kind": "party", **body})
    assert answer.status_code == 409
    assert answer.json()["found"]["id"] == party.pk


def test_same_name_twice_in_a_batch_is_refused(reporter: Client) -> None:
    answer = send(reporter, QUICK_ADD, {"items": [{"kind": "leader", "name": "A B"}] * 2})
    assert (answer.status_code, answer.json()["item"]) == (409, 1)
    assert not Leader.objects.exists()
