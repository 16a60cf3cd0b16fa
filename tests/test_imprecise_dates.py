"""EDTF text, its bounds, its label and its order."""

from __future__ import annotations

import itertools
import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.edtf_moments import parse_edtf
from coalition.imprecise_dates import ImpreciseDate, ImpreciseDateError

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
plain = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))
signs = st.sampled_from(["", "", "", "?", "~", "%"])
moments = st.one_of(
    st.builds(lambda text, sign: text + sign, plain, signs),
    st.builds(
        lambda day, masked: day.isoformat()[:8] + masked, days, st.sampled_from(["XX", "0X"])
    ),
    st.builds(lambda day: f"{day.year // 10:03d}X", days),
    st.builds(lambda day, code: f"{day.year}-{code}", days, st.sampled_from([21, 24, 33, 40])),
)
ordered_days = st.lists(days, min_size=2, max_size=6, unique=True).map(sorted)
expressions = st.one_of(
    moments,
    moments.map("{}/..".format),
    moments.map("../{}".format),
    plain.map("[..{}]".format),
    plain.map("[{}..]".format),
    ordered_days.map(lambda ds: f"{ds[0]}/{ds[1]}"),
    ordered_days.map(lambda ds: f"[{ds[0]}..{ds[1]}]"),
    ordered_days.map(lambda ds: "[" + ",".join(map(str, ds)) + "]"),
    ordered_days.map(lambda ds: "{" + ",".join(map(str, ds)) + "}"),
)
imprecise_dates = expressions.map(ImpreciseDate.from_edtf)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "label"),
    [
        ("2023", "2023-01-01", "2023-12-31", "2023"),
        ("2023-12", "2023-12-01", "2023-12-31", "December 2023"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("2023-12-06", "2023-12-06", "2023-12-06", "6 December 2023"),
        ("2023-07-17/2023-07-18", "2023-07-17", "2023-07-18", "17–18 July 2023"),
        ("2023-06-28/2023-07-02", "2023-06-28", "2023-07-02", "28 June – 2 July 2023"),
        ("2023-12-30/2024-01-02", "2023-12-30", "2024-01-02", "30 December 2023 – 2 January 2024"),
        ("2023-06/2023-07", "2023-06-01", "2023-07-31", "June–July 2023"),
        ("2019/2024", "2019-01-01", "2024-12-31", "2019–2024"),
        ("2023-07-18/..", "2023-07-18", None, "since 18 July 2023"),
        ("../2024-01-28", None, "2024-01-28", "until 28 January 2024"),
        # The library would end the first in 2033 and begin the second in 2014.
        ("2023-07-18/", "2023-07-18", None, "from 18 July 2023, end not known"),
        ("/2024-01-28", None, "2024-01-28", "until 28 January 2024, beginning not known"),
        ("[2023-12-15..2023-12-21]", "2023-12-15", "2023-12-21", "between 15 and 21 December 2023"),
        (
            "[2023-12..2024-01]",
            "2023-12-01",
            "2024-01-31",
            "between December 2023 and January 2024",
        ),
        ("[..2023-12-05]", None, "2023-12-05", "before 6 December 2023"),
        ("[..2023-12-31]", None, "2023-12-31", "before 1 January 2024"),
        ("[..2023-12]", None, "2023-12-31", "before January 2024"),
        ("[..2022]", None, "2022-12-31", "before 2023"),
        ("[..9999-12-31]", None, "9999-12-31", "no later than 31 December 9999"),
        ("[2023-12-06..]", "2023-12-06", None, "on or after 6 December 2023"),
        ("[2023-12..]", "2023-12-01", None, "in or after December 2023"),
        ("[2023-12-06,2023-12-08]", "2023-12-06", "2023-12-08", "6 or 8 December 2023"),
        ("{2023-12-06,2023-12-08}", "2023-12-06", "2023-12-08", "6 and 8 December 2023"),
        (
            "[2023-12-06,2023-12-08..2023-12-10]",
            *("2023-12-06", "2023-12-10"),
            "6 December 2023 or between 8 and 10 December 2023",
        ),
        ("2023-12~", "2023-12-01", "2023-12-31", "about December 2023"),
        ("2023-12?", "2023-12-01", "2023-12-31", "December 2023 (uncertain)"),
        ("2023-12-06%", "2023-12-06", "2023-12-06", "about 6 December 2023 (uncertain)"),
        ("202X", "2020-01-01", "2029-12-31", "the 2020s"),
        ("2023-XX", "2023-01-01", "2023-12-31", "some month of 2023"),
        ("2023-XX-XX", "2023-01-01", "2023-12-31", "some day in 2023"),
        ("2023-02-XX", "2023-02-01", "2023-02-28", "some day in February 2023"),
        (
            *("2023-02-2X", "2023-02-20", "2023-02-28"),
            "some time from 20 February 2023 to 28 February 2023",
        ),
        (
            "2023-1X",
            "2023-10-01",
            "2023-12-31",
            "some time from 1 October 2023 to 31 December 2023",
        ),
        # The library ends this on 29 February 2029.
        (
            *("202X-02-29", "2020-02-29", "2028-02-29"),
            "some time from 29 February 2020 to 29 February 2028",
        ),
        ("2023-21", "2023-03-01", "2023-05-31", "spring 2023 (March to May)"),
        ("2023-24", "2023-12-01", "2024-02-29", "winter 2023–24 (December to February)"),
        ("2023-34", "2023-04-01", "2023-06-30", "second quarter of 2023"),
        ("2023-40", "2023-01-01", "2023-06-30", "first half of 2023"),
    ],
)
def test_date_of_each_shape(
    text: str, earliest: str | None, latest: str | None, label: str
) -> None:
    found = ImpreciseDate.from_edtf(text)

    assert found.as_document() == {
        "edtf": text,
        "earliest": earliest,
        "latest": latest,
        "label": label,
    }


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("  2023-12-06 ", "2023-12-06"),
        ("2023-07-17 / 2023-07-18", "2023-07-17/2023-07-18"),
        ("[ 2023-12-15 .. 2023-12-21 ]", "[2023-12-15..2023-12-21]"),
        ("[2023-12-06, 2023-12-08]", "[2023-12-06,2023-12-08]"),
        ("202x", "202X"),
        ("2023-12-xx", "2023-12-XX"),
        ("2023-12-06/2023-12-06", "2023-12-06"),
        ("[2023-12-06]", "2023-12-06"),
        ("[2023-12..2023-12]", "2023-12"),
        ("{2023-07-17..2023-07-18}", "2023-07-17/2023-07-18"),
    ],
)
def test_text_in_another_spelling(text: str, canonical: str) -> None:
    assert ImpreciseDate.from_edtf(text) == ImpreciseDate.from_edtf(canonical)
    assert ImpreciseDate.from_edtf(text).edtf == canonical


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("yesterday", "not in that notation"),
        ("6 December 2023", "not in that notation"),
        ("2023-06-31", "June has 30 days"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("2023-13", "no month 13"),
        ("2023-25", "no month 25"),
        ("2023-00", "no such month or year"),
        ("2023-12-00", "no such day, month or year"),
        ("0000", "no such month or year"),
        ("-0044", "year is not one of 0001 to 9999"),
        ("Y12023", "year is not one of 0001 to 9999"),
        ("10000-01-01", "year is not one of 0001 to 9999"),
        ("2023-12-06T19:00:00", "not in that notation"),
        ("2023-12-06/2023-07-01", "before it begins"),
        ("[2023-12-21..2023-12-15]", "before it begins"),
        ("[2023-12-08,2023-12-06]", "earliest first"),
        ("[2023-12,2023-12-06]", "earliest first"),
        ("[2023-12-06..,2024]", "earliest first"),
        ("[2023-12-06..2024]", "years, or months, or days"),
        ("[2023~..2024]", "plain year, month or day"),
        ("{..2023-12-06}", "cannot be open"),
        ("../..", "neither a beginning nor an end"),
        ("/", "neither a beginning nor an end"),
        ("[..]", "neither a beginning nor an end"),
        ("[]", "a date is missing"),
        ("[2023", "bracket is not closed"),
        ("XXXX", "nothing about the year"),
        ("XXXX-12-06", "nothing about the year"),
        ("2023-02-3X", "no day of the calendar"),
        ("2023\x00", "invisible control character"),
        ("2023-12-06\n", "invisible control character"),
        ("2023/" * 21, "longer than 100 characters"),
        ("２０２３", "not in that notation"),
    ],
)
def test_text_that_is_no_date(text: str, reason: str) -> None:
    with pytest.raises(ImpreciseDateError, match=reason):
        ImpreciseDate.from_edtf(text)


