"""Rows are found by a date or its text, which is never compared as if it were a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import FieldError, ValidationError

from coalition.models import Meeting
from tests.imprecise_date_fields.dated_meetings import BEFORE, DAY, WEEK, saved


@pytest.mark.django_db
def test_date_is_looked_up_by_value_or_text() -> None:
    made = saved(date=WEEK)
    saved("other", date=DAY)

    for lookup in (
        {"date": WEEK},
        {"date": "[2023-12-15 .. 2023-12-21]"},
        {"date__in": [WEEK, BEFORE]},
        {"date__startswith": "[2023-12"},
        {"date_latest__gt": date(2023, 12, 10)},
    ):
        assert list(Meeting.objects.filter(**lookup)) == [made]


@pytest.mark.django_db
def test_absent_date_is_looked_up_as_empty() -> None:
    made = saved()
    saved("other", date=DAY)

    assert list(Meeting.objects.filter(date="")) == [made]


@pytest.mark.parametrize("lookup", ["gt", "gte", "lt", "lte", "range", "year"])
def test_text_is_not_compared_as_if_it_were_a_day(lookup: str) -> None:
    with pytest.raises(FieldError, match="Unsupported lookup"):
        Meeting.objects.filter(**{f"date__{lookup}": "2023"})


def test_look_up_of_no_date() -> None:
    with pytest.raises(ValidationError):
        Meeting.objects.filter(date="yesterday")
