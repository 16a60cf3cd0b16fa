"""Filters narrow a list, offer only what is public, and know what has moved."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.merging import merge
from coalition.models import Leader
from tests.factories import LeaderFactory, MeetingFactory, PartyFactory, alice, published
from tests.pages.lists.listed import titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("/meetings/", {"occurrence": "cancelled"}, ["Rally"]),
        ("/meetings/", {"category": "floor_leaders"}, ["Dinner"]),
        ("/meetings/", {"from": "2023-10-07"}, ["Dinner", "Rally"]),
        ("/meetings/", {"from": "2023-10-08"}, ["Dinner"]),
        ("/meetings/", {"to": "2023-12-05"}, ["Rally"]),
        ("/meetings/", {"from": "2023-10-03", "to": "2023-10-03"}, ["Rally"]),
        ("/meetings/", {"region": "IN-DL"}, ["Dinner"]),
        ("/meetings/", {"alliance": "front"}, ["Dinner"]),
        ("/meetings/", {"party": "banyan"}, ["Dinner"]),
        ("/meetings/", {"party": "lantern"}, ["Dinner"]),
        ("/meetings/", {"party": "lantern", "attendance": "attended"}, []),
        ("/meetings/", {"party": "lantern", "attendance": "absent"}, ["Dinner"]),
        ("/meetings/", {"leader": "asha"}, ["Dinner"]),
        ("/meetings/", {"occurrence": "held", "category": ""}, ["Dinner"]),
        ("/seat-sharing/", {"status": "stalled"}, ["Talk"]),
        ("/seat-sharing/", {"party": "lantern"}, ["Other talk"]),
        ("/seat-sharing/", {"election": "poll"}, ["Talk"]),
        ("/seat-sharing/", {"alliance": "front"}, ["Talk"]),
        ("/statements/", {"stance": "plan"}, ["Planned"]),
        ("/statements/", {"leader": "asha"}, ["Said"]),
        ("/leaders/", {"party": "banyan"}, ["Asha"]),
        ("/leaders/", {"party": "lantern"}, []),
        ("/seat-sharing/", {"from": "2023-12-01", "party": "banyan"}, ["Talk"]),
        ("/seat-sharing/", {"to": "2023-11-30"}, []),
        ("/statements/", {"from": "2023-12-07"}, []),
        ("/elections/", {"level": "regional"}, ["Poll"]),
        ("/elections/", {"level": "national"}, []),
        ("/elections/", {"region": "IN-RJ"}, ["Poll"]),
        ("/elections/", {"from": "2023-11-01", "to": "2023-11-30"}, ["Poll"]),
        ("/parties/", {"alliance": "front"}, ["Banyan"]),
        ("/alliances/", {"party": "banyan"}, ["Front"]),
        ("/alliances/", {"party": "lantern"}, []),
    ],
)
def test_filter_narrows_the_list(
    world: Any, path: str, query: dict[str, str], expected: list[str]
) -> None:
    assert titles(path, **query) == expected


def test_narrowed_list_is_not_for_search_engines(world: Any) -> None:
    assert b"noindex" in Client().get("/meetings/?party=banyan").content
    assert b"noindex" not in Client().get("/meetings/").content


# --- Choices --------------------------------------------------------------------------------------


def test_choices_are_what_is_public() -> None:
    published(PartyFactory(name="Banyan"))
    PartyFactory(name="Drafted")
    html = Client().get("/meetings/").content.decode()
    assert '<a href="/meetings/?party=banyan" rel="nofollow">Banyan</a>' in html
    assert "Drafted" not in html


def test_regions_are_chosen_by_name() -> None:
    published(MeetingFactory(title="Older", region="IN-OR"))
    published(MeetingFactory(title="Newer", region="IN-OD"))
    html = Client().get("/meetings/").content.decode()
    assert '<a href="/meetings/?region=IN-OR" rel="nofollow">Odisha</a>' in html
    assert html.count(">Odisha</a>") == 1
    assert ">Delhi<" not in html


@pytest.mark.parametrize("asked", ["IN-OR", "IN-OD"])
def test_region_is_found_under_its_older_and_newer_code(asked: str) -> None:
    published(MeetingFactory(title="Older", region="IN-OR", date="2023-01-01"))
    published(MeetingFactory(title="Newer", region="IN-OD"))
    assert titles("/meetings/", region=asked) == ["Newer", "Older"]


def test_region_without_a_name_can_be_asked_for_by_its_code() -> None:
    published(MeetingFactory(title="Abroad", region="NP-P3"))
    assert titles("/meetings/", region="NP-P3") == ["Abroad"]


def test_form_for_days_shows_and_keeps_what_was_asked(world: Any) -> None:
    html = Client().get("/meetings/?party=banyan&from=2023-12-01").content.decode()
    assert '<input type="hidden" name="party" value="banyan">' in html
    assert 'name="from" value="2023-12-01"' in html
    assert 'name="to" value=""' in html


# --- Addresses that moved -------------------------------------------------------------------------


def renamed(record: Any, slug: str) -> None:
    record.refresh_from_db()
    record.slug = slug
    record.save()
    published(record)


@pytest.mark.parametrize("party", ["banyan", "fig"])
def test_filter_knows_a_record_by_its_former_address_too(world: Any, party: str) -> None:
    renamed(world["party"], "fig")
    assert titles("/meetings/", party=party) == ["Dinner"]


def test_filter_knows_what_was_merged_by_its_former_address(world: Any) -> None:
    twin = LeaderFactory(name="Asha R.", slug="asha-r")
    published(twin)
    merge(Leader.objects.get(slug="asha"), twin, by=alice())
    assert titles("/meetings/", leader="asha-r") == ["Dinner"]


def test_links_of_a_list_name_the_address_of_today(world: Any) -> None:
    renamed(world["party"], "fig")
    html = Client().get("/meetings/?party=banyan").content.decode()
    assert "/meetings/?party=fig&amp;attendance=absent" in html
    assert "party=banyan" not in html
