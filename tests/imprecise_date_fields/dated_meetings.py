"""Meetings with an imprecise date, and what their table has of it."""

from __future__ import annotations

from typing import Any

from coalition.imprecise_date_fields import imprecise_date_columns
from coalition.imprecise_dates import ImpreciseDate
from coalition.models import Meeting

WEEK = ImpreciseDate.from_edtf("[2023-12-15..2023-12-21]", label="third week of December")
DAY = ImpreciseDate.from_edtf("2023-12-06")
BEFORE = ImpreciseDate.from_edtf("[..2023-12-05]")
NO_DATE = {"date": "", "date_earliest": None, "date_latest": None, "date_label": ""}


def meeting(slug: str = "floor-leaders", **values: Any) -> Meeting:
    return Meeting(
        **{"title": "Floor leaders", "slug": slug, "category": "other", "occurrence": "held"}
        | values
    )


def saved(slug: str = "floor-leaders", **values: Any) -> Meeting:
    made = meeting(slug, **values)
    made.save()
    return made


def stored(made: Meeting) -> dict[str, Any]:
    """The four columns as the table has them."""
    return Meeting.objects.values(*imprecise_date_columns("date")).get(pk=made.pk)
