"""What an editor types for a date, read into an ImpreciseDate.

No library reads "third week of December", so the rules are our own. They see a folded copy of the
text (see `date_words`); the label keeps the editor's wording.
"""

import calendar
import dataclasses
import re
from collections.abc import Callable
from datetime import date, timedelta

from coalition.date_words import DateWords, edtf_of, fold, fold_dashes, read_words
from coalition.edtf_moments import ImpreciseDateError, quoted
from coalition.imprecise_dates import ImpreciseDate, clean_label

PHRASE_LIMIT = 240
PHRASE_EXAMPLES = (
    "6 December 2023, December 2023, 17-18 July 2023, between 15 and 21 December 2023, "
    "third week of December 2023, before 6 December 2023, since 2 May 2023, about December 2023; "
    "or your own words with their meaning: Diwali week = between 12 and 18 November 2023"
)

_EDTF_SIGNS = re.compile(r"[0-9x?~%./,\[\]{} -]+")
#: Only EDTF is written with these, so that its own error message helps most.
_EDTF_ONLY = re.compile(r"[\[\]{}~%]|\.\.|(?:[0-9]{4}|-[0-9]{2})/|^/|/$")
_TWO_YEARS = re.compile(r"([0-9]{4})[-/](1[3-9]|[2-9][0-9])")

_NTH = dict(zip(("first", "second", "third", "fourth"), (1, 2, 3, 4), strict=True))
_NTH |= {"last": -1, "final": -1} | {str(n): n for n in (1, 2, 3, 4)}
_PART = re.compile(
    r"(?:(?P<nth>first|second|third|fourth|last|final|[1-4]) (?P<unit>week|half|quarter) (?:of|in)"
    r"|(?P<early>early(?: in)?|(?:beginning|start) of)"
    r"|(?P<mid>mid[- ]?|middle of)"
    r"|(?P<late>late(?: in)?|end of))"
    r" ?(?P<whole>.+)"
)
_QUARTER = re.compile(r"q([1-4]) ([0-9]{4})")
_ABOUT = re.compile(r"(?:about|around|circa|approximately|approx|ca|c) (.+)")
_UNCERTAIN = re.compile(r"(.+?) ?(?:\?|\(uncertain\))")
_BETWEEN = re.compile(r"(?:some (?:day|time) )?between (.+) and (.+)")
_JOINT = re.compile(r" ?- ?| (?:to|until|till|through|and|or) ")


def parse_typed(text: str) -> ImpreciseDate:
    """Read what was typed; the label is the wording, or a plain English one if that was EDTF.

    `WORDS = MEANING` keeps any words as the label; the meaning is EDTF or a phrase. Raises
    ImpreciseDateError, with the remedy, and nothing else.
    """
    if len(text) > PHRASE_LIMIT:
        raise ImpreciseDateError(
            f"A date may have {PHRASE_LIMIT} characters; this has {len(text)}. Shorten it."
        )
    wording, equals, meaning = text.rpartition("=")
    value = _read(clean_label(meaning), is_meaning=bool(equals))
    return dataclasses.replace(value, label=clean_label(wording) or value.label)


def typed_form(value: ImpreciseDate) -> str:
    """What an editor would type for `value`: `parse_typed` gives the same date back."""
    if not value.label:
        return value.edtf
    try:
        if parse_typed(value.label) == value:
            return value.label
    except ImpreciseDateError:
        pass  # A source's wording need not be a phrase of ours.
    return f"{value.label} = {value.edtf}"


def _read(text: str, *, is_meaning: bool) -> ImpreciseDate:
    if not text:
        raise ImpreciseDateError(f"The date is empty. Write for example {PHRASE_EXAMPLES}.")
    plain = fold_dashes(text)
    if not is_meaning and (match := _TWO_YEARS.fullmatch(plain)):
        # In EDTF 2023-24 is the winter of 2023, which is not what anybody in a newsroom means.
        first, second = match[1], f"{int(match[1]) + 1:04d}"
        raise ImpreciseDateError(
            f"{quoted(text)} is no month. For both years write {first} to {second}; for the "
            f"financial year write April {first} to March {second}."
        )
    if _EDTF_SIGNS.fullmatch(plain):
        try:
            return ImpreciseDate.from_edtf(plain)
        except ImpreciseDateError:
            if _EDTF_ONLY.search(plain):
                raise
    folded = fold(text)
    edtf = _reserved(folded) or _related(folded) or _spanned(folded) or _joined(folded)
    if edtf is None:
        raise ImpreciseDateError(
            f"{quoted(text)} was not understood. Write for example {PHRASE_EXAMPLES}."
        )
    return ImpreciseDate.from_edtf(edtf, label=text)


def _reserved(text: str) -> str | None:
    """ "about December 2023", "December 2023?": a plain date with a reservation."""
    signs = ""
    if match := _UNCERTAIN.fullmatch(text):
        text, signs = match[1], "?"
    if match := _ABOUT.fullmatch(text):
        text, signs = match[1], "%" if signs else "~"
    moment = _moment(text) if signs else None
    return f"{moment}{signs}" if moment else None


def _related(text: str) -> str | None:
    """ "before 6 December 2023", "since 2023"."""
    for pattern, build in _RELATIONS:
        match = pattern.fullmatch(text)
        span = _span(match[1]) if match else None
        if span is not None:
            return build(*span)
    return None


