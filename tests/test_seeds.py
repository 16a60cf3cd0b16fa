"""The eighteen facts of the first report, found again in what is public."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

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
#: By party: each leader, and the paragraph that names them.
OTHERS = {
    "JMM": {"Mahua Majhi": 4},
    "MDMK": {"Vaiko": 4},
    "RSP": {"N K Premchandran": 4},
    "CPI": {"Binoy Viswam": 4},
    "JD(U)": {"Lalan Singh": 4},
    "SP": {"Ram Gopal Yadav": 4, "ST Hasan": 4, "Javed Ali Khan": 6},
    "RLD": {"Jayant Chaudhary": 4},
    "NCP": {"Vandana Chavan": 5},
    "AAP": {"Raghav Chadha": 5},
    "DMK": {"Tiruchi Siva": 5, "TR Baalu": 6},
    "CPI-M": {"Elamaram Kareem": 6},
    "RJD": {"Faiyaz Ahmad": 6},
    "KC(M)": {"Jose K Mani": 6},
    "NC": {"Hasnain Masoodi": 6},
    "IUML": {"Mohd Basheer": 6},
}
BEFORE = {
    "edtf": "[..2023-12-05]",
    "earliest": None,
    "latest": "2023-12-05",
    "label": "before 6 December 2023",
}

Document = dict[str, Any]


LISTS = (
    "parties",
    "leaders",
    "alliances",
    "elections",
    "meetings",
    "seat-sharing-talks",
    "statements",
)


class Public:
    """Every public document, read page by page from the API as a partner reads it."""

    def __init__(self) -> None:
        self._documents: list[Document] = []
        for name in LISTS:
            address = f"/api/v1/{name}/?limit=20"
            while address:
                answer = Client().get(address)
                assert answer.status_code == 200, address
                page = json.loads(answer.content)
                self._documents += page["results"]
                address = page["next"]
        self.editions = {document["edition"] for document in self._documents}

    def find(self, kind: str, slug: str) -> Document:
        return next(d for d in self.of_kind(kind) if d["slug"] == slug)

    def of_kind(self, kind: str) -> list[Document]:
        return [document for document in self._documents if document["kind"] == kind]


@pytest.fixture(scope="module")
def public(django_db_setup: None, django_db_blocker: Any) -> Public:
    """Loaded once for all; every test reads what the API served."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_seeds", verbosity=0)
        found = Public()
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def dinner(public: Public) -> Document:
    return public.find("meeting", "india-floor-leaders-2023-12-06")


@pytest.fixture(scope="module")
def next_meeting(public: Public) -> Document:
    return public.find("meeting", "india-leaders-2023-12-third-week")


def _claim(owner: Document, field: str | None = None) -> Document:
    """The one claim on a row, or on one field of a record."""
    (claim,) = [claim for claim in owner["claims"] if claim.get("field") == field]
    return claim


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
    assert _claim(dinner, "reported")["paragraph"] == _claim(dinner, "date")["paragraph"] == 1


def test_dinner_was_at_the_residence_of_its_host(dinner: Document) -> None:
    assert dinner["place"] == {
        "venue": "Residence of Mallikarjun Kharge",
        "city": "New Delhi",
        "region": "IN-DL",
    }
    assert _claim(dinner, "place")["paragraph"] == 1
    hosts = [row for row in dinner["attendance"] if row["role"] == "host"]
    assert [row["leader"]["name"] for row in hosts] == ["Mallikarjun Kharge"]
    assert [claim["paragraph"] for claim in hosts[0]["claims"]] == [1, 2]


def test_dinner_began_about_seven_and_lasted_an_hour(dinner: Document) -> None:
    assert dinner["start"] == {"time": "19:00", "timezone": "Asia/Kolkata", "approximate": True}
    assert dinner["duration_minutes"] == 60
    assert _claim(dinner, "start")["paragraph"] == 5
    assert _claim(dinner, "duration_minutes")["paragraph"] == 5


