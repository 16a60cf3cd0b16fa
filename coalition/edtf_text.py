"""EDTF text (ISO 8601-2) read into its first and last possible day and an English label.

We read the part of EDTF that news reports need, and strictly: "about" and "uncertain" never widen
the bounds, because nobody said by how much.

Single dates are judged by the `edtf` library (see `edtf_moments`). What holds them together,
intervals and sets, is read here, because the library (5.0.2) gives an interval with a blank side
ten invented years even in its "strict" bounds, answers an open side with a float infinity, lets
reversed intervals pass and refuses `[2023]`.
"""

import itertools
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from coalition.edtf_moments import (
    EDTF_EXAMPLES,
    ImpreciseDateError,
    Moment,
    plain_label,
    quoted,
    read_moment,
    refusal,
)

EDTF_LIMIT = 100
_SPACE_AT_SIGN = re.compile(r"\s*(\.\.|[/,\[\]{}])\s*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Reading:
    """Canonical EDTF and what it means; None is an open side, and never both are."""

    edtf: str
    earliest: date | None
    latest: date | None
    label: str


def read_edtf(text: str) -> Reading:
    """Read EDTF whatever its case and spacing. Raises ImpreciseDateError and nothing else."""
    if len(text) > EDTF_LIMIT:
        raise refusal(text, f"it is longer than {EDTF_LIMIT} characters")
    if _CONTROL.search(text):
        raise refusal(text, "there is an invisible control character in it")
    text = _SPACE_AT_SIGN.sub(r"\1", text.strip()).replace("x", "X")
    if not text:
        raise ImpreciseDateError(f"The date is empty. Write for example {EDTF_EXAMPLES}.")
    return _read(text)


# The library takes milliseconds for a date; a newsroom writes the same few again and again.
@lru_cache(maxsize=4096)
def _read(text: str) -> Reading:
    if text[0] in "[{":
        return _read_set(text)
    if "/" in text:
        return _read_interval(text)
    moment = read_moment(text)
    return Reading(moment.text, moment.earliest, moment.latest, moment.label)


def _read_interval(text: str) -> Reading:
    lower, _, upper = text.partition("/")
    # A blank side is an unknown day and `..` an open side: neither bounds the date.
    start = None if lower in ("", "..") else read_moment(lower)
    end = None if upper in ("", "..") else read_moment(upper)
    if start and end:
        if start == end:
            return _read(start.text)
        _refuse_reversed(text, start, end)
        left = _without_shared_ending(start, end)
        dash = " – " if " " in left else "–"
        return Reading(text, start.earliest, end.latest, f"{left}{dash}{end.label}")
    if start:
        label = f"since {start.label}" if upper else f"from {start.label}, end not known"
        return Reading(text, start.earliest, None, label)
    if end:
        label = f"until {end.label}" if lower else f"until {end.label}, beginning not known"
        return Reading(text, None, end.latest, label)
    raise refusal(text, "it has neither a beginning nor an end")


def _read_set(text: str) -> Reading:
    """`[…]`: one of these days; `{…}`: all of them."""
    is_choice = text[0] == "["
    if text[-1] != ("]" if is_choice else "}"):
        raise refusal(text, "its bracket is not closed")
    spans = [_span(item, text) for item in text[1:-1].split(",")]
    if not is_choice and any(start is None or end is None for start, end in spans):
        raise refusal(text, "braces name every day, so they cannot be open")
    for (_, end), (start, _) in itertools.pairwise(spans):
        # One order only, so that equal sets have equal text.
        if start is None or end is None or start.earliest <= end.latest:
            raise refusal(text, "its dates must follow one another, earliest first")
    first, last = spans[0][0], spans[-1][1]
    if len(spans) == 1 and first and last:
        if first == last:
            return _read(first.text)
        if not is_choice:
            return _read_interval(f"{first.text}/{last.text}")
    return Reading(
        text,
        first.earliest if first else None,
        last.latest if last else None,
        _set_label(spans, is_choice=is_choice),
    )


def _span(item: str, whole: str) -> tuple[Moment | None, Moment | None]:
    if not item:
        raise refusal(whole, "a date is missing between its brackets")
    lower, dots, upper = item.partition("..")
    if not dots:
        moment = read_moment(item)
        return moment, moment
    start = read_moment(lower) if lower else None
    end = read_moment(upper) if upper else None
    if start is None and end is None:
        raise refusal(whole, "it has neither a beginning nor an end")
    if not all(side.is_plain for side in (start, end) if side):
        raise refusal(whole, "beside “..” stands a plain year, month or day")
    if start and end:
        if len(lower) != len(upper):
            raise refusal(whole, "both ends of “..” must be years, or months, or days")
        _refuse_reversed(whole, start, end)
    return start, end


def _refuse_reversed(text: str, start: Moment, end: Moment) -> None:
    if start.earliest > end.latest:
        raise ImpreciseDateError(
            f"{quoted(text)} ends ({end.label}) before it begins ({start.label}). Correct either."
        )


def _without_shared_ending(start: Moment, end: Moment) -> str:
    """The "17" of 17 July 2023 before 18 July 2023; the "28 June" before 2 July 2023."""
    words = start.label.split()
    if start.is_plain and end.is_plain and len(start.text) == len(end.text):
        others = end.label.split()
        while words[-1] == others[-1]:
            words.pop()
            others.pop()
    return " ".join(words)


def _set_label(spans: list[tuple[Moment | None, Moment | None]], *, is_choice: bool) -> str:
    word = "or" if is_choice else "and"
    (first, first_end), (last, last_end) = spans[0], spans[-1]
    if len(spans) == 2 and first and last and first == first_end and last == last_end:
        return f"{_without_shared_ending(first, last)} {word} {last.label}"
    labels = [_span_label(start, end, is_choice=is_choice) for start, end in spans]
    return f" {word} ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))


def _span_label(start: Moment | None, end: Moment | None, *, is_choice: bool) -> str:
    if start and end:
        if start == end:
            return start.label
        left = _without_shared_ending(start, end)
        return f"between {left} and {end.label}" if is_choice else f"{left} to {end.label}"
    if start:
        return f"{'on' if len(start.text) == 10 else 'in'} or after {start.label}"
    if end is None or end.latest == date.max:
        return f"no later than {end.label}" if end else ""
    following = (end.latest + timedelta(days=1)).isoformat()[: len(end.text)]
    return f"before {plain_label(following)}"
