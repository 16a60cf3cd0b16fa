"""The attendance matrix as it is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations

import pytest

from coalition.imprecise_dates import LABEL_LIMIT
from coalition.pages.alliance_attendance import (
    MAX_MEETINGS,
    MAX_PARTIES,
    AttendanceMatrix,
    Column,
    Row,
    Section,
    Standing,
)
from coalition.pages.pictures.attendance import draw_matrix
from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.marks import MARKS
from coalition.pages.pictures.rendering import svg_file
from coalition.pages.presence import PRESENCE, Presence
from tests.factories import AllianceFactory
from tests.pages.pictures.drawings import HOSTILE, in_black, parsed
from tests.pages.pictures.fronts import broad_front, document_of, matrix_for, meet, member

ALLIANCE = {"kind": "alliance", "slug": "front", "name": "Front", "abbreviation": "BF"}


@pytest.mark.parametrize(("one", "other"), list(combinations(Presence, 2)))
def test_states_differ_in_shape_and_not_in_colour_alone(one: Presence, other: Presence) -> None:
    assert in_black(MARKS[one](0, 0, 20)) != in_black(MARKS[other](0, 0, 20))


@pytest.mark.parametrize("presence", Presence)
def test_every_state_has_a_word(presence: Presence) -> None:
    assert str(PRESENCE[presence])


def matrix(rows: int, columns: int, *, name: str = "Party", cell: Presence) -> AttendanceMatrix:
    return AttendanceMatrix(
        columns=[
            Column(
                n + 1,
                name,
                "/meetings/x/",
                None,
                "6 Dec 2023",
                name,
                "held",
                "Held",
                Standing.RECORDED,
            )
            for n in range(columns)
        ],
        rows=[
            Row(
                {"id": str(n), "name": f"{name} {n}", "abbreviation": ""},
                Section.NOW,
                [cell] * columns,
            )
            for n in range(rows)
        ],
        more="",
        parties_left_out=0,
        newest_at=datetime(2023, 12, 6, tzinfo=UTC),
    )


@pytest.mark.parametrize("cell", Presence)
@pytest.mark.parametrize("narrow", [False, True])
def test_largest_matrix_stays_within_the_bounds_of_pictures(cell: Presence, narrow: bool) -> None:
    largest = matrix(MAX_PARTIES, MAX_MEETINGS, name="A party of a long name", cell=cell)
    assert draw_matrix(ALLIANCE, largest, narrow=narrow).height > 0


@pytest.mark.parametrize("columns", range(1, MAX_MEETINGS + 1))
def test_narrow_drawing_is_as_wide_as_a_small_phone(columns: int) -> None:
    drawn = draw_matrix(ALLIANCE, matrix(3, columns, cell=Presence.ATTENDED), narrow=True)
    assert drawn.width == pytest.approx(320)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_leave_the_file_whole(name: str) -> None:
    drawn = draw_matrix(
        ALLIANCE | {"name": name, "abbreviation": name},
        matrix(2, 2, name=name, cell=Presence.ABSENT),
    )
    assert parsed(svg_file(drawn)) is not None


@pytest.mark.django_db
def test_key_explains_what_is_there_and_nothing_else() -> None:
    front = broad_front()
    drawn = draw_matrix(document_of(front), matrix_for(front))
    key = [text for text in _texts(drawn) if text in {*map(str, PRESENCE.values())}]
    assert key == [
        "Attended",
        "Absent",
        "Declined",
        "Expected",
        "Invited",
        "Leaders only",
        "Not a member then",
        "Membership then not certain",
        "Not recorded",
        "Planned; nothing said",
        "Not held",
    ]
    assert "Not named: the reports do not say" in _texts(drawn)


@pytest.mark.django_db
def test_key_has_no_state_that_is_not_there() -> None:
    drawn = draw_matrix(ALLIANCE, matrix(1, 1, cell=Presence.ATTENDED))
    assert [text for text in _texts(drawn) if text in {*map(str, PRESENCE.values())}] == [
        "Attended"
    ]


@pytest.mark.django_db
def test_description_says_what_not_named_means() -> None:
    front = broad_front()
    drawn = draw_matrix(document_of(front), matrix_for(front))
    assert drawn.description.startswith("9 parties and 4 meetings")
    assert (
        "Not named means that the reports do not say whether the party came." in drawn.description
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["2023-12-06", "2023-12-07"], "the oldest on the left."),
        (["2023-10", "[..2023-12-05]"], "in the order of their last possible days."),
        (["[..2023-12-05]", "2023-12-06"], "the oldest on the left."),
        (["2023-12-20", "2023-12"], "in the order of their last possible days."),
        (
            ["2023-12-06", None],
            "the oldest on the left. Meetings without a date are on the right.",
        ),
    ],
)
def test_description_calls_oldest_only_what_surely_is(dates: list[str | None], order: str) -> None:
    front = AllianceFactory(name="Front")
    member(front, "Banyan")
    for n, on in enumerate(dates):
        meet(front, f"Meeting {n}", date=on, tentative=True)
    drawn = draw_matrix(document_of(front), matrix_for(front))
    assert f"1 party and 2 meetings, {order} For each" in drawn.description


@pytest.mark.django_db
def test_head_of_a_meeting_without_a_date_says_so() -> None:
    front = AllianceFactory(name="Front")
    member(front, "Banyan")
    meet(front, "Next", date=None, tentative=True, city="Goa")
    assert "no date, Goa" in _heads(draw_matrix(document_of(front), matrix_for(front)))


def heads_of(brief_date: str, place: str, *, columns: int = 6) -> list[str]:
    given = matrix(2, columns, cell=Presence.ATTENDED)
    told = [replace(column, brief_date=brief_date, place=place) for column in given.columns]
    return _heads(draw_matrix(ALLIANCE, replace(given, columns=told)))


@pytest.mark.parametrize("columns", [1, MAX_MEETINGS])
@pytest.mark.parametrize(
    ("on", "place"),
    [("by 5 Dec 2023", "Bengaluru"), ("6 Dec 2023", "Coordination committee"), ("2023", "Goa")],
)
def test_heads_have_the_room_that_they_take(on: str, place: str, columns: int) -> None:
    assert heads_of(on, place, columns=columns) == [f"{on}, {place}"] * columns


@pytest.mark.parametrize(
    "on",
    [
        "some day from 1 January to 31 March 2027",
        "one of the last days of the week that followed the first phase of polling in 2024",
    ],
)
def test_head_keeps_its_date_whole_and_cuts_its_place(on: str) -> None:
    head = heads_of(on, "A hall of a name that goes on and on, beyond what any head can hold")[0]
    assert head.startswith(f"{on},")
    assert head.endswith("…")


def test_longest_dates_leave_the_picture_within_its_bounds() -> None:
    given = matrix(MAX_PARTIES, MAX_MEETINGS, name="A party of a long name", cell=Presence.ABSENT)
    told = [replace(column, brief_date="W" * LABEL_LIMIT) for column in given.columns]
    assert draw_matrix(ALLIANCE, replace(given, columns=told)).height > 0


def _texts(drawn: Picture) -> list[str]:
    return [(element.text or "") for shape in drawn.body for element in shape.iter("text")]


def _heads(drawn: Picture) -> list[str]:
    """What stands above the columns, as far as it is drawn."""
    heads = [shape for shape in drawn.body if shape.tag == "text" and shape.get("transform")]
    return [(head[0].tail if len(head) else head.text) or "" for head in heads]
