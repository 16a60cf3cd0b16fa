"""Lists are in an order that can be followed, and each row says who or what it is."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import (
    LeaderFactory,
    LeaderNameFactory,
    MeetingFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    PartyNameFactory,
    published,
)
from tests.pages.lists.listed import titles
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


def test_meetings_are_listed_newest_first_under_their_year() -> None:
    for title, day in (("A", "2022-05-01"), ("B", "2023-12-06"), ("C", "2023-01-01")):
        published(MeetingFactory(title=title, date=day))
    assert titles("/meetings/") == ["B", "C", "A"]
    assert "2023 B" in read("/meetings/")


def test_rounds_of_one_vague_date_are_in_their_order() -> None:
    for number in (2, 3, 1):
        published(
            MeetingFactory(title=f"Round {number}", date="[..2023-12-05]", round_number=number)
        )
    assert titles("/meetings/") == ["Round 3", "Round 2", "Round 1"]


def test_names_are_listed_by_name_in_any_script() -> None:
    for name in ("Zeta", "Älpha", "Beta"):
        published(PartyFactory(name=name))
    assert titles("/parties/") == ["Älpha", "Beta", "Zeta"]


def test_native_name_says_its_language() -> None:
    leader = LeaderFactory(name="Mamata Banerjee")
    LeaderNameFactory(leader=leader, name="মমতা", kind="native_script", language="bn")
    published(leader)
    assert (
        '<p class="soft"><bdi lang="bn">মমতা</bdi></p>' in Client().get("/leaders/").content.decode()
    )


def test_party_is_listed_with_its_abbreviation_and_native_name() -> None:
    party = PartyFactory(name="Banyan", abbreviation="BP")
    PartyNameFactory(party=party, name="बरगद", kind="native_script", language="hi")
    published(party)
    assert "Banyan BP बरगद" in read("/parties/")


def test_leader_is_listed_with_present_party_and_office() -> None:
    leader = LeaderFactory(name="Asha")
    PartyMembershipFactory(leader=leader, party=PartyFactory(name="Banyan"))
    PartyMembershipFactory(leader=leader, party=PartyFactory(name="Old Party"), ended=True)
    OfficeFactory(leader=leader, title="Chief Minister")
    published(leader)
    words = read("/leaders/")
    assert "Asha Banyan Chief Minister" in words
    assert "Old Party" not in words.split("Asha")[1]


def test_leader_is_listed_with_an_office_whose_end_lies_ahead() -> None:
    leader = LeaderFactory(name="Asha")
    PartyMembershipFactory(leader=leader, party=PartyFactory(name="Banyan"), until="2099")
    OfficeFactory(leader=leader, title="Chief Minister", until="2099-05")
    published(leader)
    assert "Asha Banyan Chief Minister" in read("/leaders/")


def test_empty_list_says_so() -> None:
    assert "Nothing is published here yet." in read("/meetings/")
    assert "Nothing in this list fits “Held”" in read("/meetings/", occurrence="held")
