"""Lists in other orders, read from end to end in both directions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from coalition.api.kinds import PUBLIC_KINDS
from coalition.api.orderings import orderings_of
from coalition.models import Edition, Kind, Party
from coalition.publishing import withdraw
from tests.factories import MeetingFactory, PartyFactory, published

pytestmark = pytest.mark.django_db

_FIRST = datetime(2023, 12, 6, 9, tzinfo=UTC)


def get(address: str) -> HttpResponse:
    return Client().get(address)


def walk(address: str | None, towards: str = "next") -> list[str]:
    slugs = []
    while address:
        answer = get(address).json()
        page = [document["slug"] for document in answer["results"]]
        slugs += page if towards == "next" else page[::-1]
        address = answer[towards]
    return slugs


def last_page(address: str) -> str:
    while following := get(address).json()["next"]:
        address = following
    return address


@pytest.fixture
def parties() -> None:
    for place, slug in enumerate(("c", "a", "d", "b", "e")):
        published(PartyFactory(name=slug, slug=slug), now=_FIRST + timedelta(hours=place))


@pytest.fixture
def meetings() -> None:
    for place, day in enumerate(("03", "01", "04", "02")):
        meeting = MeetingFactory(slug=f"m{day}", date=f"2023-12-{day}")
        published(meeting, now=_FIRST + timedelta(days=30, hours=place))


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [("name", "abcde"), ("-name", "edcba"), ("published", "cadbe"), ("-published", "ebdac")],
)
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_names_in_each_order(parties: None, ordering: str, expected: str, limit: int) -> None:
    address = f"/api/v1/parties/?ordering={ordering}&limit={limit}"
    assert "".join(walk(address)) == expected
    assert "".join(walk(last_page(address), "previous")) == expected[::-1]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("-date", "04 03 02 01"),
        ("date", "01 02 03 04"),
        ("published", "03 01 04 02"),
        ("-published", "02 04 01 03"),
    ],
)
@pytest.mark.parametrize("more", ["", "&date_from=2023-01-01", "&as_of=2024-03-01"])
def test_events_in_each_order(meetings: None, ordering: str, expected: str, more: str) -> None:
    address = f"/api/v1/meetings/?ordering={ordering}&limit=3{more}"
    assert " ".join(slug[1:] for slug in walk(address)) == expected
    assert walk(last_page(address), "previous") == walk(address)[::-1]


def test_order_unless_asked_is_the_first_one_there_is(parties: None, meetings: None) -> None:
    for path, word in (("parties", "name"), ("meetings", "-date")):
        assert walk(f"/api/v1/{path}/") == walk(f"/api/v1/{path}/?ordering={word}")


def test_cursor_of_another_order_is_refused(parties: None) -> None:
    following = get("/api/v1/parties/?limit=1&ordering=-name").json()["next"]
    for ordering in ("name", "published", "-published"):
        answer = get(following.replace("ordering=-name", f"ordering={ordering}"))
        assert [error["parameter"] for error in answer.json()["errors"]] == ["cursor"]
    assert get(following).status_code == 200


def test_page_neither_repeats_nor_skips_what_stayed(parties: None) -> None:
    first = get("/api/v1/parties/?limit=2&ordering=published").json()
    withdraw(Party.objects.get(slug="c"), by=None, reason="A hoax.")
    published(PartyFactory(name="f", slug="f"))
    rest = walk(first["next"])
    assert [document["slug"] for document in first["results"]] == ["c", "a"]
    assert rest == ["d", "b", "e", "f"]


@pytest.mark.parametrize("kind", Kind)
def test_word_that_is_none_is_told_the_nearest(kind: Kind) -> None:
    entry = PUBLIC_KINDS[kind]
    for asked, near in (("publised", "published"), ("-publishd", "-published")):
        answer = get(f"/api/v1/{entry.path}/?ordering={asked}")
        assert answer.status_code == 400
        assert answer.json()["errors"] == [
            {"parameter": "ordering", "detail": f"Did you mean {near}?"}
        ]
    choices = ", ".join(orderings_of(entry))
    answer = get(f"/api/v1/{entry.path}/?ordering=xyz")
    assert answer.json()["errors"][0]["detail"] == f"Choose one of: {choices}."


def test_keys_of_all_orders_are_unique(parties: None, meetings: None) -> None:
    keys = {
        ordering.key for entry in PUBLIC_KINDS.values() for ordering in orderings_of(entry).values()
    }
    assert keys == {"sort_key", "sequence"}
    for key in keys:
        for entry in PUBLIC_KINDS.values():
            values = list(Edition.objects.live().of_kind(entry.kind).values_list(key, flat=True))
            assert len(values) == len(set(values))
