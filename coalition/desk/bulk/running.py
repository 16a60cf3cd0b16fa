"""Running an import: once to look, and once more to write exactly what was looked at."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from import_export.results import RowResult
from tablib import Dataset

from coalition.desk.bulk.resources import BulkResource
from coalition.desk.bulk.tables import Table

_OUTCOMES = {
    RowResult.IMPORT_TYPE_NEW: "new",
    RowResult.IMPORT_TYPE_UPDATE: "changed",
    RowResult.IMPORT_TYPE_SKIP: "unchanged",
}


class Moved(Exception):
    """What the import would do is no longer what was looked at."""

    def __init__(self, preview: "Preview") -> None:
        self.preview = preview
        super().__init__("The import would do something else now.")


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What one row does. `changes` are column, before, after; `problems` are column, remedy."""

    number: int
    outcome: str
    name: str
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    #: The version of the record that it would change.
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    rows: list[PreviewRow]

    @property
    def counts(self) -> dict[str, int]:
        found = dict.fromkeys(("new", "changed", "unchanged", "refused"), 0)
        for row in self.rows:
            found[row.outcome] += 1
        return found

    @property
    def is_refused(self) -> bool:
        return any(row.outcome == "refused" for row in self.rows)

    @property
    def changes_anything(self) -> bool:
        return any(row.outcome in ("new", "changed") for row in self.rows)

    @property
    def digest(self) -> str:
        """Tells whether another run would do the same to the same versions."""
        said = [(row.number, row.outcome, row.name, row.changes, row.version) for row in self.rows]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def rehearse(make: type[BulkResource], table: Table, *, by: Any) -> Preview:
    """What importing `table` would do. Writes nothing. Raises Misfit."""
    with transaction.atomic():
        _resource, preview = _run(make, table, by=by, is_rehearsal=True)
        transaction.set_rollback(True)
    return preview


def carry_out(
    make: type[BulkResource], table: Table, *, by: Any, digest: str, words: str
) -> Preview:
    """Import `table`, all of it or nothing.

    Raises Moved if that is not what the preview with `digest` showed: somebody changed a record
    meanwhile, or a name means another one now.
    """
    with transaction.atomic():
        resource, preview = _run(make, table, by=by, is_rehearsal=False)
        if preview.digest != digest or preview.is_refused:
            raise Moved(preview)
        resource.settle(words)
    return preview


def _run(
    make: type[BulkResource], table: Table, *, by: Any, is_rehearsal: bool
) -> tuple[BulkResource, Preview]:
    resource = make(by=by)
    resource.is_rehearsal = is_rehearsal
    resource.check_columns(table.headers)
    resource.prepare(table)
    dataset = Dataset(*[cells for _number, cells in table.rows], headers=table.headers)
    # Whether it is kept is decided outside, and each row keeps itself whole: it needs no dry run
    # and no transaction of its own.
    result: Any = resource.import_data(dataset, dry_run=False, use_transactions=False)
    if result.base_errors:
        raise result.base_errors[0].error
    written = [row.instance for row in result.rows if row.is_new() or row.is_update()]
    models.prefetch_related_objects(written, *resource.shown_with)
    return resource, Preview([_row(resource, row) for row in result.rows])


def _row(resource: BulkResource, row: Any) -> PreviewRow:
    problems = list(_problems(row))
    if problems:
        return PreviewRow(row.number, "refused", "", problems=problems)
    outcome = _OUTCOMES[row.import_type]
    changes = [] if outcome == "unchanged" else list(_changes(resource, row))
    return PreviewRow(row.number, outcome, str(row.instance), changes, version=row.version)


def _changes(resource: BulkResource, row: Any) -> Iterator[tuple[str, str, str]]:
    before = row.before or [""] * len(resource.columns())
    after = resource.export_resource(row.instance)
    for column, old, new in zip(resource.columns(), before, after, strict=True):
        if old != new:
            yield column, old, new


def _problems(row: Any) -> Iterator[tuple[str, str]]:
    if row.validation_error is not None:
        error: ValidationError = row.validation_error
        found = (
            error.message_dict
            if hasattr(error, "error_dict")
            else {NON_FIELD_ERRORS: error.messages}
        )
        for column, messages in found.items():
            for message in messages:
                yield ("" if column == NON_FIELD_ERRORS else column), message
    for failure in row.errors:
        # What no rule of ours foresaw has to be seen by whoever runs the site.
        raise failure.error
    if row.import_type not in _OUTCOMES and row.validation_error is None:
        yield "", _("This row cannot be imported. Check its cells.")