def _spanned(text: str) -> str | None:
    """A plain date, or a part of a month or year: some day within it."""
    span = _span(text)
    if span is None:
        return None
    return span[0] if span[0] == span[1] else f"[{span[0]}..{span[1]}]"


def _span(text: str) -> tuple[str, str] | None:
    """The first and last moment of a phrase: twice the same for a plain date."""
    if match := _QUARTER.fullmatch(text):
        text = f"{match[1]} quarter of {match[2]}"
    moment = _moment(text)
    if moment:
        return moment, moment
    match = _PART.fullmatch(text)
    whole = _moment(match["whole"]) if match else None
    if match is None or whole is None:
        return None
    first = date.fromisoformat(f"{whole}-01-01"[:10])
    if len(whole) == 7:
        days = calendar.monthrange(first.year, first.month)[1]
        part = _part_of_month(match, days)
        return (f"{whole}-{part[0]:02d}", f"{whole}-{part[1]:02d}") if part else None
    if len(whole) == 4:
        months = _part_of_year(match)
        if months is None:
            raise ImpreciseDateError(
                f"{quoted(text)} has no agreed beginning and end. Write for example "
                f"between January and March {whole}."
            )
        last_day = calendar.monthrange(first.year, months[1])[1]
        return f"{whole}-{months[0]:02d}-01", f"{whole}-{months[1]:02d}-{last_day}"
    return None


def _part_of_month(match: re.Match[str], days: int) -> tuple[int, int] | None:
    """The first and last day of a part of a month that has so many `days`."""
    if match["unit"] == "week":
        nth = _NTH[match["nth"]]
        return (days - 6, days) if nth == -1 else (7 * nth - 6, 7 * nth)
    if match["unit"] == "half":
        return {1: (1, 15), 2: (16, days), -1: (16, days)}.get(_NTH[match["nth"]])
    if match["unit"]:
        return None
    return (1, 10) if match["early"] else (11, 20) if match["mid"] else (21, days)


def _part_of_year(match: re.Match[str]) -> tuple[int, int] | None:
    """The first and last month of a part of a year."""
    nth = _NTH.get(match["nth"], 0)
    if match["unit"] == "quarter":
        return (10, 12) if nth == -1 else (3 * nth - 2, 3 * nth)
    if match["unit"] == "half":
        return {1: (1, 6), 2: (7, 12), -1: (7, 12)}.get(nth)
    return None


def _joined(text: str) -> str | None:
    """Two dates: from one to the other, one or the other, or some day between them."""
    if match := _BETWEEN.fullmatch(text):
        pair = _pair(match[1], match[2])
        if pair and len(pair[0]) != len(pair[1]):
            first, last = (ImpreciseDate.from_edtf(moment) for moment in pair)
            return f"[{first.earliest}..{last.latest}]"
        return f"[{pair[0]}..{pair[1]}]" if pair else None
    text = re.sub(r"^(?:from|either|both) ", "", text)
    for joint in _JOINT.finditer(text):
        pair = _pair(text[: joint.start()], text[joint.end() :])
        if pair is None:
            continue
        start, end = pair
        if joint[0] == " or ":
            return f"[{start},{end}]"
        if joint[0] == " and " and end != _neighbour(start, 1):
            return f"{{{start},{end}}}"
        return f"{start}/{end}"
    return None


def _pair(left: str, right: str) -> tuple[str, str] | None:
    """Two dates, of which the first may leave to the second what they have in common."""
    first, second = read_words(left), read_words(right)
    if first is None or second is None:
        return None
    end = edtf_of(second)
    if first.month is None and first.day is not None:
        if second.day is None:
            return None
        first = first._replace(month=second.month)
    shares_year = first.year is None
    start = edtf_of(first._replace(year=second.year) if shares_year else first)
    if start is None or end is None:
        return None
    if start[: len(end)] > end:
        raise ImpreciseDateError(
            f"{quoted(f'{left} - {right}'.title())} would end before it begins. "
            f"Exchange the two{', or write the year of both' if shares_year else ''}."
        )
    return start, end


def _moment(text: str) -> str | None:
    words: DateWords | None = read_words(re.sub(r"^(?:on|in|during) ", "", text))
    return edtf_of(words) if words else None


def _neighbour(moment: str, step: int) -> str:
    """The day, month or year before (step -1) or after (step 1) one."""
    value = ImpreciseDate.from_edtf(moment)
    bound = value.earliest if step < 0 else value.latest
    try:
        return (bound + timedelta(days=step)).isoformat()[: len(moment)] if bound else moment
    except OverflowError:
        raise ImpreciseDateError("Years run from 0001 to 9999. Correct the year.") from None


#: Words before a date -> its EDTF from the first and last moment. "By" and "until" include the day.
_RELATIONS: tuple[tuple[re.Pattern[str], Callable[[str, str], str]], ...] = tuple(
    (re.compile(rf"(?:{words}) (.+?)(?: onwards)?"), build)
    for words, build in (
        ("before", lambda start, _end: f"[..{_neighbour(start, -1)}]"),
        ("by|(?:on|in) or before|(?:no|not) later than", lambda _start, end: f"[..{end}]"),
        ("after", lambda _start, end: f"[{_neighbour(end, 1)}..]"),
        ("(?:on|in) or after|(?:no|not) earlier than", lambda start, _end: f"[{start}..]"),
        ("since|from", lambda start, _end: f"{start}/.."),
        ("until|till|up to", lambda _start, end: f"../{end}"),
    )
)
