"""The bars of memberships: solid where one is certain, broken where a source leaves the day open,
fading in where nobody recorded a beginning, and running on where nobody recorded an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from coalition.pages.alliance_terms import Term
from coalition.pages.pictures.shapes import box, number, path, stroke
from coalition.pages.pictures.time_scales import TimeScale

_BAR = 9.0
_FADE = 26.0
#: What runs on to the right needs room for its arrow.
ARROW = 10.0


@dataclass(frozen=True, slots=True)
class Span:
    """Where a bar may begin, surely lasts, and may still be; in units along the picture."""

    maybe_from: float
    sure_from: float
    sure_until: float
    maybe_until: float
    fades_in: bool
    runs_on: bool


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
        fades_in=since is None,
        runs_on=not term.has_end,
    )


def bar(span: Span, y: float, *, ended: bool) -> list[Element]:
    top = y - _BAR / 2
    begin = span.sure_from
    shapes: list[Element] = []
    if span.fades_in:
        begin = min(span.sure_from + _FADE, span.sure_until)
        shapes += _fade(span.sure_from, begin, top)
    elif span.sure_from > span.maybe_from:
        shapes.append(_maybe(span.maybe_from, span.sure_from, top))
    if span.sure_until > begin:
        shapes.append(box(begin, top, span.sure_until - begin, _BAR, fill="open"))
    if span.maybe_until > span.sure_until:
        shapes.append(_maybe(span.sure_until, span.maybe_until, top))
    if span.runs_on:
        shapes.append(_arrow(span.maybe_until, y))
    elif ended and span.maybe_until == span.sure_until:
        shapes.append(
            stroke(span.sure_until, y - 8, span.sure_until, y + 8, line="ink", thickness=2)
        )
    return shapes


def _fade(start: float, end: float, top: float) -> list[Element]:
    """Ever more solid, in steps: a gradient would need an id."""
    steps = 4
    wide = (end - start) / steps
    return [
        box(start + n * wide, top, wide, _BAR, fill="open", opacity=(n + 1) / (steps + 1))
        for n in range(steps)
    ]


def _maybe(start: float, end: float, top: float) -> Element:
    return box(start, top + 1, end - start, _BAR - 2, fill="open-wash", line="open", dashes="3 2")


def _arrow(x: float, y: float) -> Element:
    h = number(_BAR / 2 + 1)
    return path(
        f"M{number(x)} {number(y)}m0 -{h}l{number(ARROW - 1)} {h}l-{number(ARROW - 1)} {h}z",
        fill="open",
    )


def sample_sure(x: float, y: float, size: float) -> list[Element]:
    return [box(x - size / 2, y - _BAR / 2, size, _BAR, fill="open")]


def sample_maybe(x: float, y: float, size: float) -> list[Element]:
    return [_maybe(x - size / 2, x + size / 2, y - _BAR / 2)]


def sample_fade(x: float, y: float, size: float) -> list[Element]:
    return _fade(x - size / 2, x + size / 2, y - _BAR / 2)


def sample_arrow(x: float, y: float, size: float) -> list[Element]:
    return [_arrow(x - ARROW / 2, y)]
