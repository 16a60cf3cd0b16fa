"""Gates: what must hold, or should, before a record becomes public.

A blocking gate names the field and the remedy and keeps the record in. An advisory one is shown to
the editor, who may go on. Gates look at loaded rows (`KindOfDocument.rows`) and run no query.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.models import (
    ABSENCES,
    OPEN_OCCURRENCES,
    AttendanceStatus,
    Kind,
    Meeting,
    Occurrence,
    Position,
    Record,
    SeatSharingTalk,
    Stage,
)
from coalition.models.text import clean_text
from coalition.publishing.documents.claims import claims_of
from coalition.publishing.documents.differences import differences

#: The `field` of a gate that no field opens, but the desk on which conflicts are decided.
CONFLICTS = "conflicts"


@dataclass(frozen=True, slots=True)
class Gate:
    """One finding. `code` is stable; `field` is one of the record's form, CONFLICTS, or empty.

    `about` are the rows or records to look at, where they are known.
    """

    code: str
    field: str
    message: str
    is_blocking: bool = True
    about: tuple[Any, ...] = ()


class GatesClosed(Exception):
    """A record may not be published yet. `gates` are the blocking ones; nothing was written."""

    def __init__(self, record: Record, gates: list[Gate]) -> None:
        self.record = record
        self.gates = gates
        super().__init__(
            f"“{record}” cannot be published: " + " ".join(gate.message for gate in gates)
        )


def clean_note(record: Record, note: str) -> str:
    """A public note without white space around it; GatesClosed if it hides control characters."""
    try:
        return clean_text(note.strip(), multiline=True)
    except ValidationError as error:
        raise GatesClosed(record, [Gate("bad_note", "note", error.messages[0])]) from error


#: Kinds of which every public fact needs a source. The others are names that documents refer to.
SOURCED_KINDS = frozenset({Kind.MEETING, Kind.SEAT_SHARING_TALK, Kind.STATEMENT})


def check_gates(record: Any, kind: Kind, *, today: date) -> list[Gate]:
    """Every finding about `record`, the blocking ones first."""
    found = [*_editorial(record, kind)]
    if kind == Kind.MEETING:
        found += _meeting(record, today)
    elif kind == Kind.SEAT_SHARING_TALK:
        found += _talk(record)
    if kind in (Kind.MEETING, Kind.SEAT_SHARING_TALK):
        found += _differences(record, kind)
    return sorted(found, key=lambda gate: not gate.is_blocking)


def _editorial(record: Any, kind: Kind) -> Iterator[Gate]:
    if record.stage != Stage.APPROVED:
        yield Gate(
            "not_approved", "stage", _("It is not approved yet. Approve it, then publish it.")
        )
    if kind in SOURCED_KINDS and not _is_sourced(record):
        yield Gate(
            "no_source",
            "claims",
            _("No source says so. Add a claim that names the report and the words in it."),
        )


def _is_sourced(record: Any) -> bool:
    if claims_of(record):
        return True
    rows = record.attendances.all() if isinstance(record, Meeting) else ()
    return any(claims_of(row) for row in rows)


def _meeting(meeting: Meeting, today: date) -> Iterator[Gate]:
    rows = list(meeting.attendances.all())
    attended = [row for row in rows if row.status == AttendanceStatus.ATTENDED]
    when = meeting.date
    if meeting.occurrence == Occurrence.HELD and when and when.earliest and when.earliest > today:
        yield Gate(
            "held_in_future",
            "date",
            _("A meeting in the future cannot have been held. Mend the date or the occurrence."),
        )
    if meeting.occurrence != Occurrence.HELD and attended:
        yield Gate(
            "attended_before_held",
            "occurrence",
            _(
                "Somebody attended, yet the meeting is not marked as held. Mark it held, or change "
                "those rows to expected."
            ),
        )
    if meeting.occurrence in OPEN_OCCURRENCES and when and when.latest and when.latest < today:
        yield Gate(
            "planned_in_past",
            "occurrence",
            _("Its date has passed. Was it held, postponed or cancelled?"),
            is_blocking=False,
        )
    if not when:
        yield Gate(
            "no_date", "date", _("It has no date. Even “2023” helps readers."), is_blocking=False
        )
    waiting = tuple(row for row in rows if row.status == AttendanceStatus.EXPECTED)
    if meeting.occurrence == Occurrence.HELD and waiting:
        yield Gate(
            "still_expected",
            "attendances",
            _("The meeting was held, yet some are still expected. Did they come?"),
            is_blocking=False,
            about=waiting,
        )
    named = len({row.party_id for row in attended if row.party_id})
    if meeting.reported_parties is not None and attended and named != meeting.reported_parties:
        yield Gate(
            "reported_differs",
            "reported_parties",
            ngettext(
                "%(reported)d parties are reported, %(named)d is named. Readers see both numbers.",
                "%(reported)d parties are reported, %(named)d are named. Readers see both numbers.",
                named,
            )
            % {"reported": meeting.reported_parties, "named": named},
            is_blocking=False,
        )
    bare = tuple(row for row in rows if not claims_of(row))
    if bare:
        yield Gate(
            "rows_without_claim",
            "attendances",
            ngettext("%d attendance has no claim.", "%d attendances have no claim.", len(bare))
            % len(bare),
            is_blocking=False,
            about=bare,
        )
    unexplained = tuple(row for row in rows if row.status in ABSENCES and not row.reason_given)
    if unexplained:
        yield Gate(
            "absence_unexplained",
            "attendances",
            _("An absence does not say whether a reason was given, not given, or not asked for."),
            is_blocking=False,
            about=unexplained,
        )


def _differences(record: Any, kind: Kind) -> Iterator[Gate]:
    """What the desk has neither decided nor left open: the public will read that it is disputed."""
    rows = record.attendances if kind == Kind.MEETING else record.positions
    for owner in (record, *rows.all()):
        for found in differences(owner):
            if found.decision is None:
                about = found.fact.label if owner is record else f"{owner} ({found.fact.label})"
                yield Gate(
                    "sources_differ",
                    CONFLICTS,
                    _("Sources differ on “%(about)s”: decide, or leave it open.")
                    % {"about": about},
                    is_blocking=False,
                )


def _talk(talk: SeatSharingTalk) -> Iterator[Gate]:
    agreed = sum(row.seats for row in talk.positions.all() if row.position == Position.AGREES)
    if talk.total_seats is not None and agreed > talk.total_seats:
        yield Gate(
            "agreed_over_total",
            "total_seats",
            _("The agreed seats come to %(agreed)d of %(total)d. Mend a position or the total.")
            % {"agreed": agreed, "total": talk.total_seats},
        )
