"""An alliance's members through time, as bars no more certain than their sources."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise
from math import dist
from typing import Any

import pytest
from django.test import Client

from coalition.models import Alliance
from coalition.pages import alliance_attendance
from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.rendering import svg_file
from coalition.pages.pictures.time_scales import TimeScale, scale_for
from coalition.pages.pictures.timeline import draw_timeline
from tests.factories import AllianceFactory, AllianceMembershipFactory, published
from tests.pages.pictures.drawings import HOSTILE, parsed
from tests.pages.pictures.fronts import broad_front, document_of, matrix_for, meet, member
from tests.pages.reading import section

TODAY = date(2025, 2, 1)


@pytest.fixture
def front() -> Alliance:
    return AllianceFactory(name="Front")


def timeline(front: Alliance, **given: Any) -> Picture | None:
    return draw_timeline(document_of(front), matrix_for(front), today=TODAY, **given)


def key_of(picture: Picture | None) -> list[str]:
    """The words below the axis."""
    assert picture
    words = [
        "Member",
        "The sources leave the day open",
        "No beginning recorded",
        "End recorded",
        "No end recorded",
        "Meeting held",
        "Meeting planned",
        "Meeting not held",
        "Day of the meeting not certain",
    ]
    drawn = [shape.text for shape in picture.body if shape.tag == "text"]
    return [word for word in words if word in drawn]


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


pytestmark = pytest.mark.django_db


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


def test_key_explains_what_is_drawn() -> None:
    assert key_of(timeline(broad_front())) == [
        "Member",
        "The sources leave the day open",
        "No beginning recorded",
        "No end recorded",
        "Meeting held",
        "Meeting planned",
        "Meeting not held",
    ]


def test_key_leaves_out_what_is_not_drawn(front: Alliance) -> None:
    member(front, "Banyan", since="2023-07-18", until="2024-01-28", ending="left")
    assert key_of(timeline(front)) == ["Member", "End recorded"]


def test_alliance_without_any_date_has_no_timeline(front: Alliance) -> None:
    member(front, "Banyan")
    assert timeline(front) is None


def test_alliance_without_members_has_no_timeline(front: Alliance) -> None:
    meet(front, "Dinner")
    assert timeline(front) is None


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


def test_parties_left_out_are_told_and_not_counted_as_drawn(
    front: Alliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coalition.pages.pictures.timeline.MAX_PARTIES", 2)
    for name in ("Banyan", "Harbour"):
        member(front, name, since="2023-07-18")
    member(front, "Gone", since="2019", until="2020-03-01", ending="left")
    picture = timeline(front)
    assert picture
    assert picture.description == (
        "A bar for each of 2 parties; 0 memberships ended; "
        "0 meetings are marked along the time axis. 1 more party is left out."
    )
    assert key_of(picture) == ["Member", "No end recorded"]


def test_picture_says_that_there_are_older_meetings(
    front: Alliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alliance_attendance, "MAX_MEETINGS", 2)
    member(front, "Banyan", since="2019")
    for year in (2021, 2022):
        meet(front, f"Of {year}", date=f"{year}-01-01")
    assert "The newest 2 meetings." not in words_of(timeline(front))
    meet(front, "Of 2023", date="2023-01-01")
    picture = timeline(front)
    assert picture
    assert "The newest 2 meetings." in words_of(picture)
    assert picture.description.endswith("The newest 2 meetings.")


def places_of(picture: Picture | None) -> list[tuple[float, float]]:
    """The middles of the dots of meetings that were held, from the left."""
    assert picture
    dots = [group.find("circle") for group in picture.body if group.tag == "g"]
    return sorted(
        (float(dot.get("cx") or 0), float(dot.get("cy") or 0)) for dot in dots if dot is not None
    )


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(
    "dates",
    [
        ["2023-12-06"] * 3,
        ["[..2023-12-05]"] * 3 + ["2023-12-06"],
        [f"2023-{month:02}-12" for month in range(1, 13)],
        ["2023-11", "2023-11-15", "2023-11-16"],
    ],
)
def test_marks_of_meetings_never_touch(front: Alliance, dates: list[str], narrow: bool) -> None:
    member(front, "Banyan", since="2019")
    for n, on in enumerate(dates):
        meet(front, f"Meeting {n}", date=on)
    places = places_of(timeline(front, narrow=narrow))
    assert len(places) == len(dates)
    assert all(dist(*pair) >= 10 for pair in combinations(places, 2))


def test_meetings_that_keep_apart_stand_in_one_line(front: Alliance) -> None:
    member(front, "Banyan", since="2019")
    meet(front, "First", date="2020-01-01")
    meet(front, "Last", date="2024-01-01")
    assert len({y for _x, y in places_of(timeline(front))}) == 1


def test_meeting_before_a_day_is_not_marked_as_on_its_eve(front: Alliance) -> None:
    member(front, "Banyan", since="2019")
    meet(front, "Some time", date="[..2023-12-05]")
    meet(front, "Eve", date="2023-12-05")
    open_day, eve = places_of(timeline(front))
    assert eve[0] - open_day[0] > 100
    assert "Day of the meeting not certain" in key_of(timeline(front))


def test_description_counts_parties_endings_and_meetings() -> None:
    picture = timeline(broad_front())
    assert picture
    assert picture.description == (
        "A bar for each of 8 parties; 1 membership ended; "
        "4 meetings are marked along the time axis."
    )


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


def words_of(picture: Picture | None) -> list[str]:
    assert picture
    return [(shape.text or "") for shape in picture.body if shape.tag == "text"]


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


def test_day_of_the_picture_is_told_where_something_lies_ahead_of_it(front: Alliance) -> None:
    member(front, "Banyan", since="2023-07-18")
    meet(front, "Held", date="2024-02-01")
    assert "As of 1 February 2025" not in words_of(timeline(front))
    meet(front, "Planned", date="2027-02-01", tentative=True)
    assert "As of 1 February 2025" in words_of(timeline(front))


def test_present_membership_reaches_the_edge_where_nothing_lies_ahead(front: Alliance) -> None:
    member(front, "Banyan", since="2023-07-18")
    meet(front, "Held", date="2024-02-01")
    assert bar_ends(timeline(front)) == {"Banyan": 670}


@pytest.mark.parametrize("name", HOSTILE[:5])
def test_hostile_names_leave_the_file_whole(front: Alliance, name: str) -> None:
    member(front, "Banyan", since="2023")
    document = document_of(front)
    document["members"][0]["party"]["name"] = name
    nameless = document | {"name": name, "abbreviation": ""}
    picture = draw_timeline(nameless, matrix_for(front), today=TODAY)
    assert picture
    assert parsed(svg_file(picture)) is not None


def test_narrow_drawing_fits_a_small_phone(front: Alliance) -> None:
    member(front, "A party of a very long name that nobody shortens", since="2023")
    picture = timeline(front, narrow=True)
    assert picture
    assert picture.width == 320


def test_memberships_stand_in_words_beside_the_picture(front: Alliance) -> None:
    member(front, "Banyan", since="2023-07-18")
    gone = member(front, "Gone", since="2020", until="2023-01", ending="left")
    AllianceMembershipFactory(alliance=front, party=gone, since="2023-09")
    published(front)
    html = Client().get("/alliances/front/").content.decode()
    assert "Banyan since 18 July 2023" in section(html, "members")
    assert "Gone since September 2023" in section(html, "members")
    assert "Gone 2020, until January 2023, left" in section(html, "former-members")


@pytest.mark.parametrize("days", [1, 40, 400, 4000, 40000])
def test_axis_has_a_name_or_more_and_they_keep_apart(days: int) -> None:
    first = date(1950, 3, 7)
    last = date.fromordinal(first.toordinal() + days)
    ticks = scale_for([first, last], left=0, right=400).ticks(80)
    assert ticks
    places = [x for x, _name in ticks]
    assert all(after - before >= 60 for before, after in pairwise(places))


def test_day_outside_the_axis_is_put_at_its_end() -> None:
    scale = TimeScale(date(2023, 1, 1), date(2023, 12, 31), 10, 110)
    assert scale.at(date(1900, 1, 1)) == 10
    assert scale.at(date(2100, 1, 1)) == 110
    assert scale.at(date(2023, 1, 1)) == 10


def test_axis_around_one_day_has_room_on_both_sides() -> None:
    scale = scale_for([date(2023, 6, 1)], left=0, right=100)
    assert scale.at(date(2023, 6, 1)) == pytest.approx(50, abs=1)


def test_axis_at_the_end_of_time_does_not_break() -> None:
    assert scale_for([date(1, 1, 1), date(9999, 12, 31)], left=0, right=100).ticks(50)
