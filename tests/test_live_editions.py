"""find_live: what is public at an address, and what became of what no longer is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coalition.live_editions import Moved, NotPublic, Withdrawn, find_body, find_live
from coalition.models import Kind, Party
from coalition.publishing import publish, withdraw
from tests.factories import LeaderFactory, PartyFactory, published

pytestmark = pytest.mark.django_db

both = pytest.mark.parametrize("find", [find_live, find_body])


@pytest.fixture
def party() -> Party:
    party: Party = PartyFactory(slug="shiv-sena")
    published(party)
    return party


def move(party: Party, slug: str) -> None:
    party.slug = slug
    party.save()
    publish(party, by=None)


@pytest.mark.parametrize("attribute", ["slug", "uid"])
def test_public_record_is_found_by_slug_and_uid(attribute: str, party: Party) -> None:
    address = str(getattr(party, attribute))
    edition = find_live(Kind.PARTY, address)
    assert edition.uid == party.uid
    assert find_body(Kind.PARTY, address) == (edition.body, edition.digest, "shiv-sena")


@both
def test_public_record_costs_one_query(
    find: Callable[[Kind, str], object], party: Party, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        find(Kind.PARTY, "shiv-sena")


@both
@pytest.mark.parametrize(
    "address", ["nothing", "", "x" * 36, "0b9c2d6e-0000-4000-8000-000000000000"]
)
def test_thin_air_is_not_public(find: Callable[[Kind, str], object], address: str) -> None:
    with pytest.raises(NotPublic):
        find(Kind.PARTY, address)


@both
@pytest.mark.parametrize("attribute", ["slug", "uid"])
def test_draft_is_not_public(find: Callable[[Kind, str], object], attribute: str) -> None:
    with pytest.raises(NotPublic):
        find(Kind.PARTY, str(getattr(PartyFactory(), attribute)))


@both
def test_record_of_another_kind_is_not_public(
    find: Callable[[Kind, str], object], party: Party
) -> None:
    for address in (party.slug, str(party.uid)):
        with pytest.raises(NotPublic):
            find(Kind.LEADER, address)


def test_slug_may_be_shared_by_two_kinds(party: Party) -> None:
    leader = LeaderFactory(slug="shiv-sena")
    published(leader)
    assert find_live(Kind.LEADER, "shiv-sena").uid == leader.uid


@both
def test_old_address_leads_to_the_new_one(
    find: Callable[[Kind, str], object], party: Party
) -> None:
    move(party, "shiv-sena-ubt")
    move(party, "ubt")
    for address in ("shiv-sena", "shiv-sena-ubt"):
        with pytest.raises(Moved) as moved:
            find(Kind.PARTY, address)
        assert moved.value.edition.slug == "ubt"


def test_address_of_a_draft_leads_nowhere(party: Party) -> None:
    party.slug = "not-yet"
    party.save()
    with pytest.raises(NotPublic):
        find_live(Kind.PARTY, "not-yet")
    assert find_live(Kind.PARTY, "shiv-sena").uid == party.uid


def test_old_address_that_was_given_away_is_the_newcomers(party: Party) -> None:
    move(party, "shiv-sena-ubt")
    newcomer = PartyFactory(slug="shiv-sena")
    published(newcomer)
    assert find_live(Kind.PARTY, "shiv-sena").uid == newcomer.uid


@both
@pytest.mark.parametrize("attribute", ["slug", "uid"])
def test_withdrawn_record_gives_its_reason(
    find: Callable[[Kind, str], object], attribute: str, party: Party
) -> None:
    withdraw(party, by=None, reason="A hoax.")
    with pytest.raises(Withdrawn) as gone:
        find(Kind.PARTY, str(getattr(party, attribute)))
    assert gone.value.tombstone.note == "A hoax."


def test_every_address_of_a_withdrawn_record_gives_the_reason(party: Party) -> None:
    move(party, "shiv-sena-ubt")
    withdraw(party, by=None, reason="A hoax.")
    for address in ("shiv-sena", "shiv-sena-ubt"):
        with pytest.raises(Withdrawn):
            find_live(Kind.PARTY, address)


def test_record_that_came_back_is_found(party: Party) -> None:
    withdraw(party, by=None, reason="A hoax.")
    publish(party, by=None)
    assert find_live(Kind.PARTY, "shiv-sena").number == 3