def test_error_names_the_text_and_the_remedy() -> None:
    with pytest.raises(ImpreciseDateError, match=r"“yesterday”.+2023-12-06.+\[\.\.2023-12-05\]"):
        ImpreciseDate.from_edtf("yesterday")


def test_error_about_disguising_text_shows_none_of_it() -> None:
    with pytest.raises(ImpreciseDateError) as caught:
        ImpreciseDate.from_edtf("2023\u202e")

    assert "\u202e" not in str(caught.value)


@given(st.text(max_size=110))
def test_any_text_is_a_date_or_our_error(text: str) -> None:
    try:
        found = ImpreciseDate.from_edtf(text)
    except ImpreciseDateError:
        return
    assert found.earliest or found.latest


@given(st.text("0123456789X-/.,[]{}?~% xY", max_size=24))
def test_any_text_in_edtf_signs_is_a_date_or_our_error(text: str) -> None:
    try:
        found = ImpreciseDate.from_edtf(text)
    except ImpreciseDateError:
        return
    assert ImpreciseDate.from_edtf(found.edtf) == found


@given(imprecise_dates)
def test_canonical_text_reads_as_the_same_date(value: ImpreciseDate) -> None:
    assert ImpreciseDate.from_edtf(value.edtf) == value


@given(imprecise_dates)
def test_bounds_are_in_order(value: ImpreciseDate) -> None:
    assert value.earliest or value.latest
    assert value.earliest is None or value.latest is None or value.earliest <= value.latest


