"""What the grid asks while somebody types: who may, in which form, and what it is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from reversion.models import Revision, Version

from coalition.models import Leader, Party
from tests import factories
from tests.desk.conftest import signed_in

pytestmark = pytest.mark.django_db

NAMES = "coalition_meeting_names"
PASTE = "coalition_meeting_paste"
QUICK_ADD = "coalition_meeting_quick_add"


def url(name: str) -> str:
    return reverse(f"admin:{name}")


def send(client: Client, name: str, body: Any) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post(url(name), text, content_type="application/json")


def names(client: Client, **query: str) -> Any:
    return client.get(url(NAMES), query)


# --- Who may, and in which form -------------------------------------------------------------------


@pytest.mark.parametrize("name", [NAMES, PASTE, QUICK_ADD])
def test_stranger_is_sent_to_sign_in(name: str) -> None:
    answer = Client().get(url(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("name", [NAMES, PASTE, QUICK_ADD])
def test_staff_without_meetings_may_not(name: str) -> None:
    client = signed_in(factories.dave())
    answer = client.get(url(name)) if name == NAMES else send(client, name, {})
    assert answer.status_code == 403
    assert "permission" in answer.json()["errors"]


@pytest.mark.parametrize("name", [NAMES, PASTE, QUICK_ADD])
def test_other_method_is_not_allowed(editor: Client, name: str) -> None:
    answer = send(editor, name, {}) if name == NAMES else editor.get(url(name))
    assert answer.status_code == 405
    assert answer["Allow"] in ("GET", "POST")
    assert "method" in answer.json()["errors"]


@pytest.mark.parametrize("name", [PASTE, QUICK_ADD])
@pytest.mark.parametrize("body", ["", "{", "[]", "3", "null", "[" * 100_000, '{"a": NaN'])
def test_body_that_is_no_object_is_refused(editor: Client, name: str, body: str) -> None:
    answer = send(editor, name, body)
    assert answer.status_code == 400
    assert "body" in answer.json()["errors"]


@pytest.mark.parametrize("name", [PASTE, QUICK_ADD])
def test_post_needs_the_token_of_the_form(name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.alice())
    assert send(client, name, {}).status_code == 403


@pytest.mark.parametrize("kind", ["leader", "party"])
def test_adding_needs_the_right_to_add(kind: str) -> None:
    user = factories.dave()
    user.user_permissions.add(*Permission.objects.filter(codename="change_meeting"))
    answer = send(signed_in(user), QUICK_ADD, {"kind": kind, "name": "New Comer"})
    assert answer.status_code == 403
    assert not Leader.objects.exists()
    assert not Party.objects.exists()


@pytest.mark.parametrize("kind", ["leader", "party"])
def test_names_need_the_right_to_see_them(kind: str) -> None:
    user = factories.dave()
    user.user_permissions.add(*Permission.objects.filter(codename="change_meeting"))
    assert names(signed_in(user), kind=kind, term="a").status_code == 403


# --- Names ----------------------------------------------------------------------------------------


def test_leader_comes_with_the_party_and_office_of_the_day(reporter: Client) -> None:
    party = factories.PartyFactory(abbreviation="MDMK")
    leader = factories.LeaderFactory(name="Vaiko")
    factories.PartyMembershipFactory(leader=leader, party=party, since="1994")
    factories.OfficeFactory(leader=leader, party=party, title="general secretary", since="1994")
    answer = names(reporter, kind="leader", term="vai", date="6 December 2023")
    assert answer.json() == {
        "results": [
            {
                "id": leader.pk,
                "text": "Vaiko",
                "detail": "MDMK, general secretary",
                "party": {"id": party.pk, "text": "MDMK"},
                "office": "general secretary",
            }
        ]
    }


def test_leader_has_no_party_before_joining_one(reporter: Client) -> None:
    leader = factories.LeaderFactory(name="Vaiko")
    factories.PartyMembershipFactory(leader=leader, since="1994")
    (found,) = names(reporter, kind="leader", term="vaiko", date="1990").json()["results"]
    assert (found["party"], found["detail"]) == (None, "")


def test_party_comes_by_its_abbreviation(reporter: Client) -> None:
    party = factories.PartyFactory(name="Samajwadi Party", abbreviation="SP")
    (found,) = names(reporter, kind="party", term="sp").json()["results"]
    assert (found["id"], found["text"], found["detail"]) == (party.pk, "SP", "Samajwadi Party")


def test_ten_names_at_most(reporter: Client) -> None:
    for number in range(12):
        factories.LeaderFactory(name=f"Ram {number}")
    assert len(names(reporter, kind="leader", term="ram").json()["results"]) == 10


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"kind": "meeting", "term": "a"}, "kind"),
        ({"term": "a"}, "kind"),
        ({"kind": "leader", "term": "a" * 241}, "term"),
        ({"kind": "leader", "term": "a", "date": "1" * 241}, "date"),
    ],
)
def test_question_that_makes_no_sense_is_refused(
    reporter: Client, query: dict[str, str], field: str
) -> None:
    answer = names(reporter, **query)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_queries_of_a_name_are_few(reporter: Client) -> None:
    for _ in range(10):
        factories.LeaderFactory(with_party=True, with_office=True)
    with CaptureQueriesContext(connection) as queries:
        assert len(names(reporter, kind="leader", term="leader").json()["results"]) == 10
    of_the_session = 2
    of_the_rights = 2
    assert len(queries) - of_the_session - of_the_rights <= 6


# --- A pasted list --------------------------------------------------------------------------------


def test_pasted_list_becomes_rows(reporter: Client) -> None:
    leader = factories.LeaderFactory(name="Vaiko")
    answer = send(
        reporter, PASTE, {"text": "Vaiko (MDMK); 27 leaders in all", "date": "6 December 2023"}
    ).json()
    (row,) = answer["rows"]
    assert row["leader"] == {"id": leader.pk, "text": "Vaiko"}
    assert row["party_name"] == "MDMK"
    assert answer["unread"] == ["27 leaders in all"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": 3}, "text"),
        ({"text": ["Vaiko"]}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"text": "Vaiko", "date": {}}, "date"),
    ],
)
def test_paste_that_makes_no_sense_is_refused(
    reporter: Client, body: dict[str, Any], field: str
) -> None:
    answer = send(reporter, PASTE, body)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_nothing_pasted_is_no_rows(reporter: Client) -> None:
    assert send(reporter, PASTE, {}).json() == {"rows": [], "unread": []}


# --- A new name -----------------------------------------------------------------------------------


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
