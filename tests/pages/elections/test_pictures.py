"""The pictures of an election say what its page says, and lead into it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.factories import PartyFactory, SeatPositionFactory, published
from tests.pages.elections.general_election import PATH, general, html_of, rows_of, talk_on
from tests.pages.pictures.drawings import words_in

pytestmark = pytest.mark.django_db


def test_picture_of_the_talks_says_what_the_table_says() -> None:
    election = general()
    banyan = PartyFactory(name="Banyan")
    lantern = PartyFactory(name="Lantern", abbreviation="LP")
    talk = talk_on(election, "IN-UP", "UP", parties=[banyan, lantern], total_seats=80)
    SeatPositionFactory(talk=talk, party=banyan, seats=21)
    SeatPositionFactory(talk=talk, party=lantern, to_party=banyan, position="offers", seats=12)
    SeatPositionFactory(talk=talk, party=banyan, position="agrees", seats=17)
    for record in (election, talk):
        published(record)
    drawn = words_in(Client().get(f"{PATH}talks.svg").content)
    said = rows_of(html_of(), "up")
    assert {"Uttar Pradesh", "Banyan", "Lantern", "21", "12", "by LP", "17"} <= set(drawn)
    for word in ("Uttar Pradesh", "Banyan", "Lantern", "21", "12 by LP", "17"):
        assert word in said


def test_every_tile_with_a_talk_leads_to_it_in_the_page() -> None:
    election = general()
    for region in ("IN-UP", "IN-BR"):
        published(talk_on(election, region, f"On {region}"))
    html = html_of()
    picture = html.partition('id="picture-regions"')[2].partition("</figure>")[0]
    targets = set(re.findall(r'href="#([^"]+)"', picture))
    assert targets == {"talk-on-in-up", "talk-on-in-br"}
    assert all(f'id="{target}"' in html for target in targets)


def test_tile_in_a_file_leads_to_the_page_itself() -> None:
    election = general()
    published(talk_on(election, "IN-UP", "UP"))
    svg = Client().get(f"{PATH}regions.svg").content.decode()
    assert re.findall(r'<a href="([^"]+)"', svg) == [f"http://localhost:8000{PATH}#talk-up"]


def test_tile_in_a_file_of_then_leads_to_the_page_of_then() -> None:
    election = general()
    for record in (election, talk_on(election, "IN-UP", "UP")):
        published(record, now=datetime(2023, 12, 1, 6, tzinfo=UTC))
    svg = Client().get(f"{PATH}regions.svg?as_of=2023-12-02").content.decode()
    page = f"http://localhost:8000{PATH}?as_of=2023-12-02"
    assert re.findall(r'<a href="([^"]+)"', svg) == [f"{page}#talk-up"]


@pytest.mark.parametrize("name", ["seats", "talks", "regions"])
def test_picture_of_what_is_not_recorded_is_not_there(name: str) -> None:
    published(general())
    assert Client().get(f"{PATH}{name}.svg").status_code == 404


def test_tile_of_several_talks_leads_to_the_newest_which_stands_first() -> None:
    election = general()
    for title, day in (("First round", "2023-11"), ("Second round", "2024-02"), ("Third", None)):
        talk = talk_on(election, "IN-UP", title)
        SeatPositionFactory(talk=talk, party=PartyFactory(), date=day)
        published(talk)
    html = html_of()
    picture = html.partition('id="picture-regions"')[2].partition("</figure>")[0]
    assert set(re.findall(r'href="#([^"]+)"', picture)) == {"talk-second-round"}
    places = [
        html.index(f'<tbody id="talk-{slug}"') for slug in ("second-round", "first-round", "third")
    ]
    assert places == sorted(places)