@given(plain)
def test_plain_date_bounds_what_begins_with_it(text: str) -> None:
    """Against the calendar, day by day at its edges, not against the library."""
    value = ImpreciseDate.from_edtf(text)

    assert value.earliest
    assert value.latest
    inside = (value.earliest, value.latest)
    outside = (value.earliest - timedelta(days=1), value.latest + timedelta(days=1))
    assert all(day.isoformat().startswith(text) for day in inside)
    assert not any(day.isoformat().startswith(text) for day in outside)


def test_every_day_of_two_centuries_is_itself() -> None:
    for ordinal in range(date(1900, 1, 1).toordinal(), date(2101, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        found = ImpreciseDate.from_edtf(day.isoformat())
        assert (found.edtf, found.earliest, found.latest) == (day.isoformat(), day, day)


@pytest.mark.parametrize(
    "text",
    [
        *("2023", "2023-12", "2023-12-06", "2023-12~", "202X", "2023-XX", "2023-12-XX"),
        *("2023-07-17/2023-07-18", "2023-07-18/..", "../2024-01-28", "2023-33"),
        *("[2023-12-15..2023-12-21]", "[..2023-12-05]", "[2023-12-06..]"),
        *("[2023-12-06,2023-12-08]", "{2023-12-06,2023-12-08}"),
    ],
)
def test_canonical_text_is_edtf_to_others(text: str) -> None:
    assert str(parse_edtf(ImpreciseDate.from_edtf(text).edtf)).replace(", ", ",") == text


@given(st.lists(imprecise_dates, min_size=2, max_size=8))
def test_what_is_over_before_another_begins_sorts_first(dates: list[ImpreciseDate]) -> None:
    for a, b in itertools.permutations(dates, 2):
        if a.latest and b.earliest and a.latest < b.earliest:
            assert a.sort_key < b.sort_key


def test_order_of_dates_that_overlap() -> None:
    in_order = [
        "[..2023-12-05]",
        "2023-12-05",
        "2023-12-06",
        "2023-12-06/..",
        "[2023-12-15..2023-12-21]",
    ]
    dates = [ImpreciseDate.from_edtf(text) for text in sorted(in_order)]

    assert [d.edtf for d in sorted(dates, key=lambda d: d.sort_key)] == in_order


@given(imprecise_dates, days, days)
def test_overlap_with_a_span_is_a_shared_day(value: ImpreciseDate, start: date, end: date) -> None:
    earliest, latest = value.earliest or date.min, value.latest or date.max
    shared = max(start, earliest) <= min(end, latest)

    assert value.overlaps(start, end) is shared


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, True),
        (None, date(2023, 12, 14), False),
        (None, date(2023, 12, 15), True),
        (date(2023, 12, 21), None, True),
        (date(2023, 12, 22), None, False),
        (date(2023, 12, 20), date(2023, 12, 16), False),
    ],
)
def test_overlap_with_an_open_or_empty_span(
    start: date | None, end: date | None, expected: bool
) -> None:
    assert ImpreciseDate.from_edtf("[2023-12-15..2023-12-21]").overlaps(start, end) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-12-06", True),
        ("2023-12-06~", False),
        ("2023-12-06?", False),
        ("2023-12", False),
        ("[..2023-12-05]", False),
        ("2023-07-17/2023-07-18", False),
    ],
)
def test_exact_date_is_one_day_without_reservation(text: str, expected: bool) -> None:
    assert ImpreciseDate.from_edtf(text).is_exact is expected