def test_dinner_has_its_purpose(dinner: Document) -> None:
    assert "BJP" in dinner["purpose"]
    assert "Lok Sabha" in dinner["purpose"]
    assert _claim(dinner, "purpose")["paragraph"] == 1


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
            party[row["leader"]["name"]] = _claim(row)["paragraph"]
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
    assert _claim(tmc)["paragraph"] == 7


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
    assert (_claim(row)["paragraph"], _claim(row)["attribution"]) == (7, "party sources")


def test_mamata_banerjee_is_chief_minister(public: Public) -> None:
    (office,) = public.find("leader", "mamata-banerjee")["offices"]
    assert (office["title"], office["region"]) == ("Chief Minister of West Bengal", "IN-WB")
    assert _claim(office)["paragraph"] == 7


def test_bloc_is_reported_to_have_at_least_twenty_six_parties(public: Public) -> None:
    india = public.find("alliance", "india")
    assert india["reported"] == {"parties": {"count": 26, "qualifier": "at_least"}}
    assert "BJP" in india["purpose"]
    assert _claim(india, "reported")["paragraph"] == _claim(india, "purpose")["paragraph"] == 11


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
    assert _claim(won)["paragraph"] == 8


def test_sp_was_passed_over_in_seat_sharing(public: Public) -> None:
    talk = public.find("seat_sharing_talk", "congress-sp-seat-sharing")
    assert [party["abbreviation"] for party in talk["parties"]] == ["INC", "SP"]
    assert (talk["status"], talk["positions"]) == ("stalled", [])
    assert _claim(talk, "status")["paragraph"] == 9


def test_sp_showed_its_displeasure(public: Public) -> None:
    statement = public.find("statement", "sp-displeasure-seat-sharing")
    assert statement["speaker"]["party"]["abbreviation"] == "SP"
    assert statement["stance"] == "displeasure"
    assert statement["about"]["talk"]["slug"] == "congress-sp-seat-sharing"
    assert _claim(statement)["paragraph"] == 9


def test_three_parties_demand_more_of_the_congress(public: Public) -> None:
    demands = [s for s in public.of_kind("statement") if s["stance"] == "demand"]
    speakers = {demand["speaker"]["party"]["abbreviation"] for demand in demands}
    assert speakers == {"Shiv Sena (UBT)", "JD(U)", "AAP"}
    assert {demand["about"]["party"]["abbreviation"] for demand in demands} == {"INC"}
    claims = {(_claim(d)["paragraph"], _claim(d)["attribution"]) for d in demands}
    assert claims == {(10, "leaders of the party")}


def test_joint_rallies_are_planned_again(public: Public, dinner: Document) -> None:
    plan = public.find("statement", "india-joint-rallies-plan")
    assert (plan["stance"], plan["speaker"]["label"]) == ("plan", "sources")
    assert (_claim(plan)["paragraph"], _claim(plan)["attribution"]) == (12, "sources")
    assert [statement["id"] for statement in dinner["statements"]] == [plan["id"]]


def test_rally_in_bhopal_was_cancelled(public: Public) -> None:
    rally = public.find("meeting", "india-bhopal-rally-2023-10")
    assert (rally["category"], rally["occurrence"]) == ("rally", "cancelled")
    assert (rally["place"]["city"], rally["place"]["region"]) == ("Bhopal", "IN-MP")
    assert (rally["date"]["edtf"], rally["date"]["label"]) == (
        "[2023-10-01..2023-10-07]",
        "first week of October",
    )
    assert _claim(rally, "occurrence")["paragraph"] == 12


def test_regional_parties_talk_about_the_lok_sabha(public: Public) -> None:
    talk = public.find("seat_sharing_talk", "regional-parties-lok-sabha-seat-sharing")
    assert (talk["status"], talk["election"]["name"]) == ("ongoing", "Lok Sabha election")
    claim = _claim(talk, "status")
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
