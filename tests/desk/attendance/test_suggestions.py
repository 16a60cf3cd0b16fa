"""Names suggested for what is typed, with the party and office of the day."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.desk.attendance.grid_requests import names

pytestmark = pytest.mark.django_db


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
