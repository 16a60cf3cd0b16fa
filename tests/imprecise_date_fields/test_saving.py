"""However a date is written, all of its columns are, or none."""

from __future__ import annotations

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import models, transaction

from coalition.imprecise_date_fields import imprecise_date_columns
from coalition.imprecise_dates import ImpreciseDate
from coalition.models import Meeting
from tests.imprecise_date_fields.dated_meetings import (
    BEFORE,
    DAY,
    NO_DATE,
    WEEK,
    meeting,
    saved,
    stored,
)


@pytest.mark.django_db
@pytest.mark.parametrize("value", [WEEK, DAY, BEFORE, None])
def test_date_saved_is_the_date_loaded(value: ImpreciseDate | None) -> None:
    made = saved(date=value)

    assert Meeting.objects.get(pk=made.pk).date == value
    assert stored(made) == (value.columns("date") if value else NO_DATE)


@pytest.mark.django_db
def test_bulk_create_writes_all_columns() -> None:
    Meeting.objects.bulk_create([meeting("a", date="2023-12-06"), meeting("b", date=WEEK)])

    assert [row.date for row in Meeting.objects.order_by("slug")] == [DAY, WEEK]


@pytest.mark.django_db
def test_date_changed_after_loading() -> None:
    made = Meeting.objects.get(pk=saved(date=WEEK).pk)

    made.date = "2023-12-06"
    made.save()

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
@pytest.mark.parametrize("value", [DAY, BEFORE, None])
def test_save_of_the_date_alone_writes_its_companions(value: ImpreciseDate | None) -> None:
    made = saved(date=WEEK)

    made.date = value
    made.save(update_fields=["date"])

    assert stored(made) == (value.columns("date") if value else NO_DATE)


@pytest.mark.django_db
def test_save_of_another_field_leaves_the_date() -> None:
    made = saved(date=WEEK)

    made.date = DAY
    made.title = "Another"
    made.save(update_fields=["title"])

    assert stored(made) == WEEK.columns("date")


@pytest.mark.django_db
@pytest.mark.parametrize("value", [DAY, "2023-12-06"])
def test_update_or_create_writes_all_columns(value: ImpreciseDate | str) -> None:
    made = saved(date=WEEK)

    Meeting.objects.update_or_create(slug=made.slug, defaults={"date": value})

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
@pytest.mark.parametrize("value", [DAY, "2023-12-06", " 2023-12-06 "])
def test_queryset_update_writes_all_columns(value: ImpreciseDate | str) -> None:
    made = saved(date=WEEK)

    assert Meeting.objects.filter(pk=made.pk).update(date=value) == 1

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
@pytest.mark.parametrize("nothing", [None, ""])
def test_queryset_update_to_no_date(nothing: str | None) -> None:
    made = saved(date=WEEK)

    Meeting.objects.update(date=nothing)

    assert stored(made) == NO_DATE


@pytest.mark.django_db
def test_queryset_update_with_all_columns_takes_them_as_given() -> None:
    made = saved(date=DAY)

    Meeting.objects.update(**WEEK.columns("date"))

    assert stored(made) == WEEK.columns("date")


@pytest.mark.django_db
def test_queryset_update_with_another_label() -> None:
    made = saved(date=DAY)

    Meeting.objects.update(date=WEEK, date_label="mid-month")

    assert stored(made) == WEEK.columns("date") | {"date_label": "mid-month"}


@pytest.mark.django_db
def test_queryset_update_from_an_expression_alone_is_refused() -> None:
    made = saved(date=DAY)

    with pytest.raises(FieldError, match="date_latest, date_label too"), transaction.atomic():
        Meeting.objects.update(date=models.F("title"))

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
def test_queryset_update_to_no_date_of_ours_is_refused() -> None:
    made = saved(date=DAY)

    with pytest.raises(ValidationError, match="yesterday"), transaction.atomic():
        Meeting.objects.update(date="yesterday")

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
def test_bulk_update_of_the_date_alone_is_refused() -> None:
    made = saved(date=DAY)
    made.date = WEEK

    with pytest.raises(FieldError, match="behind"), transaction.atomic():
        Meeting.objects.bulk_update([made], ["date"])

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
def test_bulk_update_of_all_columns() -> None:
    first, second = saved("a", date=DAY), saved("b", date=DAY)
    first.date, second.date = WEEK, None

    Meeting.objects.bulk_update([first, second], imprecise_date_columns("date"))

    assert stored(first) == WEEK.columns("date")
    assert stored(second) == NO_DATE


@pytest.mark.django_db
def test_upsert_of_the_date_alone_is_refused() -> None:
    saved(date=DAY)

    with pytest.raises(FieldError, match="behind"):
        Meeting.objects.bulk_create(
            [meeting(date=WEEK)],
            update_conflicts=True,
            unique_fields=["slug"],
            update_fields=["date"],
        )


@pytest.mark.django_db
def test_upsert_of_all_columns() -> None:
    made = saved(date=DAY)

    Meeting.objects.bulk_create(
        [meeting(date=WEEK)],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=imprecise_date_columns("date"),
    )

    assert stored(made) == WEEK.columns("date")
