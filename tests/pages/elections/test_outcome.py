"""The outcome on the page of an election, and how many seats make a majority."""

from __future__ import annotations

import pytest

from tests.factories import (
    AllianceFactory,
    ElectionFactory,
    ElectionOutcomeFactory,
    PartyFactory,
    published,
)
from tests.pages.elections.general_election import general, html_of
from tests.pages.reading import read, section, words_of

pytestmark = pytest.mark.django_db


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


def test_seats_that_nobody_is_known_to_have_are_not_recorded() -> None:
    election = general()
    ElectionOutcomeFactory(election=election, party=PartyFactory(name="Banyan"), seats=300)
    ElectionOutcomeFactory(
        election=election, party=PartyFactory(name="Lantern"), result="lost", seats=None
    )
    published(election)
    said = section(html_of(), "outcome")
    assert "Lantern Lost not recorded" in said
    assert said.endswith("All other seats not recorded 243")


def test_party_and_alliance_do_not_share_one_sum() -> None:
    election = general()
    ElectionOutcomeFactory(election=election, party=PartyFactory(name="Banyan"), seats=300)
    ElectionOutcomeFactory(
        election=election, of_alliance=True, alliance=AllianceFactory(name="Front"), seats=400
    )
    published(election)
    assert section(html_of(), "outcome").endswith("All other seats not recorded at most 143")


def test_page_that_cannot_tell_what_a_majority_is_says_nothing_of_it() -> None:
    """Just as its picture."""
    election = ElectionFactory(name="Assembly", total_seats=200)
    ElectionOutcomeFactory(election=election, party=PartyFactory(name="Banyan"), seats=300)
    published(election)
    html = html_of("/elections/assembly/")
    assert "Seats 200" in words_of(html)
    assert "majority" not in words_of(html)


def test_majority_of_one_seat_is_told_in_the_singular() -> None:
    published(ElectionFactory(name="By-election", total_seats=1))
    assert "Seats 1 1 makes a majority" in read("/elections/by-election/")
