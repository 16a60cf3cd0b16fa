from __future__ import annotations

import pytest
from django.utils import translation

from coalition.imprecise_dates import ImpreciseDate
from coalition.pages.times import duration_of, start_of, when


def date(edtf: str, label: str = "") -> dict[str, str | None]:
    return ImpreciseDate.from_edtf(edtf, label=label).as_document()


def span_of(edtf: str, label: str) -> str:
    found = when(date(edtf, label))
    assert found is not None
    return found.span


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
        (
            "[2017-12-01..2017-12-07]",
            "first week of December 2017",
            "some day from 1 to 7 December 2017",
        ),
        (
            "[2025-12-20..2025-12-25]",
            "the week before Christmas 2025",
            "some day from 20 to 25 December 2025",
        ),
        ("[..2023-11-11]", "before Diwali", "before 12 November 2023"),
        ("[2023-11-13..]", "after Diwali", "after 12 November 2023"),
    ],
)
def test_vague_words_are_spelt_out(edtf: str, label: str, span: str) -> None:
    assert span_of(edtf, label) == span


@pytest.mark.parametrize(
    ("edtf", "label", "span"),
    [
        ("2023-11-12", "Diwali", "12 November 2023"),
        ("2023-11-12", "Diwali 2023", "12 November 2023"),
        ("2023-11-12", "12 days after the poll", "12 November 2023"),
        ("2023-11-12", "Sunday after the 2018 formula", "12 November 2023"),
        ("2023-12", "later this month", "December 2023"),
        ("2023-12", "the 12th month", "December 2023"),
        ("2023", "the year after 2022", "2023"),
        ("2023-12-09/2023-12-10", "the weekend", "9 to 10 December 2023"),
        ("2023-12/2024-01", "the winter", "December 2023 to January 2024"),
        ("2023-12-30/2024-01-02", "30 December to 2 January", "30 December 2023 to 2 January 2024"),
        ("2023-11-12/..", "since Diwali", "since 12 November 2023"),
        ("[2023-21,2023-23]", "spring or autumn", "some day from 1 March to 30 November 2023"),
        ("2023-11-12~", "around Diwali", "about 12 November 2023"),
        ("2023-11-12?", "on Diwali, it seems", "12 November 2023 (uncertain)"),
        ("2023-11%", "around Diwali, it seems", "about November 2023 (uncertain)"),
    ],
)
def test_own_words_for_a_date_hide_no_day(edtf: str, label: str, span: str) -> None:
    assert span_of(edtf, label) == span


@pytest.mark.parametrize(
    ("edtf", "label"),
    [
        ("2023-12-06", ""),
        ("2023-12-06", "Wednesday, 6 December"),
        ("2023-12-06", "Dec 6, 2023"),
        ("2023-12-06", "6th december"),
        ("2023-09", "Sept 2023"),
        ("2023-12", "December"),
        ("2023", "this year"),
        ("2023-07-17/2023-07-18", "17-18 July 2023"),
        ("2023-12-30/2024-01-02", ""),
        ("2023-12-06/..", ""),
        ("2023-12-06~", ""),
        ("2023-12?", ""),
        ("[..2023-12-05]", "before 6 December 2023"),
        ("[..2023-12-05]", "until 5 December"),
        ("[..2023-11]", "before December 2023"),
        ("[..9999-12-31]", ""),
        ("[2023-12-07..]", "after 6 December 2023"),
        ("[2023-12-15..2023-12-21]", "between 15 and 21 December"),
        ("[2023-12..2024-01]", ""),
        ("[2023-12-05,2023-12-09]", ""),
        ("2023-12-1X", ""),
        ("202X", ""),
        ("2023-22", "summer 2023"),
    ],
)
def test_words_that_say_the_day_are_not_repeated(edtf: str, label: str) -> None:
    assert span_of(edtf, label) == ""


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


@pytest.mark.parametrize(
    ("edtf", "span"),
    [
        ("2023-12-1X", "10 से 19 दिसंबर 2023 के बीच किसी दिन"),
        ("[2023-12-05,2023-12-09]", "5 से 9 दिसंबर 2023 के बीच किसी दिन"),
        # Both days, not one of them.
        ("{2023-12-05,2023-12-09}", ""),
        ("2023-12-05~/2023-12-09", ""),
    ],
)
def test_bounds_stand_beside_the_words_of_the_source(edtf: str, span: str) -> None:
    with translation.override("hi"):
        assert span_of(edtf, "around the new moon") == span


@pytest.mark.parametrize("edtf", ["2023-12-06~", "2023-12-06?", "2023-12~"])
def test_reservation_is_not_lost_in_translation(edtf: str) -> None:
    """“About 6 December” may be the 5th or the 7th."""
    with translation.override("hi"):
        span = span_of(edtf, "around the new moon")
        assert "दिसंबर 2023" in span
        assert "किसी दिन" not in span


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
