"""The page of a party: names, alliances, leaders; its record over time has tests of its own."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    ElectionFactory,
    ElectionOutcomeFactory,
    LeaderFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    PartyNameFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    StatementFactory,
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
    assert '<p class="native"><bdi lang="hi">बरगद दल</bdi></p>' in html_of("/parties/banyan-party/")


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
    assert section(html, "former-leaders") == "Former leaders1 Bala 2010, until 2020, expelled"


def test_party_says_the_offices_of_its_leaders() -> None:
    party, other = PartyFactory(name="Banyan"), PartyFactory(name="Lantern")
    asha = LeaderFactory(name="Asha")
    PartyMembershipFactory(leader=asha, party=party)
    OfficeFactory(leader=asha, title="President", region="", party=party)
    OfficeFactory(leader=asha, title="Patron", region="", party=other)
    OfficeFactory(leader=asha, title="Treasurer", region="", party=party, until="2012")
    published(asha)
    assert "Asha, President since 2010" in section(html_of("/parties/banyan/"), "leaders")


def test_leader_and_office_whose_end_lies_ahead_are_present_ones() -> None:
    party, asha = PartyFactory(name="Banyan"), LeaderFactory(name="Asha")
    PartyMembershipFactory(leader=asha, party=party, until="2099")
    OfficeFactory(leader=asha, title="President", region="", party=party, until="2099-05")
    published(asha)
    html = html_of("/parties/banyan/")
    assert "Asha, President 2010, until 2099" in section(html, "leaders")
    assert 'id="former-leaders"' not in html


def test_former_leader_is_not_shown_with_the_office_of_another_party() -> None:
    party, other = PartyFactory(name="Banyan"), PartyFactory(name="Lantern")
    asha = LeaderFactory(name="Asha")
    PartyMembershipFactory(leader=asha, party=party, ended=True)
    PartyMembershipFactory(leader=asha, party=other, since="2021")
    OfficeFactory(leader=asha, title="Chief Minister")
    published(asha)
    assert "Chief Minister" not in section(html_of("/parties/banyan/"), "former-leaders")


def test_holder_of_a_party_office_is_a_leader_without_a_recorded_membership() -> None:
    party, asha = PartyFactory(name="Banyan"), LeaderFactory(name="Asha")
    OfficeFactory(leader=asha, title="President", region="", party=party, since="2019")
    published(asha)
    assert section(html_of("/parties/banyan/"), "leaders") == "Leaders1 Asha, President since 2019"


def test_list_of_leaders_of_a_party_has_those_that_its_page_has() -> None:
    """The page leads there when it has no room for all of them."""
    party, asha, bala = PartyFactory(name="Banyan"), LeaderFactory(name="Asha"), LeaderFactory()
    PartyMembershipFactory(leader=bala, party=party)
    OfficeFactory(leader=asha, title="President", region="", party=party)
    for leader in (asha, bala):
        published(leader)
    assert "Asha" in section(html_of("/parties/banyan/"), "leaders")
    assert "Asha" in read("/leaders/?party=banyan")


def test_party_shows_its_alliances_the_present_one_first() -> None:
    party = PartyFactory(name="Banyan")
    old, new = AllianceFactory(name="Old Front"), AllianceFactory(name="Broad Front")
    AllianceMembershipFactory(alliance=old, party=party, since="2004", ended=True)
    AllianceMembershipFactory(alliance=new, party=party)
    for alliance in (old, new):
        published(alliance)
    said = section(html_of("/parties/banyan/"), "alliances")
    assert said.index("Broad Front") < said.index("Old Front")
    assert "since 18 July 2023" in said
    assert "Ended2004, until January 2024, left" in said


def test_alliance_that_the_party_will_leave_has_not_ended() -> None:
    party, front = PartyFactory(name="Banyan"), AllianceFactory(name="Broad Front")
    AllianceMembershipFactory(alliance=front, party=party, until="2099-01")
    published(front)
    assert "Ended" not in section(html_of("/parties/banyan/"), "alliances")


def test_party_says_what_split_off_from_it() -> None:
    party = PartyFactory(name="Banyan")
    published(PartyFactory(name="Sapling", split_from=party))
    assert "Split off from it Sapling" in read("/parties/banyan/")
    assert "Split from Banyan" in read("/parties/sapling/")


def test_party_shows_its_own_seats_in_its_talks() -> None:
    party, other = PartyFactory(name="Banyan"), PartyFactory(name="Lantern", abbreviation="LP")
    talk = SeatSharingTalkFactory(title="Eighty seats", parties=[party, other], total_seats=80)
    SeatPositionFactory(talk=talk, party=party, seats=20)
    SeatPositionFactory(talk=talk, party=other, seats=65)
    SeatPositionFactory(talk=talk, party=other, to_party=party, position="offers", seats=12)
    published(talk)
    said = section(html_of("/parties/banyan/"), "talks")
    assert said.endswith("Claims 20; Is offered 12 by LP; of 80 seats in all.")


def test_party_shows_its_part_of_a_single_seat() -> None:
    party = PartyFactory(name="Banyan")
    talk = SeatSharingTalkFactory(title="One seat", parties=[party], total_seats=1)
    SeatPositionFactory(talk=talk, party=party, seats=1)
    published(talk)
    said = section(html_of("/parties/banyan/"), "talks")
    assert said.endswith("Claims 1; of 1 seat in all.")


def test_party_with_a_position_has_the_talks_that_its_list_has() -> None:
    """Whether or not it is named among those that talk, and as whoever claims or is offered."""
    party, other = PartyFactory(name="Banyan"), PartyFactory(name="Lantern", abbreviation="LP")
    talks = [SeatSharingTalkFactory(title=f"Talk {number}", parties=[other]) for number in range(3)]
    talks[0].parties.add(party)
    SeatPositionFactory(talk=talks[0], party=party, seats=20)
    SeatPositionFactory(talk=talks[1], party=party, seats=21)
    SeatPositionFactory(talk=talks[2], party=other, to_party=party, position="offers", seats=9)
    for talk in talks:
        published(talk)
    said = section(html_of("/parties/banyan/"), "talks")
    assert said.startswith("Seat-sharing talks3 ")
    assert all(words in said for words in ("Claims 20", "Claims 21", "Is offered 9 by LP"))
    listed = read("/seat-sharing/?party=banyan")
    assert all(f"Talk {number}" in listed for number in range(3))


def test_party_shows_its_statements() -> None:
    party = PartyFactory(name="Banyan")
    published(StatementFactory(title="More seats", speaker_party=party))
    assert "More seats" in section(html_of("/parties/banyan/"), "statements")


def test_party_shows_how_it_came_out_of_elections() -> None:
    election = ElectionFactory(name="Assembly")
    ElectionOutcomeFactory(
        election=election, party=PartyFactory(name="Banyan"), result="lost", seats=69
    )
    published(election)
    assert section(html_of("/parties/banyan/"), "elections").endswith("Lost: 69 seats.")
