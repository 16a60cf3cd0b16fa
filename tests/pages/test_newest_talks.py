"""An election with more talks than its tracker has: what its pictures and its card say of them."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.pages import trackers
from coalition.pages.pictures.rendering import SVG_TYPE
from tests.factories import (
    ElectionFactory,
    PartyFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    published,
)
from tests.pages.pictures.drawings import SVG, parsed, words_in
from tests.pages.reading import words_of

pytestmark = pytest.mark.django_db

NOTE = "From the newest 3 talks; there are more."
REGIONS = ("IN-UP", "IN-BR", "IN-GA", "IN-KL", "IN-TN")


@pytest.fixture
def general(monkeypatch: pytest.MonkeyPatch) -> None:
    """With five talks, of which the tracker has three."""
    monkeypatch.setattr(trackers, "_TALKS", 3)
    _general(REGIONS)


def _general(regions: tuple[str, ...], **about: str) -> None:
    election = ElectionFactory(name="General", national=True)
    published(election)
    banyan = PartyFactory(name="Banyan")
    for region in regions:
        talk = SeatSharingTalkFactory(
            election=election, **({"region": region, "title": f"On {region}"} | about)
        )
        SeatPositionFactory(talk=talk, party=banyan)
        published(talk)


def picture(name: str) -> bytes:
    response = Client().get(f"/elections/general/{name}.svg")
    assert response.headers["Content-Type"] == SVG_TYPE
    return response.content


def card() -> str:
    return Client().get("/embed/elections/general/").content.decode()


@pytest.mark.parametrize("name", ["talks", "regions"])
def test_picture_says_that_there_are_more_talks(general: None, name: str) -> None:
    svg = picture(name)
    assert NOTE in words_in(svg)
    described = parsed(svg).findtext(f"{SVG}desc") or ""
    assert described.endswith(f" {NOTE}")


@pytest.mark.parametrize("name", ["talks", "regions"])
def test_picture_of_all_talks_says_nothing_of_others(name: str) -> None:
    _general(REGIONS)
    assert b"there are more" not in picture(name)


def test_card_of_the_newest_talks_leads_to_the_list_and_counts_no_others(
    general: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coalition.pages.embed_cards._TALKS", 2)
    html = card()
    assert '<a href="/seat-sharing/?election=general" rel="noopener">and more</a>' in html
    assert "other" not in words_of(html)


def test_card_that_counts_states_says_of_which_talks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no talk is on a region there is no map, which would say it."""
    monkeypatch.setattr(trackers, "_TALKS", 3)
    _general(REGIONS, region="")
    assert NOTE in words_of(card())


def test_card_of_all_talks_says_nothing_of_more() -> None:
    _general(REGIONS)
    assert "more" not in words_of(card())
