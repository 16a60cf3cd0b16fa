"""The timeline as a whole: when there is one, what it says of itself, and that it fits."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.models import Alliance
from coalition.pages import alliance_attendance
from coalition.pages.pictures.rendering import svg_file
from coalition.pages.pictures.timeline import draw_timeline
from tests.factories import AllianceMembershipFactory, published
from tests.pages.pictures.drawings import HOSTILE, parsed
from tests.pages.pictures.fronts import broad_front, document_of, matrix_for, meet, member
from tests.pages.pictures.timeline.drawn import TODAY, key_of, timeline, words_of
from tests.pages.reading import section

pytestmark = pytest.mark.django_db


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


def test_description_counts_parties_endings_and_meetings() -> None:
    picture = timeline(broad_front())
    assert picture
    assert picture.description == (
        "A bar for each of 8 parties; 1 membership ended; "
        "4 meetings are marked along the time axis."
    )


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


def test_day_of_the_picture_is_told_where_something_lies_ahead_of_it(front: Alliance) -> None:
    member(front, "Banyan", since="2023-07-18")
    meet(front, "Held", date="2024-02-01")
    assert "As of 1 February 2025" not in words_of(timeline(front))
    meet(front, "Planned", date="2027-02-01", tentative=True)
    assert "As of 1 February 2025" in words_of(timeline(front))


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
