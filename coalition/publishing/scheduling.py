"""Scheduling: an editor's yes now, to one version of a record that becomes public later.

`publish_due` (in `due`) makes it so. Whatever changes the record in between holds it back: nobody
said yes to that.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.models import Action, Edition, Record, ScheduledPublication, Stage
from coalition.publishing.documents import kind_of_record
from coalition.publishing.gates import Gate, GatesClosed, clean_note
from coalition.publishing.ledger import take_turn
from coalition.publishing.publish import Publication, correct, publish
from coalition.publishing.review import TransitionRefused, approve, remember
from coalition.publishing.schedules import site_time


class NotScheduled(TransitionRefused):
    """There is nothing on the schedule to take off, or its time has just come."""


def schedule(
    record: Record,
    *,
    by: Any,
    due_at: datetime,
    note: str = "",
    is_correction: bool = False,
    now: datetime | None = None,
) -> ScheduledPublication:
    """Have this version of `record` published at `due_at`, in the name of `by`.

    Approves on the way what may be approved, and takes the place of an earlier schedule. Every gate
    is asked now, about the day on which it is due. Raises GatesClosed (its field is `due_at` for a
    time that has passed), SelfApprovalRefused or StaleRecordError, with nothing written.
    """
    now = now or timezone.now()
    note = clean_note(record, note)
    if due_at <= now:
        raise GatesClosed(record, [_time_has_passed(due_at)])
    with transaction.atomic():
        take_turn()
        if record.stage != Stage.APPROVED:
            approve(record, by=by, now=now)
        rehearsed = _rehearse(record, by=by, note=note, is_correction=is_correction, due_at=due_at)
        remember([record], Action.SCHEDULED, by=by, note=_words(due_at, note), now=now)
        scheduled, _is_new = ScheduledPublication.objects.update_or_create(
            uid=record.uid,
            defaults={
                "kind": kind_of_record(record).kind,
                "version": record.version,
                "companions": _versions_along(rehearsed),
                "due_at": due_at,
                "is_correction": is_correction,
                "note": note,
                "scheduled_at": now,
                "scheduled_by": by,
                "held_back_at": None,
                "held_back_because": "",
            },
        )
    return scheduled


def unschedule(record: Record, *, by: Any, note: str = "", now: datetime | None = None) -> None:
    """Take `record` off the schedule. Raises NotScheduled if it is not on it (any more)."""
    with transaction.atomic():
        deleted, _rows = ScheduledPublication.objects.filter(uid=record.uid).delete()
        if not deleted:
            raise NotScheduled(
                _("“%s” is not scheduled any more. Reload it to see where it stands.") % record
            )
        remember([record], Action.UNSCHEDULED, by=by, note=note, now=now)


def make_public(
    record: Record, *, by: Any, note: str, is_correction: bool, now: datetime
) -> Publication:
    """What the time brings: a correction, or the next edition."""
    if is_correction:
        return correct(record, by=by, note=note, now=now)
    return publish(record, by=by, note=note, now=now)


def _versions_along(publication: Publication) -> dict[str, int]:
    """The versions, by uid, in which drafts became public with it: all that stands for their words
    is that whoever published it has seen them."""
    return {str(record.uid): record.version for record in publication.approved_along}


def _rehearse(
    record: Record, *, by: Any, note: str, is_correction: bool, due_at: datetime
) -> Publication:
    """Publish it as of its day and undo that: nothing else asks every gate of all that goes along.

    Raises what publishing raises, or GatesClosed if it would change nothing.
    """
    with transaction.atomic():
        publication = make_public(record, by=by, note=note, is_correction=is_correction, now=due_at)
        transaction.set_rollback(True)
    if publication.edition_of(record) is None:
        live = Edition.objects.live().filter(uid=record.uid).values_list("number", flat=True).get()
        message = _("Nothing has changed since Edition %d, so there is nothing to schedule.")
        raise GatesClosed(record, [Gate("unchanged", "", message % live)])
    return publication


def _time_has_passed(due_at: datetime) -> Gate:
    message = _("%s has passed. Choose a later time, or publish it now.")
    return Gate("due_in_past", "due_at", message % site_time(due_at))


def _words(due_at: datetime, note: str) -> str:
    words = _("For %s.") % site_time(due_at)
    return f"{words} {note}".strip()
