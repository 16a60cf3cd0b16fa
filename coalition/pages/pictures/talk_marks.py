"""The states of talks as small signs, told apart by their shape and by their colour."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from coalition.pages.pictures.shapes import circle, group, number, path

#: The token of each state's colour; of one that nobody knows yet, the quiet one.
COLOURS = {
    "proposed": "open",
    "ongoing": "open",
    "stalled": "warn",
    "agreed": "good",
    "collapsed": "stop",
}
UNKNOWN_COLOUR = "soft"


def colour_of(status: str) -> str:
    return COLOURS.get(status, UNKNOWN_COLOUR)


def sign(status: str, x: float, y: float, radius: float = 6) -> Element:
    """Around `x`, `y`: a dashed ring proposed, half a disc ongoing, two bars stalled, a disc with a
    tick agreed, a cross collapsed; a small ring for anything else."""
    draw = _SIGNS.get(status, _other)
    return group(draw(x, y, radius, colour_of(status)))


def _proposed(x: float, y: float, r: float, colour: str) -> list[Element]:
    around = f"M{number(x - r + 1)} {number(y)}a{number(r - 1)} {number(r - 1)} 0 1 1 0 .01Z"
    return [path(around, line=colour, thickness=1.75, dashes="2.6 2.2")]


def _ongoing(x: float, y: float, r: float, colour: str) -> list[Element]:
    half = f"M{number(x)} {number(y - r)}a{number(r)} {number(r)} 0 0 1 0 {number(2 * r)}Z"
    return [circle(x, y, r - 0.9, line=colour, thickness=1.75), path(half, fill=colour)]


def _stalled(x: float, y: float, r: float, colour: str) -> list[Element]:
    tall = number(1.9 * r)
    bars = "".join(
        f"M{number(x + offset * r)} {number(y - 0.95 * r)}v{tall}" for offset in (-0.5, 0.5)
    )
    return [path(bars, line=colour, thickness=r * 0.55)]


def _agreed(x: float, y: float, r: float, colour: str) -> list[Element]:
    tick = (
        f"M{number(x - 0.45 * r)} {number(y)}l{number(0.35 * r)} {number(0.4 * r)}"
        f"l{number(0.6 * r)} {number(-0.8 * r)}"
    )
    return [
        circle(x, y, r, fill=colour),
        path(tick, line="paper", thickness=max(1.4, r * 0.26), is_round=True),
    ]


def _collapsed(x: float, y: float, r: float, colour: str) -> list[Element]:
    arm = 0.8 * r
    cross = "".join(
        f"M{number(x - arm)} {number(y - slope * arm)}L{number(x + arm)} {number(y + slope * arm)}"
        for slope in (1, -1)
    )
    return [path(cross, line=colour, thickness=r * 0.42, is_round=True)]


def _other(x: float, y: float, r: float, colour: str) -> list[Element]:
    return [circle(x, y, r * 0.6, line=colour, thickness=1.5)]


_SIGNS = {
    "proposed": _proposed,
    "ongoing": _ongoing,
    "stalled": _stalled,
    "agreed": _agreed,
    "collapsed": _collapsed,
}
