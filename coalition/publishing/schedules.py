"""The schedule as publishing has to know it: what waits for its time, and what no longer does."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from coalition.models import Action, Record, ScheduledPublication
from coalition.publishing.review import remember


def scheduled_publication_of(record: Record) -> ScheduledPublication | None:
    found = ScheduledPublication.objects.select_related("scheduled_by")
    return found.filter(uid=record.uid).first()


def reserved_for_later(now: datetime) -> dict[str, ScheduledPublication]:
    """What is to become public after `now` and not before, by uid: nobody takes it along."""
    waiting = ScheduledPublication.objects.filter(due_at__gt=now)
    return {str(row.uid): row for row in waiting}


def clear_schedules(records: Iterable[Record], *, by: Any, now: datetime) -> None:
    """Take `records` off the schedule, as something else has just decided about them.

    The schedule is short, whatever the number of records: it is read whole.
    """
    rows = {row.uid: row.pk for row in ScheduledPublication.objects.all()}
    settled = [record for record in records if record.uid in rows] if rows else []
    if settled:
        keys = [rows[record.uid] for record in settled]
        ScheduledPublication.objects.filter(pk__in=keys).delete()
        note = _("It was published, withdrawn or deleted in the meantime.")
        remember(settled, Action.UNSCHEDULED, by=by, note=note, now=now)


def site_time(moment: datetime) -> str:
    """A moment as the desk writes it, with the zone of the site: 7 December 2023, 18:00 IST."""
    return formats.date_format(timezone.localtime(moment), "j F Y, H:i T")
