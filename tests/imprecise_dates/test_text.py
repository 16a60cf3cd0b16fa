"""EDTF text: what it says, in another spelling too, and as what it is kept."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given

from coalition.edtf_moments import parse_edtf
from coalition.imprecise_dates import ImpreciseDate
from tests.drawn_dates import imprecise_dates


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


@given(imprecise_dates)
def test_canonical_text_reads_as_the_same_date(value: ImpreciseDate) -> None:
    assert ImpreciseDate.from_edtf(value.edtf) == value


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
