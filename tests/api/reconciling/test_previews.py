"""The preview of an entity, as a page that others frame."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.merging import merge
from coalition.publishing import withdraw
from tests.factories import LeaderFactory, OfficeFactory, alice, published

pytestmark = pytest.mark.django_db


def test_preview_may_be_framed_and_runs_nothing_of_others(people) -> None:
    answer = Client().get(f"/embed/records/{people['one']}/")
    assert answer.status_code == 200
    assert "X-Frame-Options" not in answer
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert "N K Premchandran" in answer.content.decode()


def test_preview_names_the_offices_that_last() -> None:
    leader = LeaderFactory(approved=True)
    OfficeFactory(leader=leader, title="Speaker", since="2020", until="2090-01-01")
    OfficeFactory(leader=leader, title="Minister", since="2014", until="2019-05-30")
    page = Client().get(f"/embed/records/{published(leader).uid}/").content.decode()
    assert ("Speaker" in page, "Minister" in page) == (True, False)


def test_preview_of_a_merged_record_shows_what_it_is_part_of() -> None:
    kept, gone = LeaderFactory(name="Kept Rao", approved=True), LeaderFactory(approved=True)
    published(kept)
    uid = published(gone).uid
    merge(kept, gone, by=alice())
    answer = Client().get(f"/embed/records/{uid}/")
    assert (answer.status_code, "Kept Rao" in answer.content.decode()) == (200, True)


def test_preview_of_what_was_withdrawn_is_gone() -> None:
    hoax = LeaderFactory(name="Hoax Rao", approved=True)
    uid = published(hoax).uid
    withdraw(hoax, by=None, reason="It was a hoax.")
    answer = Client().get(f"/embed/records/{uid}/")
    assert (answer.status_code, "Hoax Rao" in answer.content.decode()) == (410, False)


@pytest.mark.parametrize("address", ["nothing", "0" * 36, "00000000-0000-4000-8000-000000000000"])
def test_preview_of_nothing_is_not_there(address: str) -> None:
    assert Client().get(f"/embed/records/{address}/").status_code == 404


def test_slug_is_no_address_of_a_preview(people) -> None:
    assert Client().get("/embed/records/one/").status_code == 404
