"""Documents of meetings."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from coalition.models import Attendance, AttendanceStatus, Meeting
from coalition.publishing.documents.claims import (
    claims_prefetch,
    field_claims,
    row_claims,
    sources_of,
)
from coalition.publishing.documents.differences import field_differences, row_differences
from coalition.publishing.documents.parts import count_document, date_document
from coalition.publishing.references import ReferenceTable


def meeting_rows(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return rows.select_related("alliance", "follows", "rescheduled_from").prefetch_related(
        claims_prefetch(),
        "decisions",
        "attendances__party",
        "attendances__leader",
        "attendances__on_behalf_of",
        claims_prefetch("attendances__"),
        "attendances__decisions",
    )


def meeting_targets(meeting: Meeting) -> list[Any]:
    targets: list[Any] = [meeting.alliance, meeting.follows, meeting.rescheduled_from]
    for row in meeting.attendances.all():
        targets += [row.party, row.leader, row.on_behalf_of]
    return [target for target in targets if target is not None]


def meeting_document(meeting: Meeting, refs: ReferenceTable) -> dict[str, Any]:
    rows = list(meeting.attendances.all())
    claims = field_claims(meeting)
    attendance = [_attendance_document(row, refs) for row in rows]
    disputed, settled = field_differences(meeting)
    disputed_rows, settled_rows = row_differences(
        rows,
        "attendance",
        lambda row: {
            "party": refs[row.party.uid] if row.party else None,
            "leader": refs[row.leader.uid] if row.leader else None,
        },
    )
    return {
        "title": meeting.title,
        "category": meeting.category,
        "occurrence": meeting.occurrence,
        "occurrence_reason": meeting.occurrence_reason or None,
        "date": date_document(meeting.date),
        "start": None
        if meeting.start_time is None
        else {
            "time": meeting.start_time.strftime("%H:%M"),
            "timezone": meeting.timezone,
            "approximate": meeting.is_start_approximate,
        },
        "duration_minutes": meeting.duration_minutes,
        "place": {
            "venue": meeting.venue or None,
            "city": meeting.city or None,
            "region": meeting.region or None,
        },
        "alliance": refs[meeting.alliance.uid] if meeting.alliance else None,
        "round": meeting.round_number,
        "follows": refs[meeting.follows.uid] if meeting.follows else None,
        "rescheduled_from": refs[meeting.rescheduled_from.uid]
        if meeting.rescheduled_from
        else None,
        "purpose": meeting.purpose or None,
        "summary": meeting.summary or None,
        "reported": {
            "parties": count_document(meeting.reported_parties, meeting.reported_parties_qualifier),
            "leaders": count_document(meeting.reported_leaders, meeting.reported_leaders_qualifier),
        },
        "recorded": _recorded(rows),
        "attendance": attendance,
        "statements": [],
        "talks": [],
        "claims": claims,
        "disputed": disputed + disputed_rows,
        "settled": settled + settled_rows,
        "sources": sources_of([meeting, *rows]),
    }


def _recorded(rows: Sequence[Attendance]) -> dict[str, int]:
    """How many parties and leaders are named as having attended."""
    attended = [row for row in rows if row.status == AttendanceStatus.ATTENDED]
    return {
        "parties": len({row.party_id for row in attended if row.party_id}),
        "leaders": len({row.leader_id for row in attended if row.leader_id}),
    }


def _attendance_document(row: Attendance, refs: ReferenceTable) -> dict[str, Any]:
    return {
        "party": refs[row.party.uid] if row.party else None,
        "leader": refs[row.leader.uid] if row.leader else None,
        "status": row.status,
        "role": row.role,
        "described_as": row.described_as or None,
        "named_as": row.named_as or None,
        "on_behalf_of": refs[row.on_behalf_of.uid] if row.on_behalf_of else None,
        "reason": row.reason or None,
        "reason_given": row.reason_given or None,
        "claims": row_claims(row),
    }
