from __future__ import annotations

import pytest
from django.utils import translation

from coalition.imprecise_dates import ImpreciseDate
from coalition.pages.brief_dates import brief
from coalition.pages.times import duration_of, start_of, when


def date(edtf: str, label: str = "") -> dict[str, str | None]:
    return ImpreciseDate.from_edtf(edtf, label=label).as_document()


@pytest.mark.parametrize(
    ("edtf", "machine"),
    [
        ("2023-12-06", "2023-12-06"),
        ("2023-12", "2023-12"),
        ("2023", "2023"),
        ("[2023-12-15..2023-12-21]", ""),
        ("2023-07-17/2023-07-18", ""),
        ("2023-12~", ""),
    ],
)
def test_machines_are_told_only_what_they_have_a_word_for(edtf: str, machine: str) -> None:
    found = when(date(edtf))
    assert found is not None
    assert found.machine == machine


@pytest.mark.parametrize(
    ("edtf", "label", "span"),
    [
        (
            "[2023-12-15..2023-12-21]",
            "third week of December",
            "some day from 15 to 21 December 2023",
        ),
        (
            "[2023-11-28..2023-12-02]",
            "around the new month",
            "some day from 28 November to 2 December 2023",
        ),
        (
            "[2023-12-30..2024-01-02]",
            "at the turn of the year",
            "some day from 30 December 2023 to 2 January 2024",
        ),
        ("[..2023-12-05]", "before 6 December 2023", ""),
        ("2023-07-17/2023-07-18", "17-18 July 2023", ""),
        ("2023-12-06", "", ""),
    ],
)
def test_vague_words_are_spelt_out(edtf: str, label: str, span: str) -> None:
    found = when(date(edtf, label))
    assert found is not None
    assert found.span == span


@pytest.mark.parametrize(
    ("edtf", "label", "shown"),
    [
        (
            "[2023-12-15..2023-12-21]",
            "third week of December",
            "third week of December 2023",
        ),
        ("2023-12-06", "6 December 2023", "6 December 2023"),
        ("[2023-12-30..2024-01-02]", "at the turn of the year", "at the turn of the year"),
    ],
)
def test_label_says_its_year(edtf: str, label: str, shown: str) -> None:
    assert str(when(date(edtf, label))) == shown


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2023-12-06", "6 Dec 2023"),
        ("2023-07-17/2023-07-18", "17–18 Jul 2023"),
        ("2023-12", "Dec 2023"),
        ("[2023-12-15..2023-12-21]", "Dec 2023"),
        ("[..2023-12-05]", "by 5 Dec 2023"),
        ("[2023-12-05..]", "from 5 Dec 2023"),
        # Which of the days, or that it is certain, nobody said.
        ("2023-12-1X", "Dec 2023"),
        ("2023-12-06~", "Dec 2023"),
        ("2023-12-05/2023-12", "Dec 2023"),
        ("9999-12", "Dec 9999"),
    ],
)
def test_brief_date_says_no_more_than_the_source(edtf: str, shown: str) -> None:
    assert brief(date(edtf)) == shown


def test_date_that_cannot_be_shortened_stays_in_its_words() -> None:
    found = date("2023-12-30/2024-01-02")
    assert brief(found) == found["label"]


@pytest.mark.parametrize(
    ("time", "zone", "approximate", "said"),
    [
        ("19:00", "Asia/Kolkata", True, "about 7 pm IST"),
        ("19:30", "Asia/Kolkata", False, "7:30 pm IST"),
        ("12:00", "Asia/Kolkata", False, "noon IST"),
        ("00:00", "Asia/Kolkata", False, "midnight IST"),
        ("00:05", "Asia/Kolkata", False, "12:05 am IST"),
        ("09:00", "Europe/London", False, "9 am GMT"),
        ("09:00", "Asia/Dubai", False, "9 am UTC+04"),
    ],
)
def test_start_is_said_as_a_reader_would(
    time: str, zone: str, approximate: bool, said: str
) -> None:
    document = {"time": time, "timezone": zone, "approximate": approximate}
    assert start_of(document, when(date("2023-12-06"))) == said


def test_zone_has_the_name_of_that_day() -> None:
    document = {"time": "09:00", "timezone": "Europe/London", "approximate": False}
    assert start_of(document, when(date("2023-07-01"))) == "9 am BST"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(60, "1 hour"), (120, "2 hours"), (90, "1 hour 30 minutes"), (45, "45 minutes"), (None, "")],
)
def test_duration_is_said_in_hours_and_minutes(minutes: int | None, said: str) -> None:
    assert duration_of(minutes) == said


@pytest.mark.parametrize(
    ("edtf", "label", "shown", "span"),
    [
        ("2023-12-06", "6 December 2023", "6 दिसंबर 2023", ""),
        ("2023-12", "December 2023", "दिसंबर 2023", ""),
        ("2023", "2023", "2023", ""),
        ("2023-07-17/2023-07-18", "17-18 July 2023", "17 से 18 जुलाई 2023", ""),
        ("2023-12/2024-01", "the winter", "दिसंबर 2023 से जनवरी 2024", ""),
        (
            "[2023-12-15..2023-12-21]",
            "third week of December",
            "15 से 21 दिसंबर 2023 के बीच किसी दिन",
            'स्रोत के शब्दों में: <q lang="en-gb">third week of December 2023</q>',
        ),
        (
            "[..2023-12-05]",
            "before 6 December 2023",
            "6 दिसंबर 2023 से पहले",
            'स्रोत के शब्दों में: <q lang="en-gb">before 6 December 2023</q>',
        ),
    ],
)
def test_exact_date_is_written_by_the_locale(edtf: str, label: str, shown: str, span: str) -> None:
    with translation.override("hi"):
        found = when(date(edtf, label))
        assert found is not None
        assert (found.label, found.language, found.span) == (shown, "", span)


@pytest.mark.parametrize(
    "edtf",
    # There is no day after the last of all days, nor one before the first.
    ["2023-12~", "2023-21", "[2023-12-05,2023-12-09]", "[..9999-12-31]", "[0001-01-01..]"],
)
def test_what_only_the_source_can_say_stays_in_its_words(edtf: str) -> None:
    with translation.override("hi"):
        found = when(date(edtf, "around the new moon of December 2023"))
    assert found is not None
    assert found.label == "around the new moon of December 2023"
    assert found.language == "en-gb"


def test_source_is_escaped_where_its_words_become_markup() -> None:
    with translation.override("hi"):
        found = when(date("[2023-12-15..2023-12-21]", "<b>third week</b>"))
    assert found is not None
    assert "<b>" not in found.span


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("02:30", "रात 2:30 बजे IST"),
        ("09:00", "सुबह 9 बजे IST"),
        ("14:00", "दोपहर 2 बजे IST"),
        ("19:00", "शाम 7 बजे IST"),
        ("22:15", "रात 10:15 बजे IST"),
        ("12:00", "दोपहर 12 बजे IST"),
    ],
)
def test_hindi_names_the_part_of_the_day(time: str, said: str) -> None:
    document = {"time": time, "timezone": "Asia/Kolkata", "approximate": False}
    with translation.override("hi"):
        assert start_of(document, when(date("2023-12-06"))) == said


@pytest.mark.parametrize(("minutes", "said"), [(60, "1 घंटा"), (120, "2 घंटे"), (90, "1 घंटा 30 मिनट")])
def test_duration_has_the_plurals_of_the_language(minutes: int, said: str) -> None:
    with translation.override("hi"):
        assert duration_of(minutes) == said
