"""Loading: entries into records, all of them or none.

An entry that says what is stored already changes nothing. One that differs makes the record what
the entry says, whole: a field that is left out becomes empty, apart from what is the record's own
(uid, version, stage, created_at). A record is known by its uid if the entry gives one, else by its
slug.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from coalition.interchange.entries import Draft, Reader
from coalition.interchange.problems import EntriesRefused, Place, Problems
from coalition.interchange.references import SlugBook, missing, resolve
from coalition.interchange.rules import constraint_message
from coalition.interchange.shapes import SHAPES, Shape
from coalition.interchange.stored import StoredEntry, stored_entries
from coalition.interchange.writing import NewRecord, change, complete, create, differs
from coalition.models import Stage, StaleRecordError

_BATCH = 500


class Entries(Protocol):
    """Where entries come from. What is wrong with the file itself is in `problems` already."""

    problems: Problems

    def of_kind(self, kind: str) -> Iterator[tuple[Place, dict[str, Any]]]: ...


@dataclass
class Loaded:
    """What a load did, counted by kind, and the keys of all records that the entries speak of."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    keys: dict[str, list[Any]] = field(default_factory=lambda: {kind: [] for kind in SHAPES})
    #: The keys of those that are new or changed.
    touched: dict[str, set[Any]] = field(default_factory=lambda: {kind: set() for kind in SHAPES})


def load(
    entries: Entries,
    *,
    stage: str = Stage.DRAFTING,
    is_dry_run: bool = False,
    progress: Callable[[int], Any] = lambda count: None,
) -> Loaded:
    """Load all entries in one transaction; raise EntriesRefused, and write none, if one is wrong.

    `stage` is for new records whose entry does not say; `progress` is told of entries dealt with.
    """
    with transaction.atomic():
        loaded = _Load(entries, NewRecord(stage, timezone.now()), progress).run()
        if entries.problems:
            raise EntriesRefused(entries.problems)
        if is_dry_run:
            transaction.set_rollback(True)
    return loaded


