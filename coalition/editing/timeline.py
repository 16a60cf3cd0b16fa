"""The timeline of a record: saves, steps, editions and merges in one order, a page at a time.

First only when each happened, then the details of one page: as many queries whatever its length.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reversion.models import Revision

from coalition.editing.authors import author_name
from coalition.models import Edition, Merge, Record, Transition
from coalition.revisions.differences import differences
from coalition.revisions.readable import Line, Names, in_words, summary
from coalition.revisions.snapshots import snapshots_in, versions_of

ENTRIES_PER_PAGE = 25
#: More lines than these are folded away.
LINES_SHOWN = 6

#: (when, order among what happened at the same moment, which source, its key)
Key = tuple[datetime, int, str, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `lines` say what a save changed."""

    source: str
    at: datetime
    who: str
    title: Any
    note: str = ""
    lines: list[Line] = field(default_factory=list)
    summary: str = ""
    #: Of a save: its revision, and the version of the record that it holds.
    revision: int | None = None
    version: int | None = None

    @property
    def is_long(self) -> bool:
        return len(self.lines) > LINES_SHOWN


def keys_of(record: Record) -> list[Key]:
    """When anything happened to `record`, the latest first."""
    uid = record.uid
    saves = _saves(record)
    first = min((at for _key, at in saves), default=None)
    found: list[Key] = [(at, 2, "save", key) for key, at in saves]
    steps = Transition.objects.filter(uid=uid).order_by()
    found += [(at, 3, "step", key) for key, at in steps.values_list("pk", "at")]
    editions = Edition.objects.filter(uid=uid).order_by()
    found += [(at, 4, "edition", key) for key, at in editions.values_list("pk", "published_at")]
    merges = Merge.objects.filter(Q(primary_uid=uid) | Q(other_uid=uid)).order_by()
    for key, merged_at, undone_at in merges.values_list("pk", "merged_at", "undone_at"):
        found.append((merged_at, 5, "merge", key))
        if undone_at is not None:
            found.append((undone_at, 6, "undone", key))
    # The log of the admin says what revisions cannot: what was done before there were any. The line
    # of the very save that left the first one is a moment older than it.
    log = _log(record)
    if first is not None:
        log = log.filter(action_time__lt=first - timedelta(seconds=1))
    found += [(at, 1, "log", key) for key, at in log.values_list("pk", "action_time")]
    return sorted(found, reverse=True)


def entries(record: Record, page: list[Key]) -> list[Entry]:
    """The details of one page of the timeline, in its order."""
    made: dict[tuple[str, int], Entry] = {}
    for source, load in _LOADERS.items():
        keys = [key for _at, _order, name, key in page if name == source]
        if keys:
            made |= {(source, key): entry for key, entry in load(record, keys).items()}
    return [made[source, key] for _at, _order, source, key in page if (source, key) in made]


def _saves(record: Record) -> list[tuple[int, datetime]]:
    kept = versions_of(type(record), record.pk).order_by("revision_id")
    return list(kept.values_list("revision_id", "revision__date_created"))


def _log(record: Record) -> Any:
    content_type = ContentType.objects.get_for_model(record)
    return LogEntry.objects.filter(content_type=content_type, object_id=str(record.pk)).order_by()


def _load_saves(record: Record, keys: list[int]) -> dict[int, Entry]:
    revisions = Revision.objects.select_related("user").in_bulk(keys)
    before = versions_of(type(record), record.pk).filter(revision__lt=min(keys))
    earlier = before.values_list("revision_id", flat=True).first()
    held = snapshots_in(type(record), record.pk, [*keys, *([earlier] if earlier else [])])
    order = sorted(held)
    previous = dict(zip(order[1:], order, strict=False))
    changes = {key: differences(held[previous[key]], held[key]) for key in keys if key in previous}
    names = Names([change for found in changes.values() for change in found])
    made = {}
    for key in keys:
        lines = in_words(changes.get(key, []), names)
        revision = revisions[key]
        made[key] = Entry(
            "save",
            revision.date_created,
            author_name(revision.user) if revision.user else "",
            _("Saved") if key in previous else _first_title(revision),
            _words(revision),
            lines,
            summary(lines),
            key,
            held[key].version,
        )
    return made


def _words(revision: Any) -> str:
    """What an act was said to be. The admin's own list of changed fields the lines say better."""
    return "" if revision.comment.startswith("[") else str(revision.comment)


def _first_title(revision: Any) -> str:
    return _("Recorded") if revision.user else _("As it was before the first change kept here")


def _load_steps(record: Record, keys: list[int]) -> dict[int, Entry]:
    steps = Transition.objects.select_related("by").in_bulk(keys)
    return {
        key: Entry("step", step.at, author_name(step.by), step.get_action_display(), step.note)
        for key, step in steps.items()
    }


def _load_editions(record: Record, keys: list[int]) -> dict[int, Entry]:
    found = Edition.objects.select_related("published_by").defer("body").in_bulk(keys)
    return {
        key: Entry(
            "edition",
            edition.published_at,
            author_name(edition.published_by),
            _("Edition %(number)d: %(cause)s")
            % {"number": edition.number, "cause": edition.get_cause_display().lower()},
            edition.note,
        )
        for key, edition in found.items()
    }


def _load_merges(record: Record, keys: list[int]) -> dict[int, Entry]:
    found = Merge.objects.select_related("merged_by").defer("moves").in_bulk(keys)
    return {
        key: Entry(
            "merge",
            merge.merged_at,
            author_name(merge.merged_by),
            _("Merged “%(other)s” into “%(primary)s”")
            % {"other": merge.other_name, "primary": merge.primary_name},
        )
        for key, merge in found.items()
    }


def _load_undone(record: Record, keys: list[int]) -> dict[int, Entry]:
    found = Merge.objects.select_related("undone_by").defer("moves").in_bulk(keys)
    return {
        key: Entry(
            "undone",
            merge.undone_at,
            author_name(merge.undone_by),
            _("Undid the merge of “%s”") % merge.other_name,
        )
        for key, merge in found.items()
        if merge.undone_at is not None
    }


def _load_log(record: Record, keys: list[int]) -> dict[int, Entry]:
    found = LogEntry.objects.select_related("user").in_bulk(keys)
    return {
        key: Entry(
            "log",
            entry.action_time,
            author_name(entry.user),
            entry.get_change_message() or entry.get_action_flag_display(),
        )
        for key, entry in found.items()
    }


_LOADERS: dict[str, Callable[[Record, list[int]], dict[int, Entry]]] = {
    "save": _load_saves,
    "step": _load_steps,
    "edition": _load_editions,
    "merge": _load_merges,
    "undone": _load_undone,
    "log": _load_log,
}

#: The kinds of entries as the page marks them.
SOURCES = {
    "save": gettext_lazy("Save"),
    "step": gettext_lazy("Editorial step"),
    "edition": gettext_lazy("In public"),
    "merge": gettext_lazy("Merge"),
    "undone": gettext_lazy("Merge"),
    "log": gettext_lazy("From the log"),
}
