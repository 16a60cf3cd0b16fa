"""The bars of memberships: solid where one is certain, broken where a source leaves the day open,
with an arrow to the left where nobody recorded a beginning, and to the right where nobody recorded
an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from coalition.pages.alliance_terms import Term
from coalition.pages.pictures.shapes import box, number, path, stroke
from coalition.pages.pictures.time_scales import TimeScale

_BAR = 9.0
#: The room that an arrow needs, on either side.
ARROW = 10.0


@dataclass(frozen=True, slots=True)
class Span:
    """Where a bar may begin, surely lasts, and may still be; in units along the picture."""

    maybe_from: float
    sure_from: float
    sure_until: float
    maybe_until: float
    comes_from_before: bool
    runs_on: bool

    @property
    def has_known_end(self) -> bool:
        return not self.runs_on and self.maybe_until == self.sure_until


def span_of(term: Term, scale: TimeScale, *, today: date) -> Span:
    """Uncertain as the dates are: from the earliest to the latest day of each end.

    Nothing is known of the days after `today` but what is recorded of them: without an end a bar
    is drawn until then, and so is one that is over, whatever else its source leaves open.
    """
    since, until, now = term.since, term.until, scale.at(today)
    maybe_from = scale.at(since.earliest) if since and since.earliest else scale.left
    sure_from = scale.at(since.latest) if since and since.latest else maybe_from
    if since and not since.latest:
        # “After …”: it began some day from then on.
        sure_from = max(maybe_from, now)
    maybe_until = scale.right if term.has_end else now
    if until and until.latest:
        maybe_until = scale.at(until.latest)
    if term.is_over:
        maybe_until = min(maybe_until, now)
    sure_until = scale.at(until.earliest) if until and until.earliest else maybe_until
    if (until and not until.earliest) or (term.has_end and not until):
        # “Before …”, or over, but nobody says since when.
        sure_until = sure_from
    return Span(
        maybe_from=min(maybe_from, sure_from),
        sure_from=sure_from,
        sure_until=max(sure_until, sure_from),
        maybe_until=max(maybe_until, sure_from),
        comes_from_before=since is None,
        runs_on=not term.has_end,
    )


def bar(span: Span, y: float) -> list[Element]:
    top = y - _BAR / 2
    shapes: list[Element] = []
    if span.comes_from_before:
        shapes.append(_arrow(span.maybe_from, y, -1))
    if span.sure_from > span.maybe_from:
        shapes.append(_maybe(span.maybe_from, span.sure_from, top))
    if span.sure_until > span.sure_from:
        wide = span.sure_until - span.sure_from
        shapes.append(box(span.sure_from, top, wide, _BAR, fill="open"))
    if span.maybe_until > span.sure_until:
        shapes.append(_maybe(span.sure_until, span.maybe_until, top))
    if span.runs_on:
        shapes.append(_arrow(span.maybe_until, y, 1))
    elif span.has_known_end:
        shapes.append(_end(span.sure_until, y))
    return shapes


def _maybe(start: float, end: float, top: float) -> Element:
    return box(start, top + 1, end - start, _BAR - 2, fill="open-wash", line="open", dashes="3 2")


def _arrow(x: float, y: float, side: int) -> Element:
    """From `x` on, to the right if `side` is 1 and to the left if it is -1."""
    h, long = number(_BAR / 2 + 1), number(side * (ARROW - 1))
    back = number(side * (1 - ARROW))
    return path(f"M{number(x)} {number(y)}m0 -{h}l{long} {h}l{back} {h}z", fill="open")


def _end(x: float, y: float) -> Element:
    return stroke(x, y - 8, x, y + 8, line="ink", thickness=2)


def sample_sure(x: float, y: float, size: float) -> list[Element]:
    return [box(x - size / 2, y - _BAR / 2, size, _BAR, fill="open")]


def sample_maybe(x: float, y: float, size: float) -> list[Element]:
    return [_maybe(x - size / 2, x + size / 2, y - _BAR / 2)]


def sample_end(x: float, y: float, size: float) -> list[Element]:
    return [box(x - size / 2, y - _BAR / 2, size / 2, _BAR, fill="open"), _end(x, y)]


def sample_from_before(x: float, y: float, size: float) -> list[Element]:
    return [_arrow(x + ARROW / 2, y, -1)]


def sample_arrow(x: float, y: float, size: float) -> list[Element]:
    return [_arrow(x - ARROW / 2, y, 1)]
