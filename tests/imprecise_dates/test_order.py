"""The order of dates of which each may be many days."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from coalition.imprecise_dates import ImpreciseDate
from tests.drawn_dates import imprecise_dates


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
