"""Facts 11 to 18 of the first report, found again in public: what stood around the dinner."""

from __future__ import annotations

from typing import Any

import pytest

from tests.seed_documents import BEFORE, OTHERS, Document, Public, claim_on, published_seeds

# The database is made only where a test asks for it, and here the fixture asks.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def public(django_db_setup: None, django_db_blocker: Any) -> Public:
    return published_seeds(django_db_blocker)


@pytest.fixture(scope="module")
def dinner(public: Public) -> Document:
    return public.find("meeting", "india-floor-leaders-2023-12-06")


def test_bloc_is_reported_to_have_at_least_twenty_six_parties(public: Public) -> None:
    india = public.find("alliance", "india")
    assert india["reported"] == {"parties": {"count": 26, "qualifier": "at_least"}}
    assert "BJP" in india["purpose"]
    assert claim_on(india, "reported")["paragraph"] == claim_on(india, "purpose")["paragraph"] == 11


def test_bloc_has_only_members_that_the_report_names(public: Public) -> None:
    members = {row["party"]["abbreviation"] for row in public.find("alliance", "india")["members"]}
    assert members == {"INC", "TMC", *OTHERS}


def test_three_rounds_came_before(public: Public) -> None:
    rounds = sorted((m["round"], m) for m in public.of_kind("meeting") if m["round"])
    assert [(n, m["place"]["city"], m["place"]["region"]) for n, m in rounds] == [
        (1, "Patna", "IN-BR"),
        (2, "Bengaluru", "IN-KA"),
        (3, "Mumbai", "IN-MH"),
    ]
    for _number, meeting in rounds:
        assert (meeting["occurrence"], meeting["date"]) == ("held", BEFORE)
        assert {claim["paragraph"] for claim in meeting["claims"]} == {11}


@pytest.mark.parametrize(
    ("region", "winner"), [("IN-RJ", "BJP"), ("IN-MP", "BJP"), ("IN-CG", "BJP"), ("IN-TS", "INC")]
)
def test_four_elections_were_won(public: Public, region: str, winner: str) -> None:
    (election,) = [e for e in public.of_kind("election") if e["region"] == region]
    assert (election["level"], election["polling"]) == ("regional", BEFORE)
    (won,) = [row for row in election["outcomes"] if row["result"] == "won"]
    assert won["party"]["abbreviation"] == winner
    assert claim_on(won)["paragraph"] == 8


def test_sp_was_passed_over_in_seat_sharing(public: Public) -> None:
    talk = public.find("seat_sharing_talk", "congress-sp-seat-sharing")
    assert [party["abbreviation"] for party in talk["parties"]] == ["INC", "SP"]
    assert (talk["status"], talk["positions"]) == ("stalled", [])
    assert claim_on(talk, "status")["paragraph"] == 9


def test_sp_showed_its_displeasure(public: Public) -> None:
    statement = public.find("statement", "sp-displeasure-seat-sharing")
    assert statement["speaker"]["party"]["abbreviation"] == "SP"
    assert statement["stance"] == "displeasure"
    assert statement["about"]["talk"]["slug"] == "congress-sp-seat-sharing"
    assert claim_on(statement)["paragraph"] == 9


def test_three_parties_demand_more_of_the_congress(public: Public) -> None:
    demands = [s for s in public.of_kind("statement") if s["stance"] == "demand"]
    speakers = {demand["speaker"]["party"]["abbreviation"] for demand in demands}
    assert speakers == {"Shiv Sena (UBT)", "JD(U)", "AAP"}
    assert {demand["about"]["party"]["abbreviation"] for demand in demands} == {"INC"}
    claims = {(claim_on(d)["paragraph"], claim_on(d)["attribution"]) for d in demands}
    assert claims == {(10, "leaders of the party")}


def test_joint_rallies_are_planned_again(public: Public, dinner: Document) -> None:
    plan = public.find("statement", "india-joint-rallies-plan")
    assert (plan["stance"], plan["speaker"]["label"]) == ("plan", "sources")
    assert (claim_on(plan)["paragraph"], claim_on(plan)["attribution"]) == (12, "sources")
    assert [statement["id"] for statement in dinner["statements"]] == [plan["id"]]


def test_rally_in_bhopal_was_cancelled(public: Public) -> None:
    rally = public.find("meeting", "india-bhopal-rally-2023-10")
    assert (rally["category"], rally["occurrence"]) == ("rally", "cancelled")
    assert (rally["place"]["city"], rally["place"]["region"]) == ("Bhopal", "IN-MP")
    assert (rally["date"]["edtf"], rally["date"]["label"]) == (
        "[2023-10-01..2023-10-07]",
        "first week of October",
    )
    assert claim_on(rally, "occurrence")["paragraph"] == 12


def test_regional_parties_talk_about_the_lok_sabha(public: Public) -> None:
    talk = public.find("seat_sharing_talk", "regional-parties-lok-sabha-seat-sharing")
    assert (talk["status"], talk["election"]["name"]) == ("ongoing", "Lok Sabha election")
    claim = claim_on(talk, "status")
    assert (claim["paragraph"], claim["attribution"]) == (13, "sources")


def test_every_record_is_published_once(public: Public) -> None:
    assert public.editions == {1}


def test_quotes_are_a_few_words(public: Public) -> None:
    quotes = [
        claim["quote"]
        for kind in ("alliance", "leader", "election", "meeting", "seat_sharing_talk", "statement")
        for document in public.of_kind(kind)
        for claim in _claims_in(document)
        if claim["quote"]
    ]
    assert quotes
    assert max(len(quote.split()) for quote in quotes) <= 6


def _claims_in(value: Any) -> list[Document]:
    if isinstance(value, dict):
        own = value.get("claims") or []
        return own + [c for item in value.values() for c in _claims_in(item)]
    return [c for item in value for c in _claims_in(item)] if isinstance(value, list) else []
