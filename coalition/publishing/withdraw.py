"""Withdrawing: a tombstone with a public reason takes the place of the live edition."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.models import Edition, Record, Relation
from coalition.publishing.gates import Gate, GatesClosed, clean_note
from coalition.publishing.ledger import take_turn, write_tombstone
from coalition.publishing.refresh import refresh
from coalition.publishing.schedules import clear_schedules


def withdraw(record: Record, *, by: Any, reason: str, now: datetime | None = None) -> Edition:
    """Take `record` out of the public, and out of every document that carries its own.

    Its address then answers 410 with the reason. Documents that merely name it keep the name:
    `mentions` lists them, so that the editor can correct them. Raises GatesClosed, with nothing
    written, if there is no reason or nothing is live.
    """
    now = now or timezone.now()
    if not reason.strip():
        raise GatesClosed(
            record, [Gate("no_reason", "note", _("Give the reason; readers will see it."))]
        )
    reason = clean_note(record, reason)
    with transaction.atomic():
        take_turn()
        live = Edition.objects.live().filter(uid=record.uid).first()
        if live is None:
            raise GatesClosed(
                record,
                [Gate("not_live", "", _("It is not public, so there is nothing to withdraw."))],
            )
        carriers = list(
            Edition.objects.live()
            .linked_to(record.uid, Relation.CARRIES)
            .values_list("uid", flat=True)
        )
        tombstone = write_tombstone(live, note=reason, by=by, now=now)
        clear_schedules([record], by=by, now=now)
        refresh(carriers, by=by, now=now)
    return tombstone


def mentions(uid: UUID | str) -> list[Edition]:
    """The live editions whose documents speak of `uid`, without their bodies, newest first."""
    return list(Edition.objects.live().linked_to(uid).without_bodies().order_by("-sequence"))
