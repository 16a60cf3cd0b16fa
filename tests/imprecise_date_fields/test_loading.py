"""A date is loaded whole, without reading EDTF, and late where it was deferred."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from unittest import mock

import pytest
from django.db import models

from coalition import edtf_text
from coalition.imprecise_date_fields import StoredEdtf
from coalition.imprecise_dates import ImpreciseDate
from coalition.models import Meeting
from tests.imprecise_date_fields.dated_meetings import DAY, WEEK, meeting, saved, stored


@pytest.fixture
def no_parsing() -> Iterator[mock.Mock]:
    """Fails the test if EDTF is read, whether from the cache or not."""
    with mock.patch.object(
        edtf_text, "_read", side_effect=AssertionError("EDTF was parsed")
    ) as guard:
        yield guard


@pytest.mark.django_db
def test_rows_are_loaded_without_parsing(no_parsing: mock.Mock) -> None:
    """Ten thousand of them, all different, none through the parser."""
    days = [date.fromordinal(738_000 + n) for n in range(10_000)]
    Meeting.objects.bulk_create(
        meeting(f"m-{n}", date=ImpreciseDate(day.isoformat(), day, day, f"day {n}"))
        for n, day in enumerate(days)
    )

    loaded = [row.date for row in Meeting.objects.order_by("pk")]

    assert [value.earliest for value in loaded if value] == days
    assert no_parsing.call_count == 0


@pytest.mark.django_db
def test_refresh_brings_the_whole_date() -> None:
    made = saved(date=WEEK)
    Meeting.objects.update(date=DAY)

    made.refresh_from_db(fields=["date"])

    assert made.date == DAY


@pytest.mark.django_db
@pytest.mark.parametrize(
    "queryset",
    [
        Meeting.objects.only("title"),
        Meeting.objects.only("date"),
        Meeting.objects.only("date_label"),
        Meeting.objects.only("date", "date_latest"),
        Meeting.objects.defer("date_earliest"),
    ],
    ids=["all deferred", "companions", "all but label", "earliest and label", "earliest"],
)
def test_deferred_date_is_loaded_in_one_query(
    queryset: models.QuerySet[Meeting], django_assert_num_queries: Any, no_parsing: mock.Mock
) -> None:
    Meeting.objects.bulk_create([meeting(date=WEEK)])
    made = queryset.get()

    with django_assert_num_queries(1):
        assert made.date == WEEK
    with django_assert_num_queries(0):
        assert made.date == WEEK


@pytest.mark.django_db
@pytest.mark.parametrize("deferring", ["title", "date_label", "date"])
def test_deferred_date_can_be_assigned(deferring: str) -> None:
    made = Meeting.objects.only(deferring, "version").get(pk=saved(date=WEEK).pk)

    made.date = "2023-12-06"
    made.save()

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
def test_deferred_date_is_left_alone_by_save() -> None:
    made = Meeting.objects.only("title", "version").get(pk=saved(date=WEEK).pk)

    made.title = "Another"
    made.save()

    assert stored(made) == WEEK.columns("date")


@pytest.mark.django_db
def test_text_read_from_one_row_makes_a_whole_date_in_another() -> None:
    saved("a", date=WEEK)
    text = Meeting.objects.values_list("date", flat=True).get()
    other = saved("b", date=DAY)

    assert isinstance(text, StoredEdtf)
    assert meeting("c", date=text).date == ImpreciseDate.from_edtf(WEEK.edtf)
    other.date = text
    assert other.date == ImpreciseDate.from_edtf(WEEK.edtf)
