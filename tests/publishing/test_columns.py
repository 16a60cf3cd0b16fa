"""Columns: what lists sort and filter by, read off the document."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coalition.models import Edition, Meeting
from tests.factories import (
    AllianceFactory,
    ClaimFactory,
    ElectionFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    published,
)
from tests.publishing.public import live

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_meeting() -> Meeting:
    meeting: Meeting = MeetingFactory(
        title="Dinner of floor leaders",
        slug="dinner",
        timed=True,
        placed=True,
        counted=True,
        in_alliance=True,
        with_attendance=True,
        follows=MeetingFactory(approved=True, sourced=True),
        purpose="To agree.",
    )
    ClaimFactory(meeting=meeting, field="start", value="7 pm", attribution="party sources")
    published(meeting)
    return meeting


def test_columns_of_a_meeting(full_meeting: Meeting) -> None:
    edition = live(full_meeting)
    assert (edition.title, edition.category, edition.state, edition.region) == (
        "Dinner of floor leaders",
        "floor_leaders",
        "held",
        "IN-DL",
    )
    assert (edition.earliest, edition.latest) == (date(2023, 12, 6), date(2023, 12, 6))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            lambda: SeatSharingTalkFactory(stalled=True, region="IN-UP", began="2023-12"),
            ("", "stalled", date(2023, 12, 1), date(2023, 12, 31), "IN-UP"),
        ),
        (
            lambda: StatementFactory(made="2023-12-06"),
            ("", "demand", date(2023, 12, 6), date(2023, 12, 6), ""),
        ),
        (
            lambda: ElectionFactory(polling="2023-11-25"),
            ("regional", "", date(2023, 11, 25), date(2023, 11, 25), "IN-RJ"),
        ),
        (lambda: PartyFactory(founded="1885"), ("", "", None, None, "")),
        (
            lambda: MeetingFactory(cancelled=True, date="[..2023-12-05]"),
            ("rally", "cancelled", None, date(2023, 12, 5), ""),
        ),
    ],
)
def test_columns_of_a_kind(record: Any, expected: tuple[Any, ...]) -> None:
    edition = published(record())
    assert (
        edition.category,
        edition.state,
        edition.earliest,
        edition.latest,
        edition.region,
    ) == expected


@pytest.mark.parametrize("make", [MeetingFactory, PartyFactory, LeaderFactory, AllianceFactory])
def test_sort_key_is_unique_where_everything_else_is_equal(make: Any) -> None:
    name = "title" if make is MeetingFactory else "name"
    editions = [published(make(**{name: "The same", "slug": f"s{n}"})) for n in range(3)]
    assert len({edition.sort_key for edition in editions}) == 3


def test_sort_key_follows_the_last_possible_day() -> None:
    dates = ["2023-12-06", "[..2023-12-05]", None, "2023", "2023-07-17/2023-07-18", "2024-01-05/.."]
    for number, when in enumerate(dates):
        published(MeetingFactory(tentative=True, date=when, title=str(number), slug=f"m{number}"))
    in_order = Edition.objects.live().order_by("sort_key").values_list("title", flat=True)
    assert list(in_order) == ["2", "4", "1", "0", "3", "5"]


def test_sort_key_tells_rounds_of_equally_vague_dates_apart() -> None:
    for number in (2, 1, 3):
        published(
            MeetingFactory(title=f"Round {number}", date="[..2023-12-05]", round_number=number)
        )
    found = Edition.objects.live().filter(title__startswith="Round").order_by("sort_key")
    assert [edition.title for edition in found] == ["Round 1", "Round 2", "Round 3"]


def test_sort_key_files_names_in_any_script_together() -> None:
    for slug, name in (("a", "Élan"), ("b", "elao"), ("c", "Eagle"), ("d", "ममता")):
        published(PartyFactory(name=name, slug=slug))
    in_order = Edition.objects.live().order_by("sort_key").values_list("slug", flat=True)
    assert list(in_order) == ["c", "a", "b", "d"]


def test_sort_name_decides_where_a_leader_is_filed() -> None:
    published(LeaderFactory(name="Mamata Banerjee", sort_name="Banerjee", slug="a"))
    published(LeaderFactory(name="Lalan Singh", slug="b"))
    in_order = Edition.objects.live().order_by("sort_key").values_list("slug", flat=True)
    assert list(in_order) == ["a", "b"]


def test_search_text_holds_every_name_once_and_folded(full_meeting: Meeting) -> None:
    lines = live(full_meeting).search_text.split("\n")
    assert lines[0] == "dinner of floor leaders"
    assert {"new delhi", "10 rajaji marg"} <= set(lines)
    assert len(lines) == len(set(lines))
    for row in full_meeting.attendances.all():
        assert (row.leader or row.party).name.lower() in lines


def test_sort_keys_of_names_compare_word_by_word() -> None:
    """Whatever the collation of the database."""
    for name, slug in (("Deano Ba", "c"), ("Dean Old", "b"), ("Dean", "a")):
        published(PartyFactory(name=name, slug=slug, approved=True))
    found = Edition.objects.live().order_by("sort_key").values_list("title", flat=True)
    assert list(found) == ["Dean", "Dean Old", "Deano Ba"]
