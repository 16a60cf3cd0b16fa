"""What the pictures of an alliance leave out is told to those who see them and who hear them."""

from __future__ import annotations

import pytest

from coalition.models import Alliance
from coalition.pages import alliance_attendance
from coalition.pages.pictures.attendance import draw_matrix
from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.rendering import svg_file
from coalition.pages.pictures.timeline import draw_timeline
from coalition.pages.vantage import present
from tests.factories import AllianceFactory
from tests.pages.pictures.drawings import words_in
from tests.pages.pictures.fronts import document_of, matrix_for, meet, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def front(monkeypatch: pytest.MonkeyPatch) -> Alliance:
    """Of three parties and no meetings yet; two of either are drawn at most."""
    for module in ("alliance_attendance", "pictures.timeline"):
        monkeypatch.setattr(f"coalition.pages.{module}.MAX_PARTIES", 2)
    monkeypatch.setattr(alliance_attendance, "MAX_MEETINGS", 2)
    front = AllianceFactory(name="Front")
    for name in ("Banyan", "Harbour", "Lantern"):
        member(front, name, since="2019")
    return front


def pictures_of(front: Alliance) -> list[Picture]:
    document, matrix = document_of(front), matrix_for(front)
    timeline = draw_timeline(document, matrix, today=present().today)
    assert timeline
    return [draw_matrix(document, matrix), timeline]


def test_what_is_left_out_is_drawn_and_described(front: Alliance) -> None:
    for day in (1, 2, 3):
        meet(front, f"Meeting {day}", date=f"2023-12-0{day}")
    for picture in pictures_of(front):
        told = ["The newest 2 meetings.", "1 more party is left out."]
        assert [word for word in words_in(svg_file(picture)) if word in told] == told
        assert picture.description.endswith(" ".join(told))


def test_one_meeting_is_told_in_the_singular(
    front: Alliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alliance_attendance, "MAX_MEETINGS", 1)
    for day in (1, 2):
        meet(front, f"Meeting {day}", date=f"2023-12-0{day}")
    for picture in pictures_of(front):
        assert "The newest meeting." in picture.description


def test_timeline_with_every_meeting_that_has_a_date_has_not_the_newest_only(
    front: Alliance,
) -> None:
    """What is cut off has no date, and would not be on it anyway."""
    meet(front, "Dinner", date="2023-12-06")
    for n in (1, 2):
        meet(front, f"Some day {n}", tentative=True, date=None)
    matrix, timeline = pictures_of(front)
    assert "The newest 2 meetings." in matrix.description
    assert "1 meeting is marked along the time axis." in timeline.description
    assert "newest" not in timeline.description
    assert "newest" not in " ".join(words_in(svg_file(timeline)))
