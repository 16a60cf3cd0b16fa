"""How wide a text will be, and how to make it fit: with the advance widths of our own fonts.

Shaping only ever makes a text narrower than the sum of its characters (ligatures, conjuncts, joined
letters), so what is found to fit here does fit. Within a page the reader's own system font is used,
which is narrower than Noto Sans with few exceptions; `_SLACK` covers those.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent / "fonts"

_SLACK = 1.05
#: Of a character that no font of ours has: as wide as any is.
_UNKNOWN = 1.0

ELLIPSIS = "…"
_ZERO_WIDTH_JOINER = "\u200d"
#: Joins the consonant before it to the one after it; by combining class, in every script of India.
_VIRAMA = 9


class Face(Enum):
    """What texts are set in; the value is the file of the font.

    The sans serif has every script that names are written in, the serif has Latin alone.
    """

    SANS = "NotoSans-Regular.ttf"
    BOLD = "NotoSans-SemiBold.ttf"
    SERIF = "Newsreader-SemiBold.ttf"


@cache
def _advances(face: Face) -> dict[int, float]:
    """Of each character of a font, in parts of the type size."""
    with TTFont(FONTS / face.value, lazy=True) as font:
        metrics = font["hmtx"].metrics
        em = font["head"].unitsPerEm
        return {code: metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}


@lru_cache(maxsize=8192)
def _advance(character: str, face: Face) -> float:
    for tried in (face, Face.SANS):
        found = _advances(tried).get(ord(character))
        if found is not None:
            return found
    return _UNKNOWN


def face_for(text: str, face: Face) -> Face:
    """The face to set `text` in: one font for all of it, so that shaping and weight are one too."""
    if face is not Face.SERIF or all(ord(character) in _advances(face) for character in text):
        return face
    return Face.BOLD


def width_of(text: str, size: float, face: Face = Face.SANS) -> float:
    return sum(_advance(character, face) for character in text) * size * _SLACK


def fitted(text: str, width: float, size: float, face: Face = Face.SANS) -> str:
    """`text`, or as much of its beginning as fits into `width` with an ellipsis."""
    if width_of(text, size, face) <= width:
        return text
    room = width - width_of(ELLIPSIS, size, face)
    kept = ""
    for cluster in clusters(text):
        room -= width_of(cluster, size, face)
        if room < 0:
            break
        kept += cluster
    return f"{kept.rstrip()}{ELLIPSIS}"


def wrapped(
    text: str, width: float, size: float, face: Face = Face.SANS, *, lines: int
) -> list[str]:
    """`text` in at most `lines` lines, none wider than `width`; the last one may be cut."""
    words = text.split()
    found: list[str] = []
    line = ""
    while words and len(found) < lines:
        longer = f"{line} {words[0]}".strip()
        if width_of(longer, size, face) <= width:
            line = longer
            words.pop(0)
        elif not line or len(found) == lines - 1:
            # A word that fits no line, or what is left when there is no further line.
            rest = " ".join(filter(None, (line, *words)))
            head, tail = _split(rest, width, size, face) if len(found) < lines - 1 else (rest, "")
            found.append(fitted(head, width, size, face))
            words = tail.split()
            line = ""
        else:
            found.append(line)
            line = ""
    if line and len(found) < lines:
        found.append(line)
    return found


def _split(text: str, width: float, size: float, face: Face) -> tuple[str, str]:
    """As much of `text` as fits, and the rest, cut between clusters; at least one is taken."""
    kept = ""
    for cluster in clusters(text):
        if kept and width_of(kept + cluster, size, face) > width:
            break
        kept += cluster
    return kept, text[len(kept) :]


def clusters(text: str) -> list[str]:
    """What must not be cut apart: a letter with its marks, and what a virama or joiner joins."""
    found: list[str] = []
    joins = False
    for character in text:
        is_mark = unicodedata.category(character).startswith("M") or character in "\u200c\u200d"
        if found and (is_mark or joins):
            found[-1] += character
        else:
            found.append(character)
        joins = character == _ZERO_WIDTH_JOINER or unicodedata.combining(character) == _VIRAMA
    return found
