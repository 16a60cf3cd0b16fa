"""Which leader and party a pasted entry means, and when that is not decided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.desk.attendance.matching import Matching
from coalition.desk.attendance.pasting import read_paste
from coalition.desk.attendance.standings import Days
from coalition.models import Leader, Party
from tests import factories

pytestmark = pytest.mark.django_db

DAY = Days(date(2023, 12, 6), date(2023, 12, 6))


def rows(text: str) -> list[dict[str, Any]]:
    return Matching(read_paste(text), DAY).rows()


def row(text: str) -> dict[str, Any]:
    (only,) = rows(text)
    return only


def member(name: str, party: Party, **dates: str) -> Leader:
    leader = factories.LeaderFactory(name=name)
    factories.PartyMembershipFactory(leader=leader, party=party, **dates)
    return leader


@pytest.fixture
def sp() -> Party:
    return factories.PartyFactory(name="Samajwadi Party", abbreviation="SP")


@pytest.fixture
def rld() -> Party:
    return factories.PartyFactory(name="Rashtriya Lok Dal", abbreviation="RLD")


def test_row_has_the_leader_the_party_and_the_words(sp: Party) -> None:
    leader = member("ST Hasan", sp)
    assert row("S. T. Hasan (SP)") == {
        "text": "S. T. Hasan (SP)",
        "leader": {"id": leader.pk, "text": "ST Hasan"},
        "leader_name": "S. T. Hasan",
        "party": {"id": sp.pk, "text": "SP"},
        "party_name": "SP",
        "office": "",
        "status": "attended",
        "candidates": [],
        "note": "",
    }


def test_party_that_was_not_pasted_is_that_of_the_day(sp: Party) -> None:
    member("ST Hasan", sp)
    assert row("ST Hasan")["party"] == {"id": sp.pk, "text": "SP"}


def test_office_is_in_the_words_of_the_text(sp: Party) -> None:
    leader = member("Akhilesh Yadav", sp)
    factories.OfficeFactory(leader=leader, party=sp, title="National president of the SP")
    assert row("SP chief Akhilesh Yadav")["office"] == "SP chief"
    assert row("Akhilesh Yadav")["office"] == "National president of the SP"


def test_spelling_that_differs_is_taken_and_said(sp: Party) -> None:
    leader = member("N K Premchandran", sp)
    found = row("N.K. Premachandran (SP)")
    assert found["leader"]["id"] == leader.pk
    assert "N K Premchandran" in found["note"]


def test_two_of_one_name_are_told_apart_by_their_party(sp: Party, rld: Party) -> None:
    member("Ram Lal", rld)
    theirs = factories.LeaderFactory(name="Ram Lal", slug="ram-lal-2")
    factories.PartyMembershipFactory(leader=theirs, party=sp)
    assert row("Ram Lal (SP)")["leader"]["id"] == theirs.pk


def test_two_of_one_name_and_no_party_are_left_to_the_editor(sp: Party, rld: Party) -> None:
    member("Ram Lal", rld)
    factories.PartyMembershipFactory(
        leader=factories.LeaderFactory(name="Ram Lal", slug="ram-lal-2"), party=sp
    )
    found = row("Ram Lal")
    assert found["leader"] is None
    assert [c["detail"] for c in found["candidates"]] == ["RLD", "SP"]
    assert "Choose one" in found["note"]


def test_surname_of_several_is_decided_by_the_party(sp: Party, rld: Party) -> None:
    member("Jayant Chaudhary", rld)
    leader = member("Adhir Chowdhury", sp)
    found = row("Chowdhury of SP")
    assert found["leader"]["id"] == leader.pk
    assert "Check it" in found["note"]


def test_near_miss_is_offered_and_not_taken(sp: Party) -> None:
    leader = member("Hasnain Masoodi", sp)
    found = row("Hasnain Masoofi (SP)")
    assert found["leader"] is None
    assert [candidate["id"] for candidate in found["candidates"]] == [leader.pk]
    assert found["note"]


def test_part_of_a_name_in_another_party_is_not_taken(sp: Party, rld: Party) -> None:
    member("Jayant Chaudhary", rld)
    found = row("Chaudhary of SP")
    assert found["leader"] is None
    assert found["candidates"]


def test_leader_of_another_party_that_day_is_noted(sp: Party, rld: Party) -> None:
    leader = member("Jayant Chaudhary", rld)
    found = row("Jayant Chaudhary (SP)")
    assert (found["leader"]["id"], found["party"]["id"]) == (leader.pk, sp.pk)
    assert "RLD, not SP" in found["note"]


def test_party_of_the_day_is_not_that_of_another_day(sp: Party, rld: Party) -> None:
    leader = member("Ram Lal", sp, since="2010", until="2020")
    factories.PartyMembershipFactory(leader=leader, party=rld, since="2021")
    assert "RLD, not SP" in row("Ram Lal (SP)")["note"]
    assert row("Ram Lal (RLD)")["note"] == ""


def test_unknown_leader_keeps_the_name_and_the_party(sp: Party) -> None:
    found = row("Dr. New Comer (SP)")
    assert (found["leader"], found["leader_name"]) == (None, "New Comer")
    assert found["party"]["id"] == sp.pk
    assert "add it" in found["note"]


def test_unknown_party_keeps_its_name(sp: Party) -> None:
    member("ST Hasan", sp)
    found = row("ST Hasan (XYZ)")
    assert (found["party"], found["party_name"]) == (None, "XYZ")
    assert "XYZ" in found["note"]


def test_abbreviation_of_two_parties_is_left_to_the_editor() -> None:
    factories.PartyFactory(name="One Party", abbreviation="NPP")
    factories.PartyFactory(name="Two Party", abbreviation="NPP")
    found = row("No one from NPP")
    assert found["party"] is None
    assert "One Party" in found["note"]


def test_party_of_which_nobody_came_is_a_row_of_its_own(sp: Party) -> None:
    found = row("No one from SP came")
    assert (found["leader"], found["leader_name"], found["status"]) == (None, "", "absent")
    assert (found["party"]["id"], found["note"]) == (sp.pk, "")


def test_name_in_capitals_is_a_leader_if_no_party_is_called_so() -> None:
    leader = factories.LeaderFactory(name="Vaiko")
    found = row("VAIKO")
    assert found["leader"]["id"] == leader.pk
    assert "party as such" not in found["note"]


def test_leader_who_is_listed_twice_is_noted(sp: Party) -> None:
    member("ST Hasan", sp)
    first, second = rows("ST Hasan (SP)\nS. T. Hasan of SP")
    assert first["note"] == ""
    assert "twice" in second["note"]


def test_queries_do_not_grow_with_the_names(sp: Party) -> None:
    names = [f"Ram {first}opal" for first in "BCDGHJKLMN"]
    for name in names:
        member(name, sp)

    def queries_for(text: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert all(row["leader"] for row in rows(text))
        return len(queries)

    assert queries_for("\n".join(f"{name} (SP)" for name in names)) == 8
    assert queries_for(f"{names[0]} (SP)") == 8
