"""The eighteen facts of the seed report, as readers find them on the public pages."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client

from tests.pages.reading import read, section

DINNER = "/meetings/india-floor-leaders-2023-12-06/"
NEXT = "/meetings/india-leaders-2023-12-third-week/"

#: number of the fact, page, words on it
FACTS = [
    (1, DINNER, "New Delhi. Published 6 December 2023, 21:41 IST."),
    (2, DINNER, "17 parties reported, 16 named"),
    (2, DINNER, "16 parties, 27 leaders"),
    (2, DINNER, "When 6 December 2023"),
    (3, DINNER, "Host Mallikarjun Kharge"),
    (3, DINNER, "Residence of Mallikarjun Kharge"),
    (4, DINNER, "about 7 pm IST for 1 hour"),
    (5, DINNER, "To coordinate better against the BJP ahead of the Lok Sabha elections."),
    (9, NEXT, "Third week of December 2023 some day from 15 to 21 December 2023"),
    (9, NEXT, "What came before INDIA floor leaders meet over dinner"),
    (9, DINNER, "What comes next INDIA's top leaders to meet"),
    (10, "/leaders/mamata-banerjee/", "Chief Minister of West Bengal"),
    (11, "/alliances/india/", "At least 26 parties reported"),
    (12, "/meetings/india-round-1-patna/", "Before 6 December 2023"),
    (12, "/meetings/india-round-2-bengaluru/", "Before 6 December 2023"),
    (12, "/meetings/india-round-3-mumbai/", "Before 6 December 2023"),
    (13, "/elections/rajasthan-assembly-2023/", "Bharatiya Janata Party Won"),
    (13, "/elections/madhya-pradesh-assembly-2023/", "Bharatiya Janata Party Won"),
    (13, "/elections/chhattisgarh-assembly-2023/", "Bharatiya Janata Party Won"),
    (13, "/elections/telangana-assembly-2023/", "Indian National Congress Won"),
    (14, "/seat-sharing/congress-sp-seat-sharing/", "What was said Displeasure"),
    (15, "/statements/ss-ubt-demand-regional-allies/", "Who said it Shiv Sena (Uddhav"),
    (15, "/statements/jdu-demand-regional-allies/", "Who said it Janata Dal (United)"),
    (15, "/statements/aap-demand-regional-allies/", "Who said it Aam Aadmi Party"),
    (15, "/statements/ss-ubt-demand-regional-allies/", "Statements Demand"),
    (16, "/statements/india-joint-rallies-plan/", "Statements Plan"),
    (16, "/statements/india-joint-rallies-plan/", "Who said it Sources"),
    (17, "/meetings/india-bhopal-rally-2023-10/", "Cancelled This meeting was called off"),
    (17, "/meetings/india-bhopal-rally-2023-10/", "some day from 1 to 7 October 2023"),
    (18, "/seat-sharing/regional-parties-lok-sabha-seat-sharing/", "according to sources"),
]
#: Facts 6 and 7: who came, by party.
CAME = {
    "Indian National Congress": [
        "Mallikarjun Kharge, Congress president",
        "Rahul Gandhi, former",
        "Adhir Ranjan Chowdhury, leader in Lok Sabha",
        "Pramod Tiwari, deputy leader in Rajya Sabha",
        "K C Venugopal, general secretary",
        "Jairam Ramesh, general secretary",
        "Gaurav Gogoi",
        "Naseer Hussain",
        "Rajani Patil",
    ],
    "Jharkhand Mukti Morcha": ["Mahua Majhi"],
    "Marumalarchi Dravida Munnetra Kazhagam": ["Vaiko"],
    "Revolutionary Socialist Party": ["N K Premchandran"],
    "Communist Party of India CPI": ["Binoy Viswam"],
    "Janata Dal (United)": ["Lalan Singh"],
    "Samajwadi Party": ["Ram Gopal Yadav", "Hasan", "Javed Ali Khan"],
    "Rashtriya Lok Dal": ["Jayant Chaudhary"],
    "Nationalist Congress Party": ["Vandana Chavan"],
    "Aam Aadmi Party": ["Raghav Chadha"],
    "Dravida Munnetra Kazhagam DMK": ["Tiruchi Siva", "Baalu"],
    "Communist Party of India (Marxist)": ["Elamaram Kareem"],
    "Rashtriya Janata Dal": ["Faiyaz Ahmad"],
    "Kerala Congress (M)": ["Jose K Mani"],
    "National Conference": ["Hasnain Masoodi"],
    "Indian Union Muslim League": ["Mohd Basheer"],
}


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seeds() -> None:
    call_command("load_seeds", verbosity=0)


def html_of(path: str) -> str:
    return Client().get(path).content.decode()


def test_facts_are_found_on_their_pages() -> None:
    missing = [fact for fact in FACTS if fact[2] not in read(fact[1])]
    assert missing == []


def test_everybody_who_came_stands_under_their_party() -> None:
    came = section(html_of(DINNER), "came")
    places = [came.index(party) for party in CAME]
    ends = [*sorted(places)[1:], len(came)]
    for party, leaders in CAME.items():
        start = came.index(party)
        group = came[start : next(end for end in ends if end > start)]
        for leader in leaders:
            assert leader in group, party


def test_absent_party_has_no_reason_and_it_is_said_who_gave_none() -> None:
    absent = section(html_of(DINNER), "absent")
    assert absent.endswith(
        "All India Trinamool Congress TMC No reason was given, according to party sources."
    )
    assert "Trinamool" not in section(html_of(DINNER), "came")


def test_expected_leader_is_attributed() -> None:
    expected = section(html_of(NEXT), "expected")
    assert "Mamata Banerjee, West Bengal Chief Minister According to party sources." in expected


def test_every_leader_named_leads_to_a_paragraph() -> None:
    html = html_of(DINNER)
    came = html[html.index('id="came"') : html.index('id="absent"')]
    assert came.count('href="/leaders/') == 27
    assert came.count('class="why"') >= 27


def test_rounds_before_the_dinner_are_its_past_and_have_none_but_one_another() -> None:
    assert section(html_of(DINNER), "series").startswith(
        "Before and after Earlier meetings of INDIA Third round of INDIA's talks, in Mumbai"
    )
    assert section(html_of("/meetings/india-round-1-patna/"), "series").startswith(
        "Before and after What comes next Second round of INDIA's talks, in Bengaluru"
    )
    assert "Before and after" not in read("/meetings/india-bhopal-rally-2023-10/")


def test_absent_party_keeps_the_absence_in_its_own_record() -> None:
    assert "No reason was given, according to party sources." in section(
        html_of("/parties/tmc/"), "absent"
    )