class _Load:
    """One load under way. After the first problem it goes on reading, and writes nothing more."""

    def __init__(
        self, entries: Entries, defaults: NewRecord, progress: Callable[[int], Any]
    ) -> None:
        self._entries = entries
        self._problems = entries.problems
        self._defaults = defaults
        self._progress = progress
        self._book = SlugBook()
        self._slugs: dict[str, dict[str, Place]] = defaultdict(dict)
        self._uids: dict[Any, Place] = {}
        self._forward: list[tuple[Draft, int, str]] = []
        self._loaded = Loaded()

    def run(self) -> Loaded:
        for kind, shape in SHAPES.items():
            reader = Reader(shape, self._problems)
            source = self._entries.of_kind(kind)
            while raw := list(islice(source, _BATCH)):
                self._batch(shape, self._read(reader, raw))
                self._progress(len(raw))
            self._look_forward(shape)
        return self._loaded

    def _read(self, reader: Reader, raw: Iterable[tuple[Place, dict[str, Any]]]) -> list[Draft]:
        drafts = []
        for place, entry in raw:
            draft = reader.read(entry, place)
            if isinstance(slug := entry.get("slug"), str):
                self._once(place, self._slugs[reader.kind], "slug", slug)
            if draft is not None:
                if uid := draft.get("uid"):
                    self._once(place, self._uids, "uid", uid)
                drafts.append(draft)
        return drafts

    def _once(self, place: Place, seen: dict[Any, Place], path: str, value: Any) -> None:
        if value in seen:
            earlier = seen[value]
            self._problems.add(
                place,
                path,
                f"“{value}” stands in {earlier.file}, line {earlier.line}, already. "
                "Leave one of the entries out.",
            )
        seen.setdefault(value, place)

    def _batch(self, shape: Shape, drafts: list[Draft]) -> None:
        resolve(drafts, self._book, self._problems, self._slugs)
        stored = self._match(shape, drafts)
        if self._problems:
            return
        new, changed = [], []
        for draft in drafts:
            present = stored.get(draft.slug)
            if present is None:
                new.append(draft)
                continue
            complete(draft, present)
            if draft.forward or differs(draft, present):
                changed.append(draft)
            else:
                self._loaded.unchanged[shape.kind] += 1
        self._write(shape, new, lambda some: create(shape, some, self._defaults))
        for draft in changed:
            self._write(shape, [draft], partial(_change, stored[draft.slug]))
        if connection.vendor == "postgresql":
            # Foreign keys are checked now: all of them at the end would fill the server's memory,
            # and outlast DATABASE_STATEMENT_TIMEOUT.
            connection.check_constraints()
        self._loaded.created[shape.kind] += len(new)
        self._loaded.changed[shape.kind] += len(changed)
        self._loaded.touched[shape.kind].update(draft.pk for draft in [*new, *changed])
        self._loaded.keys[shape.kind] += [draft.pk for draft in drafts]
        self._forward += [(d, index, slug) for d in drafts for index, slug in d.forward.items()]

    def _match(self, shape: Shape, drafts: list[Draft]) -> dict[str, StoredEntry]:
        """The stored records that the drafts speak of, by the drafts' slugs."""
        uids = {draft.get("uid"): draft for draft in drafts if draft.get("uid")}
        slugs = {draft.slug: draft for draft in drafts}
        wanted: dict[Any, Draft] = {}
        for pk, uid, slug in shape.model._default_manager.filter(
            Q(uid__in=list(uids)) | Q(slug__in=list(slugs))
        ).values_list("pk", "uid", "slug"):
            draft = uids.get(uid) or slugs[slug]
            if draft.get("uid") not in (None, uid):
                self._problems.add(
                    draft.place,
                    "slug",
                    f"“{slug}” belongs to the record {uid}, and the entry's uid is another. "
                    "Choose another slug, or leave the uid out.",
                )
            wanted[pk] = draft
        found = stored_entries(shape, list(wanted)) if wanted else {}
        return {wanted[pk].slug: entry for pk, entry in found.items()}

    def _write(
        self, shape: Shape, drafts: list[Draft], write: Callable[[list[Draft]], None]
    ) -> None:
        """Write all at once; if the database refuses, one by one, to find out which it refuses."""
        if not drafts:
            return
        try:
            with transaction.atomic():
                write(drafts)
            return
        except (IntegrityError, DataError, ValidationError, StaleRecordError) as error:
            if len(drafts) == 1:
                self._refuse(shape, drafts[0], error)
                return
        for draft in drafts:
            self._write(shape, [draft], write)

    def _refuse(self, shape: Shape, draft: Draft, error: Exception) -> None:
        models = [shape.model, *(rows.model for rows in shape.rows)]
        messages = (constraint_message(model, str(error)) for model in models)
        reason = next((message for message in messages if message), None)
        if reason is None:
            reason = f"The database refuses it ({' '.join(str(error).split())}). Mend the entry."
        self._problems.add(draft.place, "", reason)

    def _look_forward(self, shape: Shape) -> None:
        """Set the references that pointed forward, now that all records of the kind are stored."""
        self._book.learn({shape.model: [slug for _draft, _index, slug in self._forward]})
        by_column: dict[str, list[Any]] = defaultdict(list)
        for draft, index, slug in self._forward:
            column = shape.layout.columns[index]
            key = self._book.key(shape.model, slug)
            if key is None and slug not in self._slugs[shape.kind]:
                known = self._slugs[shape.kind]
                self._problems.add(draft.place, column.key, missing(shape.model, slug, known))
            by_column[column.attname].append(shape.model(**{"pk": draft.pk, column.attname: key}))
        self._forward.clear()
        if not self._problems:
            for attname, records in by_column.items():
                shape.model._default_manager.bulk_update(
                    records, [attname.removesuffix("_id")], batch_size=_BATCH
                )


def _change(stored: StoredEntry, drafts: list[Draft]) -> None:
    change(drafts[0], stored)
