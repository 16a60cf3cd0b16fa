"""What the data block of an election means, and that of talks on its seats."""

from __future__ import annotations

import pytest

from tests.factories import ElectionFactory, PartyFactory, SeatSharingTalkFactory, published
from tests.pages.structured_data.blocks import node

pytestmark = pytest.mark.django_db


def test_election_is_an_event_on_its_polling_day() -> None:
    published(ElectionFactory(name="Polls", slug="polls"))
    found = node("/elections/polls/", "Event")
    assert found["startDate"] == "2023-11-25"
    assert found["location"]["name"] == "Rajasthan"


def test_election_of_some_time_in_a_year_has_no_day() -> None:
    published(ElectionFactory(name="Polls", slug="polls", national=True))
    assert "startDate" not in node("/elections/polls/", "Event")


def test_page_of_talks_is_about_their_parties_and_their_election() -> None:
    talk = SeatSharingTalkFactory(
        title="Talks", slug="talks", for_election=True, parties=[PartyFactory(name="Banyan")]
    )
    published(talk)
    found = node("/seat-sharing/talks/", "WebPage")
    assert [item["@type"] for item in found["about"]] == ["Event", "PoliticalParty"]
    assert "mainEntity" not in found
