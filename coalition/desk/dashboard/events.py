"""Events to follow up: planned ones whose day has passed, and held ones that still expect somebody.

A day that has passed is a question, never an answer: nothing becomes held by itself.
"""

from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.desk.dashboard.work import COUNTED, SHOWN, Entry, WorkList
from coalition.models import (
    OPEN_OCCURRENCES,
    Attendance,
    AttendanceStatus,
    Kind,
    Meeting,
    Occurrence,
)


def to_follow_up(*, today: date) -> WorkList:
    passed = list(
        Meeting.objects.filter(occurrence__in=OPEN_OCCURRENCES, date_latest__lt=today)
        .order_by("-date_latest", "-pk")
        .values("pk", "title", "date_label", "occurrence")[: COUNTED + 1]
    )
    unanswered = list(
        Attendance.objects.filter(
            status=AttendanceStatus.EXPECTED, meeting__occurrence=Occurrence.HELD
        )
        .values("meeting", "meeting__title", "meeting__date_latest")
        .annotate(rows=Count("pk"))
        .order_by("-meeting__date_latest", "-meeting")[: COUNTED + 1]
    )
    entries = [_passed(row) for row in passed[:SHOWN]]
    entries += [_unanswered(row) for row in unanswered[: SHOWN - len(entries)]]
    url = reverse("admin:coalition_meeting_changelist")
    links = []
    if passed:
        links.append((_("Planned, and the day has passed"), f"{url}?follow_up=due"))
    return WorkList(
        "follow-up",
        _("Events to follow up"),
        _("No event is overdue. When the day of a planned one has passed, it is asked for here."),
        entries,
        len(passed) + len(unanswered),
        links,
    )


def _passed(row: Any) -> Entry:
    words = {"occurrence": Occurrence(row["occurrence"]).label, "when": row["date_label"]}
    return Entry(
        Kind.MEETING,
        row["pk"],
        row["title"],
        detail=_("%(occurrence)s for %(when)s. Was it held, postponed or cancelled?") % words,
        fragment="id_occurrence",
    )


def _unanswered(row: Any) -> Entry:
    words = ngettext(
        "Held, and %d row is still expected. Did they come?",
        "Held, and %d rows are still expected. Did they come?",
        row["rows"],
    )
    return Entry(
        Kind.MEETING,
        row["meeting"],
        row["meeting__title"],
        detail=words % row["rows"],
        fragment="attendances-group",
    )
