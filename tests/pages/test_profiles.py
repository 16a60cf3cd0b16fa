"""The pages of parties, leaders, alliances and elections, of talks and of statements."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.pages import appearances
from coalition.publishing import withdraw
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ClaimFactory,
    ElectionFactory,
    ElectionOutcomeFactory,
    LeaderFactory,
    MeetingFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    PartyNameFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    alice,
    published,
)
from tests.pages.reading import read, section

pytestmark = pytest.mark.django_db


def html_of(path: str) -> str:
    return Client().get(path).content.decode()


def test_party_says_its_names_with_their_language() -> None:
    party = PartyFactory(name="Banyan Party", abbreviation="BP", founded="1885-12-28")
    PartyNameFactory(party=party, name="बरगद दल", kind="native_script", language="hi")
    PartyNameFactory(party=party, name="Tree Party", kind="former")
    published(party)
    assert "Banyan Party BP" in read("/parties/banyan-party/")
    assert "28 December 1885" in read("/parties/banyan-party/")
    assert "Tree Party formerly" in read("/parties/banyan-party/")
    assert '<p class="native" lang="hi">बरगद दल</p>' in html_of("/parties/banyan-party/")


def test_party_colour_is_shown_without_an_inline_style() -> None:
    published(PartyFactory(name="Banyan", coloured=True))
    html = html_of("/parties/banyan/")
    assert 'fill="#19aaed"' in html
    assert "style=" not in html


def test_party_shows_present_and_former_leaders_apart() -> None:
    party = PartyFactory(name="Banyan")
    asha, bala = LeaderFactory(name="Asha"), LeaderFactory(name="Bala")
    PartyMembershipFactory(leader=asha, party=party)
    PartyMembershipFactory(leader=bala, party=party, ended=True)
    for leader in (asha, bala):
        published(leader)
    html = html_of("/parties/banyan/")
    assert section(html, "leaders") == "Leaders1 Asha since 2010"
    assert section(html, "former-leaders") == "Former leaders Bala 2010, until 2020, expelled"


def test_party_shows_the_alliances_it_belongs_to() -> None:
    alliance = AllianceFactory(name="Broad Front")
    AllianceMembershipFactory(alliance=alliance, party=PartyFactory(name="Banyan"))
    published(alliance)
    assert "Alliances Broad Front since 18 July 2023" in read("/parties/banyan/")


def test_statuses_of_a_party_are_never_mixed() -> None:
    party = PartyFactory(name="Banyan")
    for status in ("attended", "absent", "expected", "invited", "declined"):
        given = {"reason_given": "not_given"} if status in ("absent", "declined") else {}
        meeting = MeetingFactory(title=f"When {status}")
        AttendanceFactory(meeting=meeting, party=party, leader=None, status=status, **given)
        published(meeting)
    html = html_of("/parties/banyan/")
    for status in ("attended", "absent", "expected", "invited", "declined"):
        part = section(html, status)
        assert f"When {status}" in part
        assert part.count("When ") == 1


def test_absence_in_a_record_gives_the_reason() -> None:
    meeting = MeetingFactory(title="Dinner", purpose="To agree.")
    AttendanceFactory(
        meeting=meeting, party=PartyFactory(name="Banyan"), party_level=True, absent=True
    )
    published(meeting)
    part = section(html_of("/parties/banyan/"), "absent")
    assert part.endswith("No reason was given.")
    assert "To agree." not in part


def test_absence_of_one_leader_is_not_their_party_s() -> None:
    party, leader = PartyFactory(name="Banyan"), LeaderFactory(name="Asha")
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(meeting=meeting, party=party, leader=leader, absent=True)
    published(meeting)
    assert "Dinner" not in read("/parties/banyan/")
    assert "Dinner" in section(html_of("/leaders/asha/"), "absent")


def test_long_record_leads_to_the_whole_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appearances, "SHOWN", 2)
    party = PartyFactory(name="Banyan")
    for n in range(3):
        meeting = MeetingFactory(title=f"Dinner {n}", date=f"2023-0{n + 1}-01")
        AttendanceFactory(meeting=meeting, party=party, leader=None)
        published(meeting)
    html = html_of("/parties/banyan/")
    part = section(html, "attended")
    assert part.startswith("Meetings attended3 Dinner 2")
    assert "Dinner 0" not in part
    assert "/meetings/?party=banyan&amp;attendance=attended" in html
    assert "Dinner 0" in read("/meetings/", party="banyan", attendance="attended")


def test_party_shows_its_talks_and_statements() -> None:
    party = PartyFactory(name="Banyan")
    published(SeatSharingTalkFactory(title="Eighty seats", parties=[party]))
    published(StatementFactory(title="More seats", speaker_party=party))
    html = html_of("/parties/banyan/")
    assert "Eighty seats" in section(html, "talks")
    assert "More seats" in section(html, "statements")


def test_leader_shows_party_offices_and_who_says_so() -> None:
    leader = LeaderFactory(name="Asha", summary="A *long* career.")
    PartyMembershipFactory(leader=leader, party=PartyFactory(name="Banyan"), sourced=True)
    OfficeFactory(leader=leader, title="Chief Minister", sourced=True)
    published(leader)
    html = html_of("/leaders/asha/")
    assert "Party Banyan since 2010" in read("/leaders/asha/")
    assert "Offices Chief Minister since 20 May 2011" in read("/leaders/asha/")
    assert "<em>long</em>" in html
    assert "Membership of Banyan" in section(html, "sources")


def test_alliance_shows_reported_and_recorded_size() -> None:
    alliance = AllianceFactory(name="Broad Front", sized=True, purpose="To win.")
    AllianceMembershipFactory(alliance=alliance, party=PartyFactory(name="Banyan"))
    AllianceMembershipFactory(alliance=alliance, party=PartyFactory(name="Gone"), ended=True)
    published(alliance)
    published(MeetingFactory(title="Dinner", alliance=alliance))
    html = html_of("/alliances/broad-front/")
    assert "At least 26 parties reported, 1 recorded" in read("/alliances/broad-front/")
    assert section(html, "members").startswith("Member parties1 Banyan")
    assert "Gone" in section(html, "former-members")
    assert "Dinner" in section(html, "meetings")


def test_election_shows_its_outcome_in_a_table() -> None:
    election = ElectionFactory(name="Assembly", region="IN-RJ")
    ElectionOutcomeFactory(
        election=election, party=PartyFactory(name="Banyan"), seats=115, sourced=True
    )
    published(election)
    html = html_of("/elections/assembly/")
    assert "Region Rajasthan" in read("/elections/assembly/")
    assert '<th scope="row"><a href="/parties/banyan/">Banyan</a></th>' in html
    assert section(html, "outcome").endswith("Banyan Won 115")


def test_election_without_an_outcome_says_so() -> None:
    published(ElectionFactory(name="Assembly"))
    assert "The outcome is not recorded." in read("/elections/assembly/")


def test_talk_shows_positions_in_a_table_with_a_caption() -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats", agreed=True)
    banyan, lantern = PartyFactory(name="Banyan"), PartyFactory(name="Lantern")
    SeatPositionFactory(talk=talk, party=banyan, seats=20)
    SeatPositionFactory(talk=talk, party=lantern, to_party=banyan, position="offers", seats=15)
    SeatPositionFactory(talk=talk, party=lantern, position="agrees", seats=63)
    published(talk)
    html = html_of("/seat-sharing/eighty-seats/")
    part = section(html, "positions")
    assert "<caption" in html
    assert "Banyan claims 20" in part.replace("  ", " ")
    assert "Lantern offers to Banyan 15" in part
    assert "Seats 80 63 of them agreed" in read("/seat-sharing/eighty-seats/")


def test_talk_without_numbers_says_so() -> None:
    published(SeatSharingTalkFactory(title="Eighty seats", stalled=True))
    words = read("/seat-sharing/eighty-seats/")
    assert "Stalled" in words
    assert "No numbers of seats are recorded." in words


def test_statement_shows_speaker_stance_subject_and_source() -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting)
    statement = StatementFactory(title="Rallies", unnamed=True, stance="plan", meeting=meeting)
    ClaimFactory(statement=statement, attribution="an aide", quote="plan rallies")
    published(statement)
    words = read("/statements/rallies/")
    assert "Plan" in words
    assert "sources · 6 December 2023 · according to an aide" in words
    assert "About Meeting Dinner" in words
    assert "plan rallies" in words


def test_withdrawn_meeting_leaves_the_record_of_its_party() -> None:
    party = PartyFactory(name="Banyan")
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    published(meeting)
    meeting.refresh_from_db()
    withdraw(meeting, by=alice(), reason="It never took place.")
    assert "Dinner" not in read("/parties/banyan/")
