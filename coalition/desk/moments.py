"""Moments on forms: a day and a time of day, each field with a name of its own, and in words."""

from datetime import datetime
from typing import Any

from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import formats, timezone


class NamedSplitDateTime(AdminSplitDateTime):
    """Django puts the words beside the fields; whoever hears the form needs them on the fields."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        words = (context["date_label"], context["time_label"])
        for widget, label in zip(context["widget"]["subwidgets"], words, strict=True):
            widget["attrs"]["aria-label"] = str(label).rstrip(":")
        return context


def moment_in_words(moment: datetime | None) -> str:
    """In the newsroom's time; a dash for none. Where Django would print it for machines."""
    return "–" if moment is None else str(formats.localize(timezone.localtime(moment)))
