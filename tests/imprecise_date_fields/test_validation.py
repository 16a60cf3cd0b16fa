"""What is no date, or not the whole of one, is refused: by the field and by constraints."""

# ruff: noqa: DJ008 (models that live for one test need no name)

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.test.utils import isolate_apps

from coalition.imprecise_date_fields import ImpreciseDateField
from coalition.imprecise_dates import ImpreciseDate
from coalition.models import Meeting
from tests.imprecise_date_fields.dated_meetings import BEFORE, DAY, WEEK, meeting, saved


def test_clean_keeps_the_date_and_its_label() -> None:
    made = meeting(date=WEEK)

    made.clean_fields(exclude=["slug"])

    assert made.date == WEEK


@pytest.mark.parametrize("value", ["yesterday", 2023])
def test_to_python_of_no_date(value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Meeting._meta.get_field("date").to_python(value)

    assert caught.value.code == "invalid"


@isolate_apps("coalition")
def test_clean_without_a_required_date() -> None:
    class Rally(models.Model):
        day = ImpreciseDateField()

        class Meta:
            app_label = "coalition"

    with pytest.raises(ValidationError) as caught:
        Rally().clean_fields(exclude=["id"])

    assert caught.value.message_dict == {"day": ["This field cannot be blank."]}


@pytest.mark.django_db
@pytest.mark.parametrize("value", [None, DAY, BEFORE, WEEK])
def test_constraints_validate_a_whole_date(value: ImpreciseDate | None) -> None:
    meeting(date=value).validate_constraints()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"date_earliest": date(2023, 12, 22)},
        {"date": ""},
        {"date": "", "date_earliest": None},
        {"date_earliest": None, "date_latest": None},
    ],
    ids=["reversed", "bounds without text", "a bound without text", "text without bounds"],
)
def test_row_that_contradicts_itself_is_refused(columns: dict[str, Any]) -> None:
    made = saved(date=WEEK)

    with pytest.raises(IntegrityError, match=r"_date_(bounds|whole)"), transaction.atomic():
        Meeting.objects.filter(pk=made.pk).update(**(WEEK.columns("date") | columns))


def test_constraints_are_named_for_their_model() -> None:
    names = {constraint.name for constraint in Meeting._meta.constraints}

    assert {"coalition_meeting_date_bounds", "coalition_meeting_date_whole"} <= names
