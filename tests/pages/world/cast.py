"""Who acts in the world: parties, leaders, alliances and elections, with all that each can have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AllianceNameFactory,
    ClaimFactory,
    ElectionFactory,
    ElectionOutcomeFactory,
    LeaderFactory,
    LeaderNameFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    PartyNameFactory,
)

#: As long as names get, with and without places to break them at.
LONG_PARTY = "Akhil Bharatiya Samyukta Lokatantrik Jana Morcha (Navanirmana-Punarutthana)"
LONG_LEADER = "Thirunavukkarasanarasimhavarahabhattaraka Venkatasubramanianrajan"
LONG_WORD = "https://example.org/" + "resolution-on-the-sharing-of-seats" * 4

#: Name, abbreviation, colour. The first eleven stay in the alliance.
PARTIES = (
    ("Banyan Party", "BP", "#19aaed"),
    ("Lantern Congress", "LC", "#f97d09"),
    ("Plough Front", "PF", "#138808"),
    ("Kite Dal", "KD", "#d91f26"),
    (LONG_PARTY, "ABSLJM(NP)", "#6b3fa0"),
    ("Harbour League", "HL", ""),
    ("Drum and Reed", "DR", "#ffff00"),
    ("Anchor Kazhagam", "AK", "#000000"),
    ("Mango Grove", "MG", "#ffffff"),
    ("Wheel Samaj", "WS", "#8b4513"),
    ("Comet Parishad", "CP", "#123456"),
    ("Falcon Sena", "FS", "#ff6f00"),
    ("Heron Party", "HP", ""),
    ("Monsoon Union", "MU", "#20b2aa"),
)

#: One name in each script that readers meet, the one in Urdu from right to left.
SCRIPTS = (
    ("hi", "बरगद पार्टी"),
    ("ta", "ஆலமரக் கட்சி"),
    ("ml", "ആൽമരം പാർട്ടി"),
    ("bn", "বটগাছ পার্টি"),
    ("ur", "برگد پارٹی"),
)

LEADERS = (
    ("Asha Rao", "hi", "आशा राव"),
    ("Bashir Ahmad", "ur", "بشیر احمد"),
    ("Chitra Devi", "bn", "চিত্রা দেবী"),
    ("Dinesh Selvam", "ta", "தினேஷ் செல்வம்"),
    (LONG_LEADER, "ml", "തിരുനാവുക്കരശനരസിംഹവരാഹഭട്ടാരകൻ"),
    ("Esther Kurian", "", ""),
    ("Farid Khan", "", ""),
    ("Gita Sen", "", ""),
    ("Hari Om", "", ""),
    ("Iqbal Singh", "", ""),
    ("Jaya Menon", "", ""),
    ("Kiran Das", "", ""),
)


@dataclass(frozen=True)
class Cast:
    parties: list[Any]
    leaders: list[Any]
    alliance: Any
    former_alliance: Any
    election: Any
    elections: list[Any]

    def records(self) -> list[Any]:
        alliances = [self.alliance, self.former_alliance]
        return [*self.parties, *self.leaders, *alliances, *self.elections]


def gather(report: Callable[..., Any]) -> Cast:
    """`report` makes a claim whose source is one of the world's few."""
    parties = [_party(*row) for row in PARTIES]
    _describe(parties, report)
    leaders = [_leader(number, parties[number]) for number in range(len(LEADERS))]
    _describe_leader(leaders[0], parties, report)
    alliance = _alliance(parties, report)
    former = AllianceFactory(
        name="Eastern Compact", abbreviation="EC", formed="2004", dissolved="2009-05"
    )
    AllianceMembershipFactory(alliance=former, party=parties[0], since="2004", until="2009-05")
    return Cast(
        parties=parties,
        leaders=leaders,
        alliance=alliance,
        former_alliance=former,
        **_elections(parties, alliance, report),
    )


def _party(name: str, abbreviation: str, colour: str) -> Any:
    return PartyFactory(name=name, abbreviation=abbreviation, colour=colour)


def _describe(parties: list[Any], report: Callable[..., Any]) -> None:
    banyan, *_, heron, monsoon = parties
    banyan.wikidata_id, banyan.founded = "Q10225", "1885-12-28"
    banyan.summary = f"An *old* party.\n\n- one\n- two\n\nSee [its resolution]({LONG_WORD})."
    banyan.split_from = heron
    banyan.save()
    monsoon.dissolved = "2021"
    monsoon.save()
    for language, name in SCRIPTS:
        PartyNameFactory(party=banyan, name=name, kind="native_script", language=language)
    PartyNameFactory(party=banyan, name="Banyan", kind="alias")
    PartyNameFactory(
        party=banyan, name="National Banyan League", kind="former", since="1885", until="1969"
    )
    report(party=banyan, field="founded", value="1885")


def _leader(number: int, party: Any) -> Any:
    name, language, native = LEADERS[number]
    leader = LeaderFactory(name=name)
    if native:
        LeaderNameFactory(leader=leader, name=native, kind="native_script", language=language)
    PartyMembershipFactory(leader=leader, party=party)
    return leader


def _describe_leader(asha: Any, parties: list[Any], report: Callable[..., Any]) -> None:
    asha.wikidata_id, asha.summary = "Q1156", "A *long-serving* leader."
    asha.save()
    LeaderNameFactory(leader=asha, name="Asha Devi Rao", kind="alias")
    earlier = PartyMembershipFactory(leader=asha, party=parties[12], since="1999", until="2010")
    report(party_membership=earlier)
    report(office=OfficeFactory(leader=asha))
    OfficeFactory(leader=asha, title="President", region="", party=parties[0], since="2019")
    OfficeFactory(
        leader=asha, title="Member of the Lok Sabha", region="", since="1998", until="2004-05"
    )


def _alliance(parties: list[Any], report: Callable[..., Any]) -> Any:
    alliance = AllianceFactory(
        name="People’s Front for Development",
        abbreviation="PFD",
        slug="front",
        sized=True,
        formed="2023-07-18",
        purpose="To stand together against the government.",
        summary="It was announced in *Bengaluru*.",
    )
    AllianceNameFactory(
        alliance=alliance, name="जन विकास मोर्चा", kind="native_script", language="hi"
    )
    for party in parties[:11]:
        report(alliance_membership=AllianceMembershipFactory(alliance=alliance, party=party))
    for party, ending in ((parties[11], "left"), (parties[12], "expelled")):
        AllianceMembershipFactory(alliance=alliance, party=party, until="2023-11", ending=ending)
    return alliance


def _elections(parties: list[Any], alliance: Any, report: Callable[..., Any]) -> dict[str, Any]:
    tracked = ElectionFactory(
        name="Lok Sabha election", national=True, summary="The *next* general election."
    )
    won = ElectionFactory(name="Rajasthan assembly election", total_seats=200)
    outcomes = ((parties[11], "won", 115), (parties[0], "lost", 69), (parties[4], "largest", None))
    for party, result, seats in outcomes:
        outcome = ElectionOutcomeFactory(election=won, party=party, result=result, seats=seats)
        report(outcome=outcome, quote="emerged victorious")
    ElectionOutcomeFactory(election=won, of_alliance=True, alliance=alliance, result="lost")
    bare = ElectionFactory(name="Ward election", level="local", body="", region="", polling=None)
    ClaimFactory(election=bare)
    return {"election": tracked, "elections": [tracked, won, bare]}
