"""Filters by date, and by when a record was published."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.api.filters.asking import slugs
from tests.factories import MeetingFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def december() -> None:
    for slug, date in (
        ("before", "[..2023-12-05]"),
        ("on", "2023-12-06"),
        ("week", "[2023-12-15..2023-12-21]"),
        ("two-days", "2023-12-06/2023-12-07"),
        ("undated", None),
    ):
        published(MeetingFactory(slug=slug, date=date))


@pytest.mark.usefixtures("december")
@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"date_from": "2023-12-06"}, {"on", "week", "two-days"}),
        ({"date_from": "2023-12-07"}, {"week", "two-days"}),
        ({"date_from": "2023-12-22"}, set()),
        ({"date_to": "2023-12-06"}, {"before", "on", "two-days"}),
        ({"date_to": "2023-12-05"}, {"before"}),
        ({"date_from": "2023-12-06", "date_to": "2023-12-06"}, {"on", "two-days"}),
        ({"date_from": "2023-12-21", "date_to": "2023-12-31"}, {"week"}),
        ({"date_from": "1000-01-01", "date_to": "1000-01-02"}, {"before"}),
        (
            {"date_from": "0001-01-01", "date_to": "9999-12-31"},
            {"before", "on", "week", "two-days"},
        ),
    ],
)
def test_dates_overlap_with_both_ends_included(parameters, expected) -> None:
    assert slugs("meetings", **parameters) == expected


def test_published_since_includes_the_moment_itself() -> None:
    published(MeetingFactory(slug="old"), now=datetime(2023, 12, 6, 16, 10, 59, tzinfo=UTC))
    published(MeetingFactory(slug="new"), now=datetime(2023, 12, 6, 16, 11, tzinfo=UTC))
    for moment in (
        "2023-12-06T16:11:00Z",
        "2023-12-06T21:41:00+05:30",
        "2023-12-06t16:11:00.000z",
    ):
        assert slugs("meetings", published_since=moment) == {"new"}
