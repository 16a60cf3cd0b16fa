"""Every address of the other one leads to the primary, and no list has it any more."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.merging import merge
from coalition.models import Cause, EditionLink, Relation
from coalition.publishing import publish, withdraw
from tests import factories as made
from tests.publishing.merging.world import again, get, newest, public_leaders

pytestmark = pytest.mark.django_db


def test_other_ends_in_a_tombstone_that_points_at_the_primary(alice: Any) -> None:
    primary, other = public_leaders()

    merge(primary, other, by=alice)

    tombstone = newest(other)
    assert (tombstone.cause, tombstone.is_live, tombstone.body) == (Cause.MERGED, False, "")
    link = EditionLink.objects.get(edition=tombstone)
    assert (link.relation, link.target_uid) == (Relation.MERGED_INTO, primary.uid)


@pytest.mark.parametrize("path", ["/leaders/gopalsamy/", "/api/v1/leaders/gopalsamy/"])
def test_address_of_the_other_redirects(path: str, alice: Any) -> None:
    merge(*public_leaders(), by=alice)

    answer = get(path)

    assert answer.status_code == 301
    assert answer["Location"].endswith(path.replace("gopalsamy", "vaiko"))


@pytest.mark.parametrize("path", ["/leaders/{}/", "/api/v1/leaders/{}/"])
def test_uid_of_the_other_redirects(path: str, alice: Any) -> None:
    primary, other = public_leaders()

    merge(primary, other, by=alice)

    answer = get(path.format(other.uid))
    assert (answer.status_code, answer["Location"].endswith(path.format("vaiko"))) == (301, True)


def test_former_address_of_the_other_redirects(alice: Any) -> None:
    primary, other = public_leaders()
    other.slug = "gopalsamy-2"
    other.save()
    publish(other, by=None)

    merge(primary, again(other), by=alice)

    assert get("/leaders/gopalsamy/")["Location"] == "/leaders/vaiko/"


def test_meetings_calendar_of_the_other_redirects(alice: Any) -> None:
    primary = made.MeetingFactory(slug="dinner", sourced=True)
    other = made.MeetingFactory(slug="dinner-2", sourced=True)
    made.published(primary)
    made.published(other)

    merge(again(primary), again(other), by=alice)

    assert get("/meetings/dinner-2.ics")["Location"] == "/meetings/dinner.ics"


def test_chain_of_merges_leads_to_its_end(alice: Any) -> None:
    first, second = public_leaders()
    third = made.LeaderFactory(slug="third", approved=True)
    made.published(third)
    merge(second, first, by=alice)
    merge(again(third), again(second), by=alice)

    assert get("/leaders/vaiko/")["Location"] == "/leaders/third/"
    assert get("/leaders/gopalsamy/")["Location"] == "/leaders/third/"


@pytest.mark.parametrize("path", ["/leaders/gopalsamy/", "/api/v1/leaders/gopalsamy/"])
def test_withdrawn_primary_is_gone_under_every_address(path: str, alice: Any) -> None:
    primary, other = public_leaders()
    merge(primary, other, by=alice)
    withdraw(again(primary), by=alice, reason="He never existed.")

    answer = get(path)

    assert answer.status_code == 410
    assert "He never existed." in answer.content.decode()


@pytest.mark.parametrize("path", ["/leaders/", "/sitemap-leaders.xml", "/search/?q=gopalsamy"])
def test_lists_leave_the_other_out(path: str, alice: Any) -> None:
    merge(*public_leaders(), by=alice)

    assert "/leaders/gopalsamy/" not in get(path).content.decode()


def test_search_by_the_others_name_finds_the_primary(alice: Any) -> None:
    merge(*public_leaders(), by=alice)

    assert "/leaders/vaiko/" in get("/search/?q=gopalsamy").content.decode()
