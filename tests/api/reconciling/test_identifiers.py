"""Where an identifier leads: the public page, or why there is none."""

from __future__ import annotations

import pytest

from coalition.merging import merge
from coalition.publishing import withdraw
from tests.api.reconciling.asking import get
from tests.factories import LeaderFactory, alice, published

pytestmark = pytest.mark.django_db


def test_identifier_leads_to_the_public_page(people, settings) -> None:
    answer = get(f"/entities/{people['one']}/")
    assert (answer.status_code, answer["Location"]) == (302, f"{settings.SITE_URL}/leaders/one/")


def test_identifier_of_a_merged_record_leads_to_what_it_is_part_of(settings) -> None:
    kept, gone = LeaderFactory(slug="kept", approved=True), LeaderFactory(approved=True)
    published(kept)
    uid = published(gone).uid
    merge(kept, gone, by=alice())
    assert get(f"/entities/{uid}/")["Location"] == f"{settings.SITE_URL}/leaders/kept/"


def test_identifier_of_what_was_withdrawn_says_why() -> None:
    hoax = LeaderFactory(approved=True)
    uid = published(hoax).uid
    withdraw(hoax, by=None, reason="It was a hoax.")
    answer = get(f"/entities/{uid}/")
    assert (answer.status_code, answer.json()["detail"]) == (410, "It was a hoax.")


@pytest.mark.parametrize("address", ["nothing", "00000000-0000-4000-8000-000000000000"])
def test_unknown_identifier_leads_nowhere(address: str) -> None:
    assert get(f"/entities/{address}/").status_code == 404
