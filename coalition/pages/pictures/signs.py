"""The marks of pictures as signs beside words in a page. The words say the same, so no sign is
read out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from xml.etree.ElementTree import Element, tostring

from django.utils.safestring import SafeString, mark_safe

from coalition.pages.pictures import talk_marks
from coalition.pages.pictures.marks import MARKS
from coalition.pages.pictures.shapes import circle, element, number, path
from coalition.pages.presence import Presence

_SIZE = 16.0
_MIDDLE = _SIZE / 2


@cache
def presence_sign(state: str) -> SafeString:
    """Of a party or leader at a meeting, as in the pictures of whole alliances; and of the state
    that only a record over time has."""
    if state in _OWN:
        return _written(_OWN[state])
    return _written(MARKS[Presence(state)](_MIDDLE, _MIDDLE, _SIZE))


@cache
def talk_sign(status: str) -> SafeString:
    return _written([talk_marks.sign(status, _MIDDLE, _MIDDLE, 6)])


def _represented() -> list[Element]:
    half = f"M2 {number(_MIDDLE)}a6 6 0 0 0 12 0Z"
    return [circle(_MIDDLE, _MIDDLE, 5.2, line="good", thickness=1.6), path(half, fill="good")]


#: By the relations that say them.
_OWN: dict[str, list[Element]] = {
    "on_behalf_of": _represented(),
    "named": MARKS[Presence.LEADERS_ONLY](_MIDDLE, _MIDDLE, _SIZE),
}


def _written(shapes: Sequence[Element]) -> SafeString:
    root = element(
        "svg",
        *shapes,
        viewBox=f"0 0 {number(_SIZE)} {number(_SIZE)}",
        css="sign",
        aria_hidden="true",
        focusable="false",
    )
    return mark_safe(tostring(root, encoding="unicode"))
