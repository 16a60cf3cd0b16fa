"""Who saved a record since a version of it was read."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from coalition.editing.authors import author_name
from coalition.models import Record, Transition
from coalition.revisions.snapshots import versions_of


@dataclass(frozen=True, slots=True)
class Saver:
    name: str
    at: datetime


def savers_since(record: Record, version: int | None) -> list[Saver]:
    """The latest first, each once: by revisions and steps, else whoever the log names last."""
    since = version or 0
    found = [
        Saver(author_name(kept.revision.user), kept.revision.date_created)
        for kept in _kept_since(record, since)
    ]
    steps = Transition.objects.filter(uid=record.uid, version__gt=since).select_related("by")
    found += [Saver(author_name(step.by), step.at) for step in steps]
    if not found:
        found = [Saver(author_name(entry.user), entry.action_time) for entry in _logged(record)]
    # Oldest first, so that of each name the latest is kept.
    latest = {saver.name: saver for saver in sorted(found, key=_moment)}
    return sorted(latest.values(), key=_moment, reverse=True)


def _moment(saver: Saver) -> datetime:
    return saver.at


def _kept_since(record: Record, version: int) -> list[Any]:
    kept = versions_of(type(record), record.pk).select_related("revision__user")
    found = []
    for each in kept:
        if json.loads(each.serialized_data)[0]["fields"].get("version", 0) <= version:
            break
        found.append(each)
    return [each for each in found if each.revision.user is not None]


def _logged(record: Record) -> Any:
    return LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(record), object_id=str(record.pk)
    ).select_related("user")[:1]
