"""Who came to the dinner of the floor leaders, as three paragraphs of a report could list them."""

from __future__ import annotations

from coalition.models import Attendance
from tests import factories

#: What an editor types until the right one is first, the leader, the party, the office.
CAME = (
    ("kharge", "Mallikarjun Kharge", "INC", "Congress president"),
    ("rahul", "Rahul Gandhi", "INC", "former Congress president"),
    ("adhir", "Adhir Ranjan Chowdhury", "INC", "leader in Lok Sabha"),
    ("pramod", "Pramod Tiwari", "INC", "deputy leader in Rajya Sabha"),
    ("venugo", "K C Venugopal", "INC", "general secretary"),
    ("jairam", "Jairam Ramesh", "INC", "general secretary"),
    ("gogoi", "Gaurav Gogoi", "INC", ""),
    ("naseer", "Naseer Hussain", "INC", ""),
    ("rajani", "Rajani Patil", "INC", ""),
    ("majhi", "Mahua Majhi", "JMM", ""),
    ("vaiko", "Vaiko", "MDMK", ""),
    ("premach", "N K Premchandran", "RSP", ""),
    ("binoy", "Binoy Viswam", "CPI", ""),
    ("lalan", "Lalan Singh", "JDU", ""),
    ("ram gopal", "Ram Gopal Yadav", "SP", ""),
    ("st hasan", "ST Hasan", "SP", ""),
    ("javed", "Javed Ali Khan", "SP", ""),
    ("jayant", "Jayant Chaudhary", "RLD", ""),
    ("vandana", "Vandana Chavan", "NCP", ""),
    ("raghav", "Raghav Chadha", "AAP", ""),
    ("tiruchi", "Tiruchi Siva", "DMK", ""),
    ("baalu", "TR Baalu", "DMK", ""),
    ("elamaram", "Elamaram Kareem", "CPI-M", ""),
    ("faiyaz", "Faiyaz Ahmad", "RJD", ""),
    ("jose", "Jose K Mani", "KC(M)", ""),
    ("masoodi", "Hasnain Masoodi", "NC", ""),
    ("basheer", "Mohd Basheer", "IUML", ""),
)
PARTIES = {
    "INC": "Indian National Congress",
    "JMM": "Jharkhand Mukti Morcha",
    "MDMK": "Marumalarchi Dravida Munnetra Kazhagam",
    "RSP": "Revolutionary Socialist Party",
    "CPI": "Communist Party of India",
    "JDU": "Janata Dal (United)",
    "SP": "Samajwadi Party",
    "RLD": "Rashtriya Lok Dal",
    "NCP": "Nationalist Congress Party",
    "AAP": "Aam Aadmi Party",
    "DMK": "Dravida Munnetra Kazhagam",
    "CPI-M": "Communist Party of India (Marxist)",
    "RJD": "Rashtriya Janata Dal",
    "KC(M)": "Kerala Congress (M)",
    "NC": "Jammu and Kashmir National Conference",
    "IUML": "Indian Union Muslim League",
    "TMC": "All India Trinamool Congress",
}
#: What is pasted, with the number of its paragraph.
PARAGRAPHS = (
    (
        "3",
        "Mallikarjun Kharge (INC, Congress president)\n"
        "Rahul Gandhi (INC, former Congress president)\n"
        "Adhir Ranjan Chowdhury (INC, leader in Lok Sabha)\n"
        "Pramod Tiwari (INC, deputy leader in Rajya Sabha)\n"
        "K C Venugopal (INC, general secretary)\n"
        "Jairam Ramesh (INC, general secretary)",
    ),
    (
        "4",
        "Vaiko (MDMK), Mahua Majhi (JMM), Lalan Singh (JDU), Binoy Viswam (CPI), "
        "N K Premchandran (RSP), ST Hasan, Javed Ali Khan and Ram Gopal Yadav of SP, "
        "Vandana Chavan (NCP), Jayant Chaudhary (RLD), Raghav Chadha (AAP)",
    ),
    (
        "5",
        "Rajani Patil, Naseer Hussain and Gaurav Gogoi of INC; TR Baalu and Tiruchi Siva of DMK; "
        "Faiyaz Ahmad (RJD); Elamaram Kareem (CPI-M); Hasnain Masoodi (NC); Mohd Basheer (IUML); "
        "Jose K Mani (KC(M))",
    ),
)


def record_parties() -> None:
    for abbreviation, name in PARTIES.items():
        factories.PartyFactory(name=name, abbreviation=abbreviation)


def record_leaders() -> None:
    """With the party and the office in which each came."""
    parties = {
        abbreviation: factories.PartyFactory(name=name, abbreviation=abbreviation)
        for abbreviation, name in PARTIES.items()
    }
    for _typed, name, abbreviation, office in CAME:
        leader = factories.LeaderFactory(name=name)
        factories.PartyMembershipFactory(leader=leader, party=parties[abbreviation], since="2019")
        if office:
            factories.OfficeFactory(leader=leader, title=office, region="", since="2023-01")


def recorded() -> list[tuple[str, str, str]]:
    """Name, party and description of every leader who has a row."""
    rows = Attendance.objects.exclude(leader=None).select_related("leader", "party")
    return sorted((row.leader.name, row.party.abbreviation, row.described_as) for row in rows)


FACTS = sorted((name, party, office) for _typed, name, party, office in CAME)
