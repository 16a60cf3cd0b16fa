"""Imprecise dates in lists: worded as the source words them, ordered by their days."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models.functions import Coalesce


def date_column(name: str, heading: Any) -> Callable[[Any], str]:
    """A column for the date field `name`; a date without a beginning stands where it ends."""

    @admin.display(description=heading, ordering=Coalesce(f"{name}_earliest", f"{name}_latest"))
    def column(row: Any) -> str:
        label: str = getattr(row, f"{name}_label")
        return label

    return column
