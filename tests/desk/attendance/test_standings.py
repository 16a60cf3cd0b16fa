"""The party and the office of a leader on a day, or about one."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.desk.attendance.standings import UNKNOWN, Days, Standing, standings, typed_date
from coalition.imprecise_dates import ImpreciseDate
from coalition.models import Leader
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2024, 5, 1)


def days(edtf: str) -> Days:
    return Days.of(ImpreciseDate.from_edtf(edtf), today=TODAY)


def standing(leader: Leader, edtf: str = "2023-12-06") -> Standing:
    return standings([leader.pk], days(edtf)).get(leader.pk, UNKNOWN)


@pytest.fixture
def leader() -> Leader:
    return factories.LeaderFactory(name="Vaiko")


def test_leader_without_rows_has_no_standing(leader: Leader) -> None:
    assert standing(leader) == UNKNOWN
    assert str(UNKNOWN) == ""


def test_party_and_office_are_those_of_the_day(leader: Leader) -> None:
    old = factories.PartyFactory(abbreviation="OLD")
    new = factories.PartyFactory(abbreviation="NEW")
    factories.PartyMembershipFactory(leader=leader, party=old, since="2010", until="2019")
    factories.PartyMembershipFactory(leader=leader, party=new, since="2020")
    factories.OfficeFactory(leader=leader, party=new, title="general secretary", since="2021")
    assert str(standing(leader, "2015")) == "OLD"
    assert str(standing(leader, "2023-12-06")) == "NEW, general secretary"


def test_membership_without_dates_covers_any_day(leader: Leader) -> None:
    row = factories.PartyMembershipFactory(leader=leader, since=None)
    assert standing(leader).party == row.party
    assert standing(leader).is_certain


def test_membership_that_was_over_before_does_not_count(leader: Leader) -> None:
    factories.PartyMembershipFactory(leader=leader, since=None, until="[..2023-12-05]")
    assert standing(leader).parties == ()


def test_certain_party_comes_before_a_possible_one(leader: Leader) -> None:
    certain = factories.PartyMembershipFactory(leader=leader, since="2010")
    possible = factories.PartyMembershipFactory(leader=leader, since="2023-12")
    found = standing(leader)
    assert found.party == certain.party
    assert found.parties == (certain.party, possible.party)
    assert found.is_certain


def test_party_that_is_only_possible_is_marked(leader: Leader) -> None:
    party = factories.PartyFactory(abbreviation="SP")
    factories.PartyMembershipFactory(leader=leader, party=party, since="2023-12")
    assert not standing(leader).is_certain
    assert str(standing(leader)) == "SP (possibly)"


def test_membership_that_ended_nobody_knows_when_is_only_possible(leader: Leader) -> None:
    factories.PartyMembershipFactory(leader=leader, since="2010", ending="left")
    assert not standing(leader).is_certain


def test_latest_begun_of_two_certain_parties_is_taken(leader: Leader) -> None:
    factories.PartyMembershipFactory(leader=leader, since="2001")
    later = factories.PartyMembershipFactory(leader=leader, since="2015")
    assert standing(leader).party == later.party
    assert not standing(leader).is_certain


@pytest.mark.parametrize(
    ("since", "is_certain"), [("2023-12-15", True), ("2023-12-18", False), ("[..2023-12-10]", True)]
)
def test_certain_on_every_day_of_an_imprecise_date(
    leader: Leader, since: str, is_certain: bool
) -> None:
    factories.PartyMembershipFactory(leader=leader, since=since)
    assert standing(leader, "[2023-12-15..2023-12-21]").is_certain is is_certain


def test_nothing_is_certain_before_an_open_side(leader: Leader) -> None:
    factories.PartyMembershipFactory(leader=leader, since="2010")
    assert not standing(leader, "[..2023-12-05]").is_certain


def test_office_in_the_party_comes_before_one_in_government(leader: Leader) -> None:
    row = factories.PartyMembershipFactory(leader=leader)
    factories.OfficeFactory(leader=leader, title="Chief Minister", since="2022")
    factories.OfficeFactory(leader=leader, title="president", party=row.party, since="2015")
    assert standing(leader).office == "president"


def test_office_in_another_party_is_none_of_theirs(leader: Leader) -> None:
    factories.PartyMembershipFactory(leader=leader)
    factories.OfficeFactory(leader=leader, title="president", party=factories.PartyFactory())
    assert standing(leader).office == ""


def test_office_that_is_only_possible_is_not_printed(leader: Leader) -> None:
    factories.OfficeFactory(leader=leader, since="2023-12")
    assert standing(leader).office == ""


def test_standing_without_a_date_is_that_of_today(leader: Leader) -> None:
    factories.PartyMembershipFactory(leader=leader, since="2024-04")
    today = Days.of(None, today=TODAY)
    assert standings([leader.pk], today)[leader.pk].is_certain


@pytest.mark.parametrize("text", ["", "   ", "sometime", "x" * 500])
def test_text_that_is_no_date_is_none(text: str) -> None:
    assert typed_date(text) is None


def test_phrase_is_a_date() -> None:
    when = typed_date("third week of December 2023")
    assert when is not None
    assert when.edtf == "[2023-12-15..2023-12-21]"


def test_queries_do_not_grow_with_the_leaders() -> None:
    keys = []
    for _ in range(20):
        leader = factories.LeaderFactory(with_party=True, with_office=True)
        keys.append(leader.pk)
    with CaptureQueriesContext(connection) as queries:
        found = standings(keys, days("2023-12-06"))
        assert [str(found[key]) for key in keys]
    assert len(queries) == 2
    assert len(found) == 20
