"""A date as it is shown to be typed again: it reads as the same date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.date_phrases import parse_typed, typed_form
from coalition.imprecise_dates import ImpreciseDate, ImpreciseDateError
from tests.drawn_dates import days


@given(st.lists(days, min_size=2, max_size=2, unique=True).map(sorted))
def test_generated_label_of_two_days_reads_as_the_same_date(pair: list[date]) -> None:
    for edtf in (f"{pair[0]}/{pair[1]}", f"[{pair[0]}..{pair[1]}]", f"[{pair[0]},{pair[1]}]"):
        value = ImpreciseDate.from_edtf(edtf)
        assert typed_form(value) == value.label


@pytest.mark.parametrize(
    "edtf",
    [
        *(
            "2023",
            "2023-12",
            "2023-12-06",
            "2023-12~",
            "2023-12?",
            "2023-12-06%",
            "2023-06/2023-07",
        ),
        *(
            "[..2023-12-05]",
            "[..2023-11]",
            "[2023-12-06..]",
            "[2023-12..]",
            "2023/..",
            "../2023-12",
        ),
        *("{2023-12-06,2023-12-08}", "2019/2024"),
    ],
)
def test_generated_label_reads_as_the_same_date(edtf: str) -> None:
    value = ImpreciseDate.from_edtf(edtf)

    assert typed_form(value) == value.label
    assert parse_typed(value.label) == value


@given(
    st.sampled_from(["2023", "2023-12-1X", "[2023-12-15..2023-12-21]", "2023-24", "/2024"]),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=60),
)
def test_any_label_survives_being_shown_and_typed_again(edtf: str, label: str) -> None:
    try:
        value = ImpreciseDate.from_edtf(edtf, label=label)
    except ImpreciseDateError:
        return  # Bidirectional overrides are no label.
    assert parse_typed(typed_form(value)) == value


def test_label_that_means_another_date_is_shown_with_its_edtf() -> None:
    value = ImpreciseDate.from_edtf("2023-12-06", label="December 2023")

    assert typed_form(value) == "December 2023 = 2023-12-06"


def test_date_without_a_label_is_shown_as_edtf() -> None:
    assert typed_form(ImpreciseDate("2023", date(2023, 1, 1), date(2023, 12, 31), "")) == "2023"
