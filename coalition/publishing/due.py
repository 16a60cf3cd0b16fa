"""What is due becomes public, once, or is held back with the reason, and the public stays as it is.

Any number of workers may run this at once. Each item is a transaction of its own: the publishers'
turn, a lock on the row that another worker then skips, the edition, and the row's end. A worker
that is killed in between leaves the row as it was, for the next one.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.models import (
    Action,
    Edition,
    Kind,
    Record,
    ScheduledPublication,
    StaleRecordError,
)
from coalition.publishing.documents import KINDS
from coalition.publishing.gates import GatesClosed
from coalition.publishing.ledger import take_turn
from coalition.publishing.publish import Publication
from coalition.publishing.review import SelfApprovalRefused, remember
from coalition.publishing.scheduling import make_public

logger = logging.getLogger(__name__)

PUBLISH = "coalition.publish_record"


@dataclass(frozen=True, slots=True)
class Due:
    """What became of one publication at its time.

    `edition` is None if nothing had changed, if it was `held_back_because` of something, or if it
    `failed`: then it stays on the schedule, and the next run tries again.
    """

    scheduled: ScheduledPublication
    record: Record | None
    edition: Edition | None = None
    held_back_because: str = ""
    failed: str = ""


def publish_due(*, now: datetime | None = None) -> list[Due]:
    """Publish everything that is due and not held back, each in the name of who scheduled it."""
    waiting = ScheduledPublication.objects.filter(
        due_at__lte=now or timezone.now(), held_back_at=None
    )
    results = []
    for key in list(waiting.order_by("due_at", "pk").values_list("pk", flat=True)):
        result = _publish_or_go_on(key, now or timezone.now())
        if result is not None:
            results.append(result)
    return results


def _publish_or_go_on(key: int, now: datetime) -> Due | None:
    """One item; None if another worker has it or had it. One that breaks does not stop the rest."""
    try:
        with transaction.atomic():
            take_turn()
            rows = ScheduledPublication.objects.select_for_update(
                skip_locked=connection.features.has_select_for_update_skip_locked, of=("self",)
            )
            row = rows.filter(pk=key, due_at__lte=now, held_back_at=None).first()
            return None if row is None else _publish(row, now)
    except Exception as error:
        logger.exception("A scheduled publication failed.")
        row = ScheduledPublication.objects.filter(pk=key).first()
        return None if row is None else Due(row, _record_of(row), failed=str(error) or repr(error))


def _publish(row: ScheduledPublication, now: datetime) -> Due:
    record = _record_of(row)
    if record is None:
        row.delete()
        return Due(row, None)
    try:
        publication = _act(row, record, now)
    except _NotAsScheduled as objection:
        reason = str(objection)
    except StaleRecordError:
        reason = _changed()
    except SelfApprovalRefused:
        reason = _(
            "Who scheduled it had submitted it as well. Another editor has to schedule it anew."
        )
    except GatesClosed as closed:
        reason = str(closed)
    else:
        return Due(row, record, publication.edition_of(record))
    return _hold_back(row, record, reason, now)


class _NotAsScheduled(Exception):
    """Nobody stands for this publication any more."""


@transaction.atomic
def _act(row: ScheduledPublication, record: Record, now: datetime) -> Publication:
    """Take the row off and publish, or leave both as they are."""
    if record.version != row.version:
        raise _NotAsScheduled(_changed())
    if not _may_still_publish(row.scheduled_by, record):
        message = _("%s scheduled it, and may no longer publish. Another editor has to do it anew.")
        raise _NotAsScheduled(message % row.scheduled_by.get_username())
    ScheduledPublication.objects.filter(pk=row.pk).delete()
    publication = make_public(
        record,
        by=row.scheduled_by,
        note=row.note,
        is_correction=row.is_correction,
        now=now,
    )
    for companion in publication.approved_along:
        if row.companions.get(str(companion.uid)) != companion.version:
            message = _(
                "“%s”, which goes along, was changed after this was scheduled. Look at the change, "
                "and schedule it anew."
            )
            raise _NotAsScheduled(message % companion)
    return publication


def _changed() -> str:
    return _(
        "It was changed after it was scheduled. Look at the change, have it approved, and schedule "
        "it anew."
    )


def _may_still_publish(user: Any, record: Record) -> bool:
    change = f"coalition.change_{record._meta.model_name}"
    return bool(user.is_active and user.is_staff and user.has_perms([PUBLISH, change]))


def _hold_back(row: ScheduledPublication, record: Record, reason: str, now: datetime) -> Due:
    row.held_back_at = now
    row.held_back_because = reason[:2000]
    row.save(update_fields=["held_back_at", "held_back_because"])
    remember([record], Action.HELD_BACK, by=None, note=reason, now=now)
    return Due(row, record, held_back_because=reason)


def _record_of(row: ScheduledPublication) -> Record | None:
    found: Record | None = KINDS[Kind(row.kind)].model.objects.filter(uid=row.uid).first()
    return found
