"""Facts 1 to 10 of the first report, found again in public: the dinner, and what was to follow."""

from __future__ import annotations

from typing import Any

import pytest

from tests.seed_documents import BEFORE, OTHERS, Document, Public, claim_on, published_seeds

# The database is made only where a test asks for it, and here the fixture asks.
pytestmark = pytest.mark.django_db

CONGRESS = {
    "Mallikarjun Kharge": "Congress president",
    "Rahul Gandhi": "former party chief",
    "Adhir Ranjan Chowdhury": "leader in Lok Sabha",
    "Pramod Tiwari": "deputy leader in Rajya Sabha",
    "K C Venugopal": "general secretary",
    "Jairam Ramesh": "general secretary",
    "Gaurav Gogoi": None,
    "Naseer Hussain": None,
    "Rajani Patil": None,
}


@pytest.fixture(scope="module")
def public(django_db_setup: None, django_db_blocker: Any) -> Public:
    return published_seeds(django_db_blocker)


@pytest.fixture(scope="module")
def dinner(public: Public) -> Document:
    return public.find("meeting", "india-floor-leaders-2023-12-06")


@pytest.fixture(scope="module")
def next_meeting(public: Public) -> Document:
    return public.find("meeting", "india-leaders-2023-12-third-week")


def _row(document: Document, name: str) -> Document:
    return next(row for row in document["attendance"] if (row["leader"] or {}).get("name") == name)


def test_report_is_the_source_of_every_document(public: Public, dinner: Document) -> None:
    (source,) = dinner["sources"]
    assert (source["place"], source["published_at"], source["updated_at"], source["publisher"]) == (
        "New Delhi",
        "2023-12-06T16:11:00Z",
        "2023-12-06T16:11:00Z",
        None,
    )
    cited = {
        source["id"]
        for kind in ("alliance", "leader", "election", "meeting", "seat_sharing_talk", "statement")
        for document in public.of_kind(kind)
        for source in document["sources"]
    }
    assert cited == {source["id"]}


def test_dinner_has_seventeen_parties_reported_and_sixteen_named(dinner: Document) -> None:
    assert dinner["category"] == "floor_leaders"
    assert (dinner["occurrence"], dinner["date"]["edtf"]) == ("held", "2023-12-06")
    assert dinner["alliance"]["abbreviation"] == "INDIA"
    assert dinner["reported"] == {
        "parties": {"count": 17, "qualifier": "exactly"},
        "leaders": None,
    }
    assert dinner["recorded"] == {"parties": 16, "leaders": 27}
    assert claim_on(dinner, "reported")["paragraph"] == claim_on(dinner, "date")["paragraph"] == 1


def test_dinner_was_at_the_residence_of_its_host(dinner: Document) -> None:
    assert dinner["place"] == {
        "venue": "Residence of Mallikarjun Kharge",
        "city": "New Delhi",
        "region": "IN-DL",
    }
    assert claim_on(dinner, "place")["paragraph"] == 1
    hosts = [row for row in dinner["attendance"] if row["role"] == "host"]
    assert [row["leader"]["name"] for row in hosts] == ["Mallikarjun Kharge"]
    assert [claim["paragraph"] for claim in hosts[0]["claims"]] == [1, 2]


def test_dinner_began_about_seven_and_lasted_an_hour(dinner: Document) -> None:
    assert dinner["start"] == {"time": "19:00", "timezone": "Asia/Kolkata", "approximate": True}
    assert dinner["duration_minutes"] == 60
    assert claim_on(dinner, "start")["paragraph"] == 5
    assert claim_on(dinner, "duration_minutes")["paragraph"] == 5


def test_dinner_has_its_purpose(dinner: Document) -> None:
    assert "BJP" in dinner["purpose"]
    assert "Lok Sabha" in dinner["purpose"]
    assert claim_on(dinner, "purpose")["paragraph"] == 1


def test_dinner_names_nine_leaders_of_the_congress_as_described(dinner: Document) -> None:
    rows = [row for row in dinner["attendance"] if row["party"]["abbreviation"] == "INC"]
    assert {row["leader"]["name"]: row["described_as"] for row in rows} == CONGRESS
    assert {row["status"] for row in rows} == {"attended"}
    assert {c["paragraph"] for row in rows[6:] for c in row["claims"]} == {5}


def test_leaders_of_the_congress_have_their_offices(public: Public) -> None:
    offices = {
        leader["name"]: (row["title"], row["party"]["abbreviation"], row["until"])
        for leader in public.of_kind("leader")
        for row in leader["offices"]
        if row["party"]
    }
    assert offices == {
        "Mallikarjun Kharge": ("President of the Congress", "INC", None),
        "Rahul Gandhi": ("President of the Congress", "INC", BEFORE),
        "Adhir Ranjan Chowdhury": ("Leader of the Congress in the Lok Sabha", "INC", None),
        "Pramod Tiwari": ("Deputy leader of the Congress in the Rajya Sabha", "INC", None),
        "K C Venugopal": ("General secretary of the Congress", "INC", None),
        "Jairam Ramesh": ("General secretary of the Congress", "INC", None),
    }


def test_dinner_names_eighteen_leaders_of_fifteen_other_parties(dinner: Document) -> None:
    named: dict[str, dict[str, int]] = {}
    for row in dinner["attendance"]:
        if row["leader"] and row["party"]["abbreviation"] != "INC":
            assert row["status"] == "attended"
            party = named.setdefault(row["party"]["abbreviation"], {})
            party[row["leader"]["name"]] = claim_on(row)["paragraph"]
    assert named == OTHERS


def test_nobody_of_the_tmc_came_and_no_reason_was_given(dinner: Document) -> None:
    (row,) = [row for row in dinner["attendance"] if row["leader"] is None]
    assert (row["party"]["abbreviation"], row["status"]) == ("TMC", "absent")
    assert (row["reason"], row["reason_given"]) == (None, "not_given")
    assert [(claim["paragraph"], claim["attribution"]) for claim in row["claims"]] == [
        (7, None),
        (7, "party sources"),
    ]


def test_tmc_belongs_to_the_bloc(public: Public) -> None:
    members = public.find("alliance", "india")["members"]
    (tmc,) = [row for row in members if row["party"]["abbreviation"] == "TMC"]
    assert claim_on(tmc)["paragraph"] == 7


def test_next_meeting_follows_in_the_third_week(dinner: Document, next_meeting: Document) -> None:
    assert next_meeting["occurrence"] == "tentative"
    assert next_meeting["date"] == {
        "edtf": "[2023-12-15..2023-12-21]",
        "earliest": "2023-12-15",
        "latest": "2023-12-21",
        "label": "third week of December",
    }
    assert next_meeting["follows"]["id"] == dinner["id"]
    dated = [claim for claim in next_meeting["claims"] if claim["field"] == "date"]
    assert [(claim["paragraph"], claim["attribution"]) for claim in dated] == [
        (2, None),
        (7, "party sources"),
    ]


def test_mamata_banerjee_is_expected_there(next_meeting: Document) -> None:
    row = _row(next_meeting, "Mamata Banerjee")
    assert (row["party"]["abbreviation"], row["status"]) == ("TMC", "expected")
    assert row["described_as"] == "West Bengal Chief Minister"
    assert (claim_on(row)["paragraph"], claim_on(row)["attribution"]) == (7, "party sources")


def test_mamata_banerjee_is_chief_minister(public: Public) -> None:
    (office,) = public.find("leader", "mamata-banerjee")["offices"]
    assert (office["title"], office["region"]) == ("Chief Minister of West Bengal", "IN-WB")
    assert claim_on(office)["paragraph"] == 7
