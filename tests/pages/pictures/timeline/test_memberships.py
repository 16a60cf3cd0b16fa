"""Memberships as bars, no more certain than their sources."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.models import Alliance
from coalition.pages.pictures.drawing import Picture
from tests.factories import AllianceMembershipFactory
from tests.pages.pictures.fronts import meet, member
from tests.pages.pictures.timeline.drawn import key_of, timeline

pytestmark = pytest.mark.django_db


def bars_of(picture: Picture | None) -> list[str]:
    """How the parts of all bars look, and where arrows stand at them."""
    assert picture
    found = []
    for row in picture.body:
        for bar in row.findall("g"):
            for part in bar.findall("rect"):
                found.append("maybe" if part.get("stroke-dasharray") else "sure")
            found += [_way(part.get("d") or "") for part in bar.findall("path")]
    return [way for way in dict.fromkeys(found) if way]


def _way(along: str) -> str:
    """Of an arrow; of what is no closed shape, none."""
    if not along.endswith("z"):
        return ""
    return "comes from before" if along.partition("l")[2].startswith("-") else "runs on"


def bar_ends(picture: Picture | None) -> dict[str, float]:
    """Where the bar of each party ends, without its arrow."""
    assert picture
    found = {}
    for row in picture.body:
        label, own = row.find("text"), row.findall("g")
        if label is None or not own:
            continue
        boxes = [box for bar in own for box in bar.findall("rect")]
        ends = [float(box.get("x") or 0) + float(box.get("width") or 0) for box in boxes]
        found[label.findtext("title") or ""] = round(max(ends))
    return found


@pytest.mark.parametrize(
    ("term", "bars"),
    [
        ({"since": "2023-07-18"}, ["sure", "runs on"]),
        ({"since": "2023-07-18", "until": "2024-01-28", "ending": "left"}, ["sure"]),
        ({"since": "2023-07"}, ["sure", "maybe", "runs on"]),
        ({"since": None}, ["comes from before", "sure", "runs on"]),
        ({"since": "[..2023-07-18]"}, ["sure", "maybe", "runs on"]),
        ({"since": "2023-07-18", "until": "2024", "ending": "left"}, ["sure", "maybe"]),
        # Over, and nobody says when: nothing of it is certain after its first day.
        ({"since": "2023-07-18", "until": None, "ending": "left"}, ["maybe"]),
        # Some day from then on.
        ({"since": "[2023-07-18..]"}, ["maybe", "runs on"]),
    ],
)
def test_bar_is_solid_only_where_the_membership_is_certain(
    front: Alliance, term: dict[str, Any], bars: list[str]
) -> None:
    member(front, "Banyan", **term)
    # So that the axis reaches beyond both ends.
    meet(front, "First", date="2022-01-01")
    meet(front, "Last", date="2025-01-01")
    assert sorted(bars_of(timeline(front))) == sorted(bars)


def test_end_that_lies_ahead_is_drawn_and_not_counted_as_over(front: Alliance) -> None:
    member(front, "Banyan", since="2023-07-18", until="2028-01-28")
    member(front, "Gone", since="2023-07-18", until="2024-01-28", ending="left")
    picture = timeline(front)
    assert picture
    assert key_of(picture) == ["Member", "End recorded"]
    assert bars_of(picture) == ["sure"]
    assert "1 membership ended" in picture.description


def test_description_counts_each_membership_that_ended(front: Alliance) -> None:
    party = member(front, "Banyan", since="2019", until="2020-03-01", ending="left")
    AllianceMembershipFactory(
        alliance=front, party=party, since="2021", until="2022", ending="left"
    )
    picture = timeline(front)
    assert picture
    assert picture.description.startswith("A bar for 1 party; 2 memberships ended;")


def test_membership_is_drawn_no_further_than_today(front: Alliance) -> None:
    member(front, "Present", since="2023-07-18")
    member(front, "Gone some day", since="2023-07-18", ending="left")
    member(front, "Gone this year", since="2023-07-18", until="2025", ending="left")
    member(front, "Gone after", since="2023-07-18", until="[2024-03-01..]")
    member(front, "Joined after", since="[2023-07-18..]")
    member(front, "Until then", since="2023-07-18", until="2026-02-01")
    meet(front, "Planned", date="2027-02-01", tentative=True)
    ends = bar_ends(timeline(front))
    assert ends.pop("Until then") > ends["Present"] + 50
    assert set(ends.values()) == {ends["Present"]}


def test_bar_without_a_recorded_beginning_starts_at_the_edge(front: Alliance) -> None:
    member(front, "Banyan")
    meet(front, "Held", date="2024-02-01")
    picture = timeline(front)
    assert bars_of(picture) == ["sure", "comes from before", "runs on"]
    assert key_of(picture)[:2] == ["Member", "No beginning recorded"]


def test_present_membership_reaches_the_edge_where_nothing_lies_ahead(front: Alliance) -> None:
    member(front, "Banyan", since="2023-07-18")
    meet(front, "Held", date="2024-02-01")
    assert bar_ends(timeline(front)) == {"Banyan": 670}
