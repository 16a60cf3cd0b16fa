"""What a meeting lacks: names, sources, answers, and what happened to it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.desk.attendance.standings import Days, is_certain, possible, short_name
from coalition.desk.completeness.findings import Finding, Place, Weight
from coalition.desk.completeness.numbers import compare
from coalition.desk.completeness.sourcing import facts_without_source, rows_without_claim
from coalition.desk.occurrences.changes import CHANGES
from coalition.desk.twins import possible_twins
from coalition.models import (
    ABSENCES,
    OPEN_OCCURRENCES,
    AllianceMembership,
    Attendance,
    AttendanceStatus,
    Claim,
    Meeting,
    Occurrence,
)

#: How many possible twins are worth a link each.
_TWINS_SHOWN = 3


def about_meeting(meeting: Meeting, *, today: date) -> Iterator[Finding]:
    """Five queries, however many rows there are; four without an alliance."""
    rows = _rows(meeting)
    yield from _what_happened(meeting, today)
    yield from _who_was_there(meeting, rows)
    yield from _numbers(meeting, rows)
    yield from facts_without_source(
        "meeting", _facts(meeting), Claim.objects.filter(meeting=meeting)
    )
    yield from rows_without_claim(
        [(_name(row), _place(row, number), row.claims.all()) for number, row in enumerate(rows)],
        ngettext(
            "%d row has no claim. A paragraph number is enough:",
            "%d rows have no claim. A paragraph number is enough:",
            sum(1 for row in rows if not row.claims.all()),
        ),
    )
    yield from _not_named(meeting, rows, today)
    yield from _twins(meeting)


def _rows(meeting: Meeting) -> list[Attendance]:
    """In the order of the form, so that a row's place in it is known."""
    claims: Any = Prefetch("claims", queryset=Claim.objects.only("pk", "attendance"))
    rows = Attendance.objects.filter(meeting=meeting).order_by("pk")
    return list(rows.select_related("leader", "party").prefetch_related(claims))


def _name(row: Attendance) -> str:
    if row.leader is not None:
        return row.leader.name
    assert row.party is not None
    return short_name(row.party)


def _place(row: Attendance, number: int) -> Place:
    return Place(_name(row), f"#attendances-{number}")


def _facts(meeting: Meeting) -> dict[str, Any]:
    return {
        "occurrence_reason": meeting.occurrence_reason,
        "date": meeting.date,
        "start": meeting.start_time,
        "duration_minutes": meeting.duration_minutes,
        "place": meeting.venue or meeting.city or meeting.region,
        "alliance": meeting.alliance_id,
        "round": meeting.round_number,
        "purpose": meeting.purpose,
        "follows": meeting.follows_id,
        "reported_parties": meeting.reported_parties,
        "reported_leaders": meeting.reported_leaders,
    }


def _what_happened(meeting: Meeting, today: date) -> Iterator[Finding]:
    when = meeting.date
    is_past = when is not None and when.latest is not None and when.latest < today
    if meeting.occurrence in OPEN_OCCURRENCES and is_past:
        yield Finding(
            "planned_in_past",
            Weight.MISSING,
            _("Its date has passed. What became of it? Say so once a report does:"),
            tuple(
                Place(
                    str(change.label),
                    reverse(f"admin:coalition_meeting_{change.name}", args=[meeting.pk]),
                )
                for change in CHANGES.values()
                if not change.refusal(meeting, today=today)
            ),
        )
    if when is None:
        yield Finding(
            "no_date",
            Weight.MISSING,
            _("It has no date. Even “2023” or “before 6 December 2023” helps readers."),
            (Place(_("Date"), "#id_date"),),
        )


def _who_was_there(meeting: Meeting, rows: list[Attendance]) -> Iterator[Finding]:
    is_held = meeting.occurrence == Occurrence.HELD
    if is_held and not rows:
        yield Finding(
            "nobody_named",
            Weight.MISSING,
            _("Nobody is named yet. Paste the names as the report lists them."),
            (Place(_("Paste names"), "#desk-paste-text"),),
        )
    numbered = list(enumerate(rows))
    too_early = [
        _place(row, number)
        for number, row in numbered
        if not is_held and row.status == AttendanceStatus.ATTENDED
    ]
    if too_early:
        yield Finding(
            "attended_before_held",
            Weight.MISSING,
            _("It is not marked as held, yet somebody attended. Mark it held, or change these:"),
            tuple(too_early),
        )
    expected = [
        _place(row, number)
        for number, row in numbered
        if is_held and row.status == AttendanceStatus.EXPECTED
    ]
    if expected:
        yield Finding(
            "still_expected",
            Weight.QUESTION,
            _("It was held. Did they come? Set attended or absent if a report says so:"),
            tuple(expected),
        )
    silent = [
        _place(row, number)
        for number, row in numbered
        if row.status in ABSENCES and not row.reason_given
    ]
    if silent:
        yield Finding(
            "absence_unexplained",
            Weight.QUESTION,
            _("Was a reason given for staying away? Say given, not given, or not asked:"),
            tuple(silent),
        )


def _numbers(meeting: Meeting, rows: list[Attendance]) -> Iterator[Finding]:
    came = [row for row in rows if row.status == AttendanceStatus.ATTENDED]
    if not came:
        return
    yield from compare(
        "reported_parties",
        reported=meeting.reported_parties,
        qualifier=meeting.reported_parties_qualifier,
        named=len({row.party_id for row in came if row.party_id is not None}),
        nouns=_("parties"),
        field="reported_parties",
    )
    yield from compare(
        "reported_leaders",
        reported=meeting.reported_leaders,
        qualifier=meeting.reported_leaders_qualifier,
        named=len({row.leader_id for row in came if row.leader_id is not None}),
        nouns=_("leaders"),
        field="reported_leaders",
    )


def _not_named(meeting: Meeting, rows: list[Attendance], today: date) -> Iterator[Finding]:
    """Members of the alliance in those days of whom no row speaks: not named, never absent."""
    if meeting.alliance_id is None or not rows:
        return
    days = Days.of(meeting.date, today=today)
    named = {row.party_id for row in rows}
    members = possible(AllianceMembership.objects.filter(alliance=meeting.alliance_id), days)
    parties = {
        member.party_id: member.party
        for member in members.select_related("party").order_by("party__name")
        if member.party_id not in named and (is_certain(member, days) or not member.ending)
    }
    if parties:
        yield Finding(
            "not_named",
            Weight.FINE,
            ngettext(
                "Not named: %d member of the alliance. That is not absent: add a row only if a "
                "report speaks of it.",
                "Not named: %d members of the alliance. That is not absent: add a row only if a "
                "report speaks of one.",
                len(parties),
            )
            % len(parties),
            tuple(
                Place(short_name(party), "#attendances-group", party=party.pk)
                for party in parties.values()
            ),
        )


def _twins(meeting: Meeting) -> Iterator[Finding]:
    twins = list(possible_twins(meeting)[:_TWINS_SHOWN])
    if twins:
        yield Finding(
            "possible_twin",
            Weight.QUESTION,
            _(
                "Is it the same event? If so, add this report's claims to the other record instead "
                "of a second one:"
            ),
            tuple(
                Place(
                    f"{twin.title} ({twin.date})" if twin.date else twin.title,
                    reverse("admin:coalition_meeting_change", args=[twin.pk]),
                )
                for twin in twins
            ),
        )
