"""The mark of each presence. Shape and colour both differ, so that neither is needed alone: for
readers who see colours otherwise, and for print in black."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from coalition.pages.pictures.shapes import box, circle, cross, hatching, number, path, stroke, text
from coalition.pages.presence import Presence

#: Draws within the square of `size` around (x, y).
Mark = Callable[[float, float, float], list[Element]]


def _attended(x: float, y: float, size: float) -> list[Element]:
    return [circle(x, y, size * 0.42, fill="good")]


def _absent(x: float, y: float, size: float) -> list[Element]:
    return [cross(x, y, size * 0.32, thickness=2.6)]


def _declined(x: float, y: float, size: float) -> list[Element]:
    r = size * 0.36
    d = r * 0.7
    return [
        circle(x, y, r, line="stop", thickness=2),
        stroke(x - d, y + d, x + d, y - d, line="stop", thickness=2),
    ]


def _expected(x: float, y: float, size: float) -> list[Element]:
    return [circle(x, y, size * 0.36, line="open", thickness=2)]


def _invited(x: float, y: float, size: float) -> list[Element]:
    r = size * 0.42
    along = (
        f"M{number(x)} {number(y - r)}L{number(x + r)} {number(y)}"
        f"L{number(x)} {number(y + r)}L{number(x - r)} {number(y)}Z"
    )
    return [path(along, line="open", thickness=1.6)]


def _leaders_only(x: float, y: float, size: float) -> list[Element]:
    half = size * 0.25
    return [box(x - half, y - half, 2 * half, 2 * half, line="soft", thickness=1.6)]


def _not_named(x: float, y: float, size: float) -> list[Element]:
    return [stroke(x - size * 0.2, y, x + size * 0.2, y, line="soft", thickness=2)]


def _not_a_member(x: float, y: float, size: float) -> list[Element]:
    return [hatching(x - size / 2, y - size / 2, size, size, line="line", gap=4)]


def _uncertain(x: float, y: float, size: float) -> list[Element]:
    half = size * 0.45
    return [box(x - half, y - half, 2 * half, 2 * half, line="soft", thickness=1.4, dashes="3 2")]


def _not_recorded(x: float, y: float, size: float) -> list[Element]:
    return [text(x, y + size * 0.28, "?", size=size * 0.8, fill="soft", anchor="middle")]


def _nothing_yet(x: float, y: float, size: float) -> list[Element]:
    half = size * 0.5
    return [box(x - half, y - half, size, size, fill="open-wash")]


def _not_held(x: float, y: float, size: float) -> list[Element]:
    return [stroke(x, y - size * 0.5, x, y + size * 0.5, line="soft", thickness=1.4, dashes="2 2")]


def _unrelated(x: float, y: float, size: float) -> list[Element]:
    return []


MARKS: dict[Presence, Mark] = {
    Presence.ATTENDED: _attended,
    Presence.ABSENT: _absent,
    Presence.DECLINED: _declined,
    Presence.EXPECTED: _expected,
    Presence.INVITED: _invited,
    Presence.LEADERS_ONLY: _leaders_only,
    Presence.NOT_NAMED: _not_named,
    Presence.NOT_A_MEMBER: _not_a_member,
    Presence.UNCERTAIN: _uncertain,
    Presence.NOT_RECORDED: _not_recorded,
    Presence.NOTHING_YET: _nothing_yet,
    Presence.NOT_HELD: _not_held,
    Presence.UNRELATED: _unrelated,
}
