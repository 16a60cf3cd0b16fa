"""Keeping: writing one revision of a record, if it differs from the last one."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from reversion.models import Revision, Version

from coalition.models import Record
from coalition.revisions.snapshots import (
    Snapshot,
    last_kept_rows,
    newest_kept,
    serialized,
    snapshot_from,
)
from coalition.revisions.trees import objects_of, objects_of_each


def keep_before(record: Record) -> None:
    """Call before a change: keep the record as it is, unless its newest revision has it so.

    What came with an import has no revision, and nobody wrote it here. Without this one, its first
    change would have nothing to be compared with, and nothing to go back to.
    """
    if record.pk is not None:
        keep_each_before(type(record), [record.pk])


def keep(record: Record, *, by: Any, words: str, may_be_first: bool = True) -> None:
    """Call after a change, in its transaction: keep the record as `by` left it.

    A save that changed nothing leaves no revision. The first revision of a record says that `by`
    wrote all of it: where that may not be so, `may_be_first` is false.
    """
    tree = objects_of(type(record), record.pk)
    last = newest_kept(record)
    if tree and (last is not None or may_be_first) and not _is_as(tree, last):
        _write([tree], by=by, words=words)


def keep_each_before(model: type[Record], keys: Iterable[Any], *, batch: int = 100) -> None:
    """The same for many records of one kind, in as many queries for a hundred as for one."""
    wanted = list(keys)
    for start in range(0, len(wanted), batch):
        trees = objects_of_each(model, wanted[start : start + batch])
        last = last_kept_rows(model, trees)
        _write(
            [tree for key, tree in trees.items() if not _is_as(tree, last.get(key))],
            by=None,
            words="",
        )


def keep_each(
    model: type[Record], keys: Iterable[Any], *, by: Any, words: str, batch: int = 100
) -> None:
    """Keep many records of one kind that are known to have changed, each in its own revision.

    They are read and written together: in as many queries for a hundred as for one.
    """
    wanted = list(keys)
    for start in range(0, len(wanted), batch):
        trees = objects_of_each(model, wanted[start : start + batch])
        _write(list(trees.values()), by=by, words=words)


def _write(trees: Sequence[Sequence[Any]], *, by: Any, words: str) -> None:
    """A revision for each of `trees`: a record, and all that is kept with it."""
    author = _author(by)
    revisions = Revision.objects.bulk_create(
        Revision(date_created=timezone.now(), user=author, comment=words) for _tree in trees
    )
    Version.objects.bulk_create(
        _version(revision, row)
        for revision, tree in zip(revisions, trees, strict=True)
        for row in tree
    )


def _is_as(tree: Sequence[Any], last: Snapshot | None) -> bool:
    """Whether an editor would see no difference between a record and what was kept of it."""
    now = snapshot_from(tree)
    return now is not None and last is not None and now.content == last.content


def _author(user: Any) -> Any:
    return user if user is not None and user.is_authenticated else None


def _version(revision: Revision, row: Any) -> Version:
    return Version(
        revision=revision,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        db=row._state.db,
        format="json",
        serialized_data=serialized(row),
        object_repr=str(row),
    )
