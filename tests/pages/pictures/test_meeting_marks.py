"""Meetings along a timeline: what is set looks set, and what the sources leave open does not."""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element

import pytest

from coalition.models import Alliance
from coalition.pages.pictures.timeline import draw_timeline
from tests.factories import AllianceFactory
from tests.pages.pictures.fronts import document_of, matrix_for, meet, member

pytestmark = pytest.mark.django_db

NOT_CERTAIN = "Day of the meeting not certain"
SEVERAL_DAYS = "Meeting of several days"


@pytest.fixture
def front() -> Alliance:
    return AllianceFactory(name="Front")


def drawn(front: Alliance) -> list[Element]:
    picture = draw_timeline(document_of(front), matrix_for(front), today=date(2025, 2, 1))
    assert picture
    return picture.body


def key_of(body: list[Element]) -> set[str]:
    return {str(shape.text) for shape in body} & {NOT_CERTAIN, SEVERAL_DAYS}


def mark_of(body: list[Element], title: str) -> Element:
    return next(shape for shape in body if (shape.findtext("title") or "").startswith(title))


def dots_of(mark: Element) -> list[float]:
    return [float(dot.get("cx") or 0) for dot in mark.findall("circle")]


def has_dashes(mark: Element) -> bool:
    return any(part.get("stroke-dasharray") for part in mark)


def lines_down(body: list[Element]) -> int:
    return sum(shape.get("stroke-dasharray") == "1 3" for shape in body)


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2024-02-06", set()),
        ("2023-09-14/2024-03-20", {SEVERAL_DAYS}),
        # On a long axis these are one place.
        ("2024-02-01/2024-02-02", set()),
        ("{2024-02-01,2024-02-05}", set()),
        # Two days, and nothing of those between them.
        ("{2021-02-01,2024-02-05}", set()),
        ("{2021-02-01..2021-12-01,2024-02-05}", {SEVERAL_DAYS}),
        ("2024-02-06~", {NOT_CERTAIN}),
        ("2024-02-06?", {NOT_CERTAIN}),
        ("[2024-02-06..2024-02-07]", {NOT_CERTAIN}),
        ("2024-02", {NOT_CERTAIN}),
        ("2023-12/2024-02", {NOT_CERTAIN}),
        ("{2021-02,2024-02}", {NOT_CERTAIN}),
        ("[..2024-02-05]", {NOT_CERTAIN}),
        ("2024-02-06/..", {NOT_CERTAIN}),
    ],
)
def test_only_what_the_sources_leave_open_is_called_uncertain(
    front: Alliance, edtf: str, said: set[str]
) -> None:
    member(front, "Banyan", since="2010-01-01")
    meet(front, "March", date=edtf)
    body = drawn(front)
    assert key_of(body) == said
    assert has_dashes(mark_of(body, "March")) == (NOT_CERTAIN in said)


def test_two_days_of_a_short_axis_are_no_less_set(front: Alliance) -> None:
    member(front, "Banyan", since="2024-01-20")
    meet(front, "Summit", date="2024-02-01/2024-02-02")
    assert key_of(drawn(front)) == {SEVERAL_DAYS}


def test_dashes_of_an_uncertain_day_reach_beyond_its_dot(front: Alliance) -> None:
    member(front, "Banyan", since="2010-01-01")
    meet(front, "Dinner", date="2024-02-06~")
    mark = mark_of(drawn(front), "Dinner")
    (dot,) = dots_of(mark)
    dashes = next(part for part in mark if part.get("stroke-dasharray"))
    first, last = (float(x) for x in re.findall(r"[ML]([0-9.]+)", dashes.get("d") or ""))
    assert first < dot - 8 < dot + 8 < last


@pytest.mark.parametrize(
    ("edtf", "lines"),
    [
        ("2024-02-06", 1),
        # From its first day and from its last.
        ("2021-01-14/2024-03-20", 2),
        ("{2021-02-01,2023-02-01,2024-02-05}", 3),
        ("2024-02-06~", 0),
        ("2021-02-06~/2024-02-06", 0),
    ],
)
def test_line_leads_down_from_days_that_are_set(front: Alliance, edtf: str, lines: int) -> None:
    member(front, "Banyan", since="2010-01-01")
    meet(front, "March", date=edtf)
    assert lines_down(drawn(front)) == lines


def test_days_apart_have_a_sign_each(front: Alliance) -> None:
    member(front, "Banyan", since="2010-01-01")
    meet(front, "Summit", date="{2021-02-01,2024-02-05}")
    dots = dots_of(mark_of(drawn(front), "Summit"))
    assert len(dots) == 2
    assert dots[1] - dots[0] > 50
