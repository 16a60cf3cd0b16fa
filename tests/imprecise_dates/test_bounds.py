"""The first and the last day that a date may be, and the spans that it overlaps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from coalition.imprecise_dates import ImpreciseDate
from tests.drawn_dates import days, imprecise_dates, plain


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
