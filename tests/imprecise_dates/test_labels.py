"""Labels: the words of the source, or words of ours, within the limits of a column."""

from __future__ import annotations

import pytest
from hypothesis import given

from coalition.imprecise_dates import ImpreciseDate, ImpreciseDateError
from tests.drawn_dates import imprecise_dates


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
