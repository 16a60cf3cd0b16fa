"""What a link to a record looks like where people share it: 1200 by 630, in the light scheme.

Nobody can zoom or scroll it, so it says little, and what it says fits whatever the names are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, tostring

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coalition.models.editions import Kind
from coalition.page_addresses import PAGE_PATHS
from coalition.pages.addresses import site_path
from coalition.pages.pictures.lettering import ELLIPSIS, Face, face_for, width_of, wrapped
from coalition.pages.pictures.rendering import png_of, standalone
from coalition.pages.pictures.shapes import END, box, circle, element, stroke, text
from coalition.pages.summaries import Summary, summary_of

Document = dict[str, Any]

WIDTH, HEIGHT = 1200, 630

_MARGIN = 72.0
_ROOM = WIDTH - 2 * _MARGIN
_TOP, _GAP, _FOOT = 132.0, 26.0, 528.0
_LEADING = 1.14
#: From the largest title to the smallest, which a very long one is cut at.
_TITLE_SIZES = (76.0, 66.0, 56.0, 48.0)
_TITLE_LINES = 4
#: More squares than these are a texture, not a number.
_SQUARES = 40
_SQUARE, _SQUARE_GAP = 20.0, 6.0
#: Of these the summary's own words are short, and worth more than white space.
_TOLD_MORE = (Kind.LEADER, Kind.ALLIANCE)

#: The colour of each state, as the pages have it.
_STATE_COLOURS = {
    "held": "good",
    "agreed": "good",
    "support": "good",
    "confirmed": "open",
    "tentative": "open",
    "ongoing": "open",
    "proposed": "open",
    "plan": "open",
    "postponed": "warn",
    "stalled": "warn",
    "concern": "warn",
    "demand": "warn",
    "cancelled": "stop",
    "collapsed": "stop",
    "displeasure": "stop",
    "denial": "stop",
}


@dataclass(frozen=True, slots=True)
class _Title:
    lines: list[str]
    size: float
    face: Face


@dataclass(frozen=True, slots=True)
class _Fact:
    """One line under the title."""

    words: str
    size: float
    face: Face = Face.SANS
    fill: str = "ink"

    @property
    def height(self) -> float:
        return self.size * 1.5

    def at(self, y: float) -> Element:
        baseline = y + self.size * 0.95
        return text(
            _MARGIN,
            baseline,
            self.words,
            size=self.size,
            face=self.face,
            fill=self.fill,
            width=_ROOM,
        )


def share_path(document: Document) -> str:
    """`/share/meetings/<slug>.png`, in the language of the page."""
    return site_path(f"/share/{PAGE_PATHS[document['kind']]}/{document['slug']}.png")


def share_image(document: Document, *, today: date) -> bytes:
    """The PNG for a document of any kind."""
    root = standalone(WIDTH, HEIGHT)
    root.extend(_drawn(document, summary_of(document, today=today)))
    return png_of(tostring(root, encoding="unicode"), scale=1)


def _drawn(document: Document, summary: Summary) -> list[Element]:
    facts = _facts(document, summary)
    squares = _squares(document)
    below = _GAP + sum(fact.height for fact in facts) + (_SQUARE + 20 if squares else 0)
    title = fitting_title(summary.title, _FOOT - 12 - _TOP - below)
    shapes = [box(0, 0, WIDTH, HEIGHT, fill="paper"), box(0, 0, WIDTH, 14, fill="accent")]
    shapes += _kicker(summary)
    y = _TOP
    for line in title.lines:
        shapes.append(text(_MARGIN, y + title.size * 0.82, line, size=title.size, face=title.face))
        y += title.size * _LEADING
    y += _GAP
    for fact in facts:
        shapes.append(fact.at(y))
        y += fact.height
    if squares:
        shapes.append(element("g", *squares, transform=f"translate({_MARGIN} {y + 10})"))
    return [*shapes, *_foot()]


def fitting_title(title: str, height: float) -> _Title:
    """As large as lets it stand in four lines and in `height`; the smallest, cut, if none does."""
    face = face_for(title, Face.SERIF)
    for size in _TITLE_SIZES:
        lines = min(_TITLE_LINES, max(1, int(height / (size * _LEADING))))
        found = wrapped(title, _ROOM, size, face, lines=lines)
        if not found or not found[-1].endswith(ELLIPSIS):
            break
    return _Title(found, size, face)


def _facts(document: Document, summary: Summary) -> list[_Fact]:
    facts = []
    if summary.native_name:
        facts.append(_Fact(summary.native_name, 34, fill="soft"))
    if summary.date:
        facts.append(_Fact(capfirst(str(summary.date)), 32, face=Face.BOLD))
    if summary.detail:
        facts.append(_Fact(summary.detail, 30, fill="soft"))
    if summary.text and document["kind"] in _TOLD_MORE:
        facts.append(_Fact(summary.text, 30, fill="soft"))
    return facts


def _kicker(summary: Summary) -> list[Element]:
    """The kind of record, and beside it a state that is not the usual one."""
    words = summary.label or summary.kind_word
    shapes = [text(_MARGIN, 92, words, size=28, face=Face.BOLD, fill="accent", width=_ROOM * 0.6)]
    if summary.state and summary.state != "held":
        colour = _STATE_COLOURS.get(summary.state, "soft")
        x = _MARGIN + min(width_of(words, 28, Face.BOLD), _ROOM * 0.6) + 24
        wide = width_of(summary.state_word, 24, Face.BOLD) + 32
        shapes += [
            box(x, 61, wide, 42, fill="paper", line=colour, thickness=2.5, radius=5),
            text(x + 16, 91, summary.state_word, size=24, face=Face.BOLD, fill=colour),
        ]
    return shapes


def _squares(document: Document) -> list[Element]:
    """One for each party that a report counts at a meeting: full if it is named."""
    if document["kind"] != Kind.MEETING:
        return []
    reported, named = document["reported"]["parties"], document["recorded"]["parties"]
    total = max(reported["count"], named) if reported else 0
    if not 0 < total <= _SQUARES or not named:
        return []
    return [
        box(
            n * (_SQUARE + _SQUARE_GAP) + 1,
            0,
            _SQUARE - 2,
            _SQUARE - 2,
            fill="ink" if n < named else "paper",
            line="ink",
            thickness=2,
        )
        for n in range(total)
    ]


def _foot() -> list[Element]:
    """The wordmark with its three rings, and where the page stands."""
    y = 572.0
    x = _MARGIN + 30
    rings = [
        circle(_MARGIN + 12, y - 14, 11, line="accent", thickness=4.5),
        circle(_MARGIN + 27, y - 14, 11, line="accent", thickness=4.5),
        circle(_MARGIN + 19.5, y - 1, 11, line="accent", thickness=4.5),
    ]
    return [
        stroke(_MARGIN, _FOOT, WIDTH - _MARGIN, _FOOT, line="rule", thickness=2),
        *rings,
        text(x + 24, y + 4, _("Coalition Desk"), size=36, face=Face.SERIF),
        text(
            WIDTH - _MARGIN,
            y + 2,
            urlsplit(settings.SITE_URL).netloc,
            size=26,
            fill="soft",
            anchor=END,
            width=_ROOM * 0.5,
        ),
    ]
