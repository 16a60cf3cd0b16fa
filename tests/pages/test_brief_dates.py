"""Dates in the columns of the attendance matrix: short, and no more exact than their source."""

from __future__ import annotations

import pytest
from django.utils import translation

from coalition.imprecise_dates import ImpreciseDate
from coalition.pages.brief_dates import brief


def brief_of(edtf: str, label: str = "") -> str:
    return brief(ImpreciseDate.from_edtf(edtf, label=label).as_document())


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2023-12-06", "6 Dec 2023"),
        ("2023-07-17/2023-07-18", "17–18 Jul 2023"),
        ("2023-10", "Oct 2023"),
        ("[2023-12-15..2023-12-21]", "Dec 2023"),
        ("[..2023-12-05]", "by 5 Dec 2023"),
        ("[2023-12-05..]", "from 5 Dec 2023"),
        ("9999-12", "Dec 9999"),
        ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024"),
    ],
)
def test_date_is_short(edtf: str, said: str) -> None:
    assert brief_of(edtf) == said


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2023-12-06~", "about 6 Dec 2023"),
        ("2023-12-06?", "6 Dec 2023 (uncertain)"),
        ("2023-12-06%", "about 6 Dec 2023 (uncertain)"),
        ("2023-12~", "about Dec 2023"),
        ("2023~", "about 2023"),
        # A day within ten, not the ten days.
        ("2023-12-1X", "Dec 2023"),
        ("2023-12-XX", "Dec 2023"),
        ("2023-12-05/2023-12", "Dec 2023"),
        # Two days, not the five from the one to the other.
        ("{2023-12-01,2023-12-05}", "1 and 5 December 2023"),
        (
            "2023-12-01~/2023-12-05",
            "about 1 December 2023 – 5 December 2023",
        ),
        ("[2023-12-01?,2023-12-05]", "1 December 2023 (uncertain) or 5 December 2023"),
        (
            "2023-12-1X/2023-12-25",
            "some time from 10 December 2023 to 19 December 2023 – 25 December 2023",
        ),
        ("../2023-12-05~", "until about 5 December 2023"),
        ("[..2023-12-05,2023-12-09]", "by 9 Dec 2023"),
    ],
)
def test_date_is_no_more_exact_than_its_source(edtf: str, said: str) -> None:
    assert brief_of(edtf) == said


def test_reservation_is_in_the_language_of_the_page() -> None:
    with translation.override("hi"):
        assert "6 दिस" in brief_of("2023-12-06~", "around the new moon")
