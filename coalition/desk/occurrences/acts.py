"""What the changes write: always the record, never the public."""

from typing import Any

from django.utils.translation import gettext as _

from coalition.desk.conflicts.keeping import keeping_what_was_said
from coalition.desk.occurrences.changes import Change
from coalition.desk.occurrences.effects import awaited_at
from coalition.desk.occurrences.forms import CAME, UNKNOWN
from coalition.editing.addresses import free_slug
from coalition.editing.audit import ADDITION, log
from coalition.editing.edits import editing
from coalition.models import Attendance, AttendanceStatus, Claim, Meeting, Occurrence
from coalition.revisions import recording

Given = dict[str, Any]

#: What the new meeting has from the one that it takes the place of.
_COPIED = (
    "title",
    "category",
    "timezone",
    "venue",
    "city",
    "region",
    "alliance",
    "round_number",
    "purpose",
    "follows",
)
_COPIED_OF_ROW = (
    "party",
    "leader",
    "status",
    "role",
    "on_behalf_of",
    "described_as",
    "named_as",
)


def change_occurrence(meeting: Meeting, change: Change, given: Given, *, by: Any) -> Meeting:
    """Make `change` as the form gave it; return the meeting to go on with.

    That is the new meeting if it was rescheduled. Raises StaleRecordError if somebody was faster.
    """
    reason = given.get("reason", "").strip()
    words = f"{change.label}: {reason}" if reason else str(change.label)
    with editing(meeting, by=by, words=words):
        rows = awaited_at(meeting)
        with keeping_what_was_said(meeting):
            meeting.occurrence = change.becomes
            meeting.occurrence_reason = reason if change.takes_reason else ""
            meeting.save()
        _claim(given["source"], given, meeting=meeting, field="occurrence")
        if change.becomes == Occurrence.HELD:
            for row in rows:
                _answer(row, given)
        elif change.name == "reschedule":
            return _make_successor(meeting, rows, given, by=by)
    return meeting


def _claim(source: Any, details: Given, **about: Any) -> None:
    """The claim that what the record says now stands in `source`, if one was named."""
    if source is not None:
        Claim.objects.create(
            source=source,
            paragraph=details.get("paragraph"),
            attribution=details.get("attribution") or "",
            quote=details.get("quote") or "",
            **about,
        )


def _answer(row: Attendance, given: Given) -> None:
    """Turn an expectation into what a report says came of it; unanswered it stays one."""
    key = f"row-{row.pk}"
    answer = given.get(f"{key}-answer", UNKNOWN)
    if answer == UNKNOWN:
        return
    with keeping_what_was_said(row):
        if answer == CAME:
            row.status = AttendanceStatus.ATTENDED
        else:
            row.status = AttendanceStatus.ABSENT
            row.reason_given = given[f"{key}-reason_given"]
            row.reason = given[f"{key}-reason"]
        row.save()
    parts = ("paragraph", "attribution")
    details = {part: given[f"{key}-{part}"] for part in parts}
    _claim(given[f"{key}-source"] or given["source"], details, attendance=row)


def _make_successor(meeting: Meeting, rows: list[Attendance], given: Given, *, by: Any) -> Meeting:
    """The meeting on the new date, a draft of its own with those who are expected."""
    successor = Meeting(
        **{name: getattr(meeting, name) for name in _COPIED},
        slug=free_slug(Meeting, f"{meeting.title} {given['date']}"),
        occurrence=given["occurrence"],
        date=given["date"],
        rescheduled_from=meeting,
    )
    words = _("Made by rescheduling “%s”.") % meeting
    with recording(successor, by=by, words=words):
        successor.save()
        for row in rows:
            copied = {name: getattr(row, name) for name in _COPIED_OF_ROW}
            Attendance.objects.create(meeting=successor, **copied)
        _claim(given["source"], given, meeting=successor, field="date")
    log([successor], by=by, words=words, act=ADDITION)
    return successor
