"""The tracker of an election's talks: where each stands, and who claims, offers and agrees what."""

from __future__ import annotations

import pytest

from tests.factories import ClaimFactory, PartyFactory, SeatPositionFactory, published
from tests.pages.elections.general_election import general, html_of, rows_of, talk_on
from tests.pages.reading import section

pytestmark = pytest.mark.django_db


def test_tracker_says_where_each_talk_stands() -> None:
    election = general()
    published(talk_on(election, "IN-UP", "On Uttar Pradesh", stalled=True, total_seats=80))
    published(talk_on(election, "IN-BR", "On Bihar", agreed=True))
    said = section(html_of(), "talks")
    assert said.index("Bihar Agreed") < said.index("Uttar Pradesh Stalled")
    assert "80 seats, none agreed yet" in rows_of(html_of(), "on-uttar-pradesh")


def test_tracker_does_not_call_upon_who_says_otherwise() -> None:
    talk = talk_on(general(), "IN-UP", "UP", stalled=True)
    ClaimFactory(talk=talk, field="status", attribution="party sources")
    ClaimFactory(talk=talk, field="status", value="ongoing", attribution="a spokesperson")
    published(talk)
    said = section(html_of(), "talks")
    assert "according to party sources" in said
    assert "a spokesperson" not in said


def test_tracker_keeps_claims_offers_and_agreements_apart() -> None:
    election = general()
    banyan = PartyFactory(name="Banyan")
    lantern = PartyFactory(name="Lantern", abbreviation="LP")
    talk = talk_on(election, "IN-UP", "UP", parties=[banyan, lantern], total_seats=80)
    SeatPositionFactory(talk=talk, party=banyan, seats=20)
    SeatPositionFactory(talk=talk, party=lantern, to_party=banyan, position="offers", seats=12)
    SeatPositionFactory(talk=talk, party=banyan, position="agrees", seats=17)
    published(talk)
    said = rows_of(html_of(), "up")
    assert "Banyan 20 12 by LP 17" in said
    assert said.endswith("Lantern nothing recorded")
    assert "17 of 80 seats agreed" in said


def test_newest_of_several_claims_stands() -> None:
    election = general()
    banyan = PartyFactory(name="Banyan")
    talk = talk_on(election, "IN-UP", "UP", parties=[banyan])
    for seats, date in ((20, "2023-12-01"), (35, None), (28, "2023-12-20")):
        SeatPositionFactory(talk=talk, party=banyan, seats=seats, date=date)
    published(talk)
    assert rows_of(html_of(), "up").endswith("Banyan 28 – –")


def test_agreed_seats_of_one_region_are_counted_once() -> None:
    election = general()
    banyan, lantern = PartyFactory(name="Banyan"), PartyFactory(name="Lantern")
    for title in ("First", "Second"):
        talk = talk_on(election, "IN-UP", title, parties=[banyan, lantern], total_seats=80)
        SeatPositionFactory(talk=talk, party=banyan, position="agrees", seats=17)
        published(talk)
    published(talk_on(election, "IN", "As a whole", total_seats=None))
    other = talk_on(election, "IN-BR", "Bihar", total_seats=40)
    SeatPositionFactory(talk=other, party=lantern, position="agrees", seats=16)
    published(other)
    assert "Agreed so far: 33 of 120 seats in the regions whose seats are recorded." in section(
        html_of(), "talks"
    )


def test_seats_of_the_whole_country_are_not_added_to_those_of_its_regions() -> None:
    election = general()
    published(talk_on(election, "IN", "As a whole", total_seats=543))
    published(talk_on(election, "IN-BR", "Bihar", total_seats=40))
    assert "Agreed so far: 0 of 40 seats" in section(html_of(), "talks")
