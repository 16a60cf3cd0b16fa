"""Recovering: drafts that were deleted, made again with the identity and the rows they had."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from reversion.models import Version

from coalition.models import Edition, Merge, Record, Stage
from coalition.revisions.restoring import (
    RestoreRefused,
    check_row,
    refuse_what_is_gone,
    write_many_to_many,
    write_rows,
)
from coalition.revisions.snapshots import Snapshot, last_kept_row


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record that is gone, by the key it had."""

    pk: int
    name: str
    slug: str
    uid: str


def deleted_drafts(model: type[models.Model]) -> list[Deleted]:
    """What was deleted, the latest first. What was merged or ever public has gone another way."""
    found = [
        _deleted(name, data)
        for name, data in Version.objects.get_deleted(model)
        .order_by("-pk")
        .values_list("object_repr", "serialized_data")
    ]
    uids = [draft.uid for draft in found]
    elsewhere = {
        str(uid)
        for uids_of in (
            Edition.objects.filter(uid__in=uids).values_list("uid", flat=True),
            Merge.objects.filter(other_uid__in=uids, undone_at=None).values_list(
                "other_uid", flat=True
            ),
        )
        for uid in uids_of
    }
    return [draft for draft in found if draft.uid not in elsewhere]


def deleted_draft(model: type[models.Model], pk: int) -> Snapshot | None:
    """The last state of a draft that was deleted; None if there is no such draft."""
    if all(draft.pk != pk for draft in deleted_drafts(model)):
        return None
    return last_kept_row(model, pk)


def recover(draft: Snapshot, *, slug: str) -> Record:
    """Make `draft` again under `slug`, as a draft. Call it in a transaction.

    Raises RestoreRefused if something that it refers to is gone, or a rule speaks against it.
    """
    refuse_what_is_gone(draft)
    record: Any = draft.instance()
    record.slug, record.stage, record.version = slug, Stage.DRAFTING, draft.version + 1
    if type(record)._default_manager.filter(slug=slug).exists():
        raise RestoreRefused(
            _("Another record has the address “%s” by now. Give this one another.") % slug
        )
    check_row(record)
    record.save(force_insert=True)
    write_many_to_many(record, draft)
    write_rows(Snapshot(draft.model, draft.pk, {}), draft)
    recovered: Record = type(record)._default_manager.get(pk=record.pk)
    return recovered


def _deleted(name: str, data: str) -> Deleted:
    entry = json.loads(data)[0]
    return Deleted(entry["pk"], name, entry["fields"]["slug"], entry["fields"]["uid"])
