"""What partners and readers are told of a merge: the feed of changes and the corrections."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.merging import merge, undo
from coalition.models import Edition
from coalition.publishing import withdraw
from tests.publishing.merging.world import again, get, newest, public_leaders

pytestmark = pytest.mark.django_db


def change_of(edition: Edition) -> dict[str, Any]:
    results = get(f"/api/v1/changes?after={edition.sequence - 1}").json()["results"]
    found: dict[str, Any] = results[0]
    return found


def test_feed_of_changes_says_what_it_was_merged_into(alice: Any) -> None:
    primary, other = public_leaders()
    merge(primary, other, by=alice)

    change = change_of(newest(other))

    assert (change["cause"], change["document"]) == ("merged", None)
    assert change["merged_into"] == {
        "id": str(primary.uid),
        "kind": "leader",
        "slug": "vaiko",
        "name": "Vaiko",
        "abbreviation": None,
    }


def test_feed_says_nothing_of_a_target_that_was_withdrawn(alice: Any) -> None:
    primary, other = public_leaders()
    merge(primary, other, by=alice)
    withdraw(again(primary), by=alice, reason="He never existed.")

    assert change_of(newest(other))["merged_into"] is None


def test_earlier_editions_of_the_other_show_nothing(alice: Any) -> None:
    primary, other = public_leaders()
    first = newest(other)
    merge(primary, other, by=alice)

    assert change_of(first)["document"] is None


def test_page_of_corrections_tells_of_the_merge(alice: Any) -> None:
    merge(*public_leaders(), by=alice)

    page = get("/corrections/").content.decode()

    assert "“V. Gopalsamy” is now part of “Vaiko”" in page


def test_page_of_corrections_forgets_a_merge_that_was_undone(alice: Any) -> None:
    undo(merge(*public_leaders(), by=alice), by=alice)

    assert "is now part of" not in get("/corrections/").content.decode()


def test_undone_merge_is_no_target_in_the_feed(alice: Any) -> None:
    primary, other = public_leaders()
    found = merge(primary, other, by=alice)
    tombstone = newest(other)

    undo(found, by=alice)

    assert change_of(tombstone)["merged_into"] is None
