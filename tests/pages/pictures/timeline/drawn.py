"""The timeline of an alliance on one day, and what can be seen in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from coalition.models import Alliance
from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.timeline import draw_timeline
from tests.pages.pictures.fronts import document_of, matrix_for

TODAY = date(2025, 2, 1)


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


def words_of(picture: Picture | None) -> list[str]:
    assert picture
    return [(shape.text or "") for shape in picture.body if shape.tag == "text"]
