"""Loading: entries into records, all of them or none.

An entry that says what is stored already changes nothing. One that differs makes the record what
the entry says, whole: a field that is left out becomes empty, apart from what is the record's own
(uid, version, stage, created_at). A record is known by its uid if the entry gives one, else by its
slug.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from coalition.interchange.attempts import attempt
from coalition.interchange.batches import BATCH, Batch, read_batches
from coalition.interchange.editors import Editor
from coalition.interchange.entries import Draft
from coalition.interchange.problems import EntriesRefused, Place, Problems, Sort
from coalition.interchange.references import missing, resolve
from coalition.interchange.shapes import SHAPES, Shape
from coalition.interchange.stored import StoredEntry, stored_entries
from coalition.interchange.writing import NewRecord, change, complete, create, differs
from coalition.models import Stage


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
    editor: Editor | None = None,
) -> Loaded:
    """Load all entries in one transaction; raise EntriesRefused, and write none, if one is wrong.

    `stage` is for new records whose entry does not say; `progress` is told of entries dealt with.
    Without an `editor` an operator loads them, whom no rule of the desk binds.
    """
    with transaction.atomic():
        defaults = NewRecord(stage, timezone.now())
        work = _Load(entries, defaults, progress, editor or Editor())
        work.run()
        problems = work.problems.joined_with(entries.problems)
        if problems:
            raise EntriesRefused(problems)
        if is_dry_run:
            transaction.set_rollback(True)
    return work.loaded


class _Load:
    """One load under way. After the first problem it goes on reading, and writes nothing more."""

    def __init__(
        self,
        entries: Entries,
        defaults: NewRecord,
        progress: Callable[[int], Any],
        editor: Editor,
    ) -> None:
        self.loaded = Loaded()
        #: What is wrong with the entries; what is wrong with their file stands in `entries`.
        self.problems = Problems()
        self._entries = entries
        self._defaults = defaults
        self._progress = progress
        self._editor = editor
        self._book = editor.book()
        self._slugs: dict[str, dict[str, Place]] = defaultdict(dict)
        self._uids: dict[Any, Place] = {}
        self._forward: list[tuple[Draft, int, str]] = []

    def run(self) -> None:
        for kind, shape in SHAPES.items():
            for batch in read_batches(shape, self._entries.of_kind(kind)):
                self._batch(shape, batch)
                self._progress(batch.size)
            self._look_forward(shape)

    def _once(self, place: Place, seen: dict[Any, Place], path: str, value: Any) -> None:
        if value in seen:
            earlier = seen[value]
            self.problems.add(
                place,
                path,
                f"“{value}” stands in {earlier.file}, line {earlier.line}, already. "
                "Leave one of the entries out.",
            )
        seen.setdefault(value, place)

    def _batch(self, shape: Shape, batch: Batch) -> None:
        self.problems = self.problems.joined_with(batch.problems)
        for place, slug in batch.slugs:
            self._once(place, self._slugs[shape.kind], "slug", slug)
        for draft in batch.drafts:
            if uid := draft.get("uid"):
                self._once(draft.place, self._uids, "uid", uid)
        drafts = batch.drafts
        resolve(drafts, self._book, self.problems, self._slugs)
        self._forward += [(d, index, slug) for d in drafts for index, slug in d.forward.items()]
        stored = self._match(shape, drafts)
        for draft in drafts:
            self._editor.judge(draft, stored.get(draft.slug), self.problems)
        if not self.problems and not self._entries.problems:
            self._write(shape, drafts, stored)

    def _write(self, shape: Shape, drafts: list[Draft], stored: dict[str, StoredEntry]) -> None:
        new, changed, unchanged = [], [], []
        for draft in drafts:
            present = stored.get(draft.slug)
            if present is None:
                new.append(draft)
                continue
            complete(draft, present)
            if draft.forward or differs(draft, present):
                changed.append(draft)
            else:
                unchanged.append(draft)
        attempt(shape, new, partial(create, shape, defaults=self._defaults), self.problems)
        self._editor.before(shape, changed)
        for draft in changed:
            attempt(shape, [draft], partial(_change, stored[draft.slug]), self.problems)
        if connection.vendor == "postgresql":
            # Foreign keys are checked now: all of them at the end would fill the server's memory,
            # and outlast DATABASE_STATEMENT_TIMEOUT.
            connection.check_constraints()
        if not self.problems:
            self._editor.after(shape, new=new, changed=changed, unchanged=unchanged)
        self.loaded.unchanged[shape.kind] += len(unchanged)
        self.loaded.created[shape.kind] += len(new)
        self.loaded.changed[shape.kind] += len(changed)
        self.loaded.touched[shape.kind].update(draft.pk for draft in [*new, *changed])
        self.loaded.keys[shape.kind] += [draft.pk for draft in drafts]

    def _match(self, shape: Shape, drafts: list[Draft]) -> dict[str, StoredEntry]:
        """The stored records that the drafts speak of, by the drafts' slugs."""
        uids = {draft.get("uid"): draft for draft in drafts if draft.get("uid")}
        slugs = {draft.slug: draft for draft in drafts}
        wanted: dict[Any, Draft] = {}
        rows = shape.model._default_manager.filter(Q(uid__in=list(uids)) | Q(slug__in=list(slugs)))
        for pk, uid, slug in self._editor.known(rows).values_list("pk", "uid", "slug"):
            draft = uids.get(uid) or slugs[slug]
            if draft.get("uid") not in (None, uid):
                self.problems.add(
                    draft.place,
                    "slug",
                    f"“{slug}” belongs to the record {uid}, and the entry's uid is another. "
                    "Choose another slug, or leave the uid out.",
                    Sort.CONFLICT,
                )
            wanted[pk] = draft
        found = stored_entries(shape, list(wanted)) if wanted else {}
        return {wanted[pk].slug: entry for pk, entry in found.items()}

    def _look_forward(self, shape: Shape) -> None:
        """Set the references that pointed forward, now that all records of the kind are stored."""
        self._book.learn({shape.model: [slug for _draft, _index, slug in self._forward]})
        by_column: dict[str, list[Any]] = defaultdict(list)
        for draft, index, slug in self._forward:
            column = shape.layout.columns[index]
            key = self._book.key(shape.model, slug)
            if key is None and slug not in self._slugs[shape.kind]:
                known = self._slugs[shape.kind]
                self.problems.add(draft.place, column.key, missing(shape.model, slug, known))
            by_column[column.attname].append(shape.model(**{"pk": draft.pk, column.attname: key}))
        self._forward.clear()
        if not self.problems and not self._entries.problems:
            for attname, records in by_column.items():
                shape.model._default_manager.bulk_update(
                    records, [attname.removesuffix("_id")], batch_size=BATCH
                )


def _change(stored: StoredEntry, drafts: Sequence[Draft]) -> None:
    change(drafts[0], stored)