def test_label_of_the_source_is_kept() -> None:
    value = ImpreciseDate.from_edtf(
        "[2023-12-15..2023-12-21]", label="  third   week of\u00a0December "
    )

    assert value.label == str(value) == "third week of December"


def test_label_in_an_indian_script_keeps_its_joiners() -> None:
    label = "\u0926\u093f\u0938\u0902\u092c\u0930 \u0915\u094d\u200d\u0937"

    assert ImpreciseDate.from_edtf("2023-12", label=label).label == label


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\u202e", "\u2066", "\ufffe", "\U0010ffff", "\ud800"]
)
def test_label_with_an_invisible_control_character(sign: str) -> None:
    with pytest.raises(ImpreciseDateError, match="invisible control character"):
        ImpreciseDate.from_edtf("2023-12", label=f"Dec{sign}ember")


def test_label_over_its_limit() -> None:
    assert ImpreciseDate.from_edtf("2023", label="x" * 120).label == "x" * 120
    with pytest.raises(ImpreciseDateError, match="Shorten it"):
        ImpreciseDate.from_edtf("2023", label="x" * 121)


@given(imprecise_dates)
def test_generated_label_fits_its_column(value: ImpreciseDate) -> None:
    assert 0 < len(value.label) <= 120


def test_long_set_is_labelled_by_its_text() -> None:
    text = "[" + ",".join(f"2023-12-{day:02d}" for day in range(1, 18, 2)) + "]"

    assert len(text) <= 100
    assert ImpreciseDate.from_edtf(text).label == text


def test_columns_of_a_field() -> None:
    assert ImpreciseDate.from_edtf("[..2023-12-05]").columns("began") == {
        "began": "[..2023-12-05]",
        "began_earliest": None,
        "began_latest": date(2023, 12, 5),
        "began_label": "before 6 December 2023",
    }


def test_date_survives_pickling() -> None:
    value = ImpreciseDate.from_edtf("2023-12")

    assert pickle.loads(pickle.dumps(value)) == value
