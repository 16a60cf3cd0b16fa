"""An imprecise date as the attribute of an object: given, assigned, copied, refused."""

from __future__ import annotations

import copy
import pickle
from datetime import date

import pytest
from django.db import models

from coalition.imprecise_dates import ImpreciseDate, ImpreciseDateError
from coalition.models import Meeting
from tests.imprecise_date_fields.dated_meetings import BEFORE, DAY, WEEK, meeting


@pytest.mark.parametrize("value", [WEEK, DAY, BEFORE])
def test_date_given_as_a_value(value: ImpreciseDate) -> None:
    made = meeting(date=value)

    assert made.date == value
    assert made.date_earliest == value.earliest
    assert made.date_latest == value.latest
    assert made.date_label == value.label


def test_date_given_as_text() -> None:
    assert meeting(date="2023-12-06").date == DAY


@pytest.mark.parametrize("nothing", [None, ""])
def test_date_given_as_nothing(nothing: str | None) -> None:
    made = meeting(date=nothing)

    assert made.date is None
    assert (made.date_earliest, made.date_latest, made.date_label) == (None, None, "")


def test_date_not_given() -> None:
    assert meeting().date is None


def test_date_given_beside_its_label() -> None:
    """As a fixture gives it."""
    assert meeting(date=WEEK.edtf, date_label=WEEK.label).date == WEEK


def test_date_given_beside_wrong_bounds() -> None:
    assert meeting(date="2023-12-06", date_earliest=date(1999, 1, 1)).date == DAY


def test_date_assigned_takes_its_companions_along() -> None:
    made = meeting(date=WEEK)

    made.date = "2023-12-06"

    assert made.date == DAY
    assert made.date_label == "6 December 2023"


def test_date_unassigned_takes_its_companions_along() -> None:
    made = meeting(date=WEEK)

    made.date = None

    assert (made.date_earliest, made.date_latest, made.date_label) == (None, None, "")


@pytest.mark.parametrize(
    "value", ["yesterday", "2023-13", 2023, date(2023, 12, 6), models.F("slug")]
)
def test_date_that_is_none_is_refused_at_once(value: object) -> None:
    with pytest.raises(ImpreciseDateError):
        meeting(date=value)


def test_date_refused_leaves_the_old_one() -> None:
    made = meeting(date=WEEK)

    with pytest.raises(ImpreciseDateError):
        made.date = "yesterday"

    assert made.date == WEEK


def test_date_survives_copying_and_pickling() -> None:
    made = meeting(date=WEEK)

    assert copy.deepcopy(made).date == WEEK
    assert pickle.loads(pickle.dumps(made)).date == WEEK


def test_attribute_of_the_class_is_its_descriptor() -> None:
    assert Meeting.date.field is Meeting._meta.get_field("date")
