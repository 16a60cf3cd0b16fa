"""What all imports have in common: how a row finds its record, is compared, written and refused.

A run is made in one transaction, under locks on the records that it changes: the dry run is the
import itself, undone. Nothing is ever deleted, and no identifier, version or stage is a column.
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from import_export import resources

from coalition.desk.bulk.directory import Directory
from coalition.desk.bulk.tables import Table
from coalition.desk.bulk.widgets import RecordWidget
from coalition.desk.refusals import reason_of
from coalition.models import Record

#: Columns that name what the desk itself keeps (REQUIREMENTS: named transitions only).
KEPT_BY_THE_DESK = ("id", "uid", "version", "stage", "created_at", "edition")


class Misfit(Exception):
    """The columns of a table are not those of its import. The text says what to do."""


class BulkResource(resources.ModelResource):  # type: ignore[misc]  # The library has no types.
    """Rows of one model. Subclasses name the columns and how a row finds what it is about."""

    #: Of each of these, one column at least has to be there.
    needed: ClassVar[tuple[tuple[str, ...], ...]] = ()
    #: Rows of an instance that its columns show.
    shown_with: ClassVar[tuple[str, ...]] = ()
    #: Whether the run will be undone.
    is_rehearsal = False

    class Meta:
        fields: ClassVar[tuple[str, ...]] = ()
        import_id_fields: ClassVar[tuple[str, ...]] = ()
        # It would copy each row twice and export it three times: `skip_row` compares once.
        skip_diff = True
        store_instance = True

    def __init__(self, *, by: Any = None) -> None:
        super().__init__()
        self.by = by
        self.directories: dict[type[Record], Directory] = {}
        #: What the rows so far were about -> their number.
        self.seen: dict[Any, int] = {}
        self.numbers: list[int] = []
        #: The records that the run has changed or made, by model and key.
        self.touched: dict[tuple[Any, Any], Record] = {}

    # --- Columns ----------------------------------------------------------------------------------

    @classmethod
    def columns(cls) -> list[str]:
        return list(cls._meta.fields)

    def check_columns(self, headers: list[str]) -> None:
        """Raises Misfit if a column is unknown, named twice, or missing."""
        for header in headers:
            if header in KEPT_BY_THE_DESK:
                raise Misfit(
                    _("The column “%s” is kept by the desk and never imported. Take it out.")
                    % header
                )
            if header not in self.columns():
                raise Misfit(
                    _("There is no column “%(header)s”. These are known: %(columns)s.")
                    % {"header": header[:40], "columns": ", ".join(self.columns())}
                )
            if headers.count(header) > 1:
                raise Misfit(_("The column “%s” is there twice. Take one out.") % header)
        for names in self.needed:
            if not set(names) & set(headers):
                words = _(" or ").join(f"“{name}”" for name in names)
                raise Misfit(_("The column %s is missing. Add it.") % words)

    def loaded(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """`rows` with all that an export needs, so that no row costs a query."""
        return rows

    # --- Before the rows --------------------------------------------------------------------------

    def prepare(self, table: Table) -> None:
        """Look up all that the rows refer to, and lock what they may change."""
        self.numbers = [number for number, _cells in table.rows]
        wanted: dict[type[Record], set[str]] = {}
        for field in self.fields.values():
            if isinstance(field.widget, RecordWidget) and field.column_name in table.headers:
                place = table.headers.index(field.column_name)
                texts = wanted.setdefault(field.widget.model, set())
                texts.update(cells[place] for _number, cells in table.rows)
        for model, texts in wanted.items():
            self.directories[model] = Directory(model, texts)

    def lock(self, model: type[Record], records: Iterable[Any], *prefetched: str) -> dict[int, Any]:
        """Lock `records` in the order in which everybody locks, and read them as they are now."""
        keys = sorted({record.pk for record in records})
        locked: dict[int, Any] = {}
        for start in range(0, len(keys), 400):
            rows = model._default_manager.select_for_update(no_key=True)
            rows = rows.prefetch_related(*prefetched)
            for record in rows.filter(pk__in=keys[start : start + 400]).order_by("pk"):
                locked[record.pk] = record
        return locked

    # --- One row ----------------------------------------------------------------------------------

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> Any:
        kwargs["row_number"] = self.numbers[kwargs["row_number"] - 1]
        kwargs["directories"] = self.directories
        self.row_number = kwargs["row_number"]
        self._before: list[str] | None = None
        #: The version of the record that the row would change.
        self.version: int | None = None
        result = super().import_row(row, instance_loader, **kwargs)
        result.number, result.before = self.row_number, self._before
        result.version = self.version
        return result

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        self._before = None if new else self.export_resource(instance)

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Take over the cells; what is wrong with any of them is told by its column."""
        errors = {}
        for field in self.get_import_fields():
            try:
                self.import_field(field, instance, row, **kwargs)
            except ValueError as error:
                errors[field.column_name] = ValidationError(str(error))
        if errors:
            raise ValidationError(errors)

    def once(self, identity: Any) -> None:
        """Raises ValidationError if an earlier row was about the same."""
        if identity in self.seen:
            raise ValidationError(
                _("Row %d is about the same. Leave one of them out.") % self.seen[identity]
            )
        self.seen[identity] = self.row_number

    def cell(self, row: Any, name: str) -> Any:
        """What the column `name` says in `row`; ValidationError names the column."""
        try:
            return self.fields[name].clean(row, directories=self.directories)
        except ValueError as error:
            raise ValidationError({name: str(error)}) from error

    def skip_row(
        self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None
    ) -> bool:
        """Whether the row says what is recorded already."""
        if import_validation_errors or self._before is None or self.adds_to(instance):
            return False
        return bool(self.export_resource(instance) == self._before)

    def adds_to(self, instance: Any) -> bool:
        """Whether the row has something to say that is not kept in columns of `instance`."""
        return False

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """By the rules of the columns; those across columns and rows are the database's."""
        errors = dict(import_validation_errors or {})
        relations = {f.name for f in instance._meta.fields if isinstance(f, models.ForeignKey)}
        try:
            instance.clean_fields(exclude=relations | set(errors))
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for problem in self.problems(instance):
            errors = problem.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def problems(self, instance: Any) -> Iterator[ValidationError]:
        """What is wrong between columns, where the database would only say no."""
        since, until = getattr(instance, "since", None), getattr(instance, "until", None)
        if since and until and since.earliest and until.latest and since.earliest > until.latest:
            yield ValidationError({"until": _("It ends before it begins. Mend since or until.")})

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Write the row, or leave nothing of it behind."""
        try:
            with transaction.atomic():
                self.write(instance, is_create, row)
        except IntegrityError as error:
            raise ValidationError(reason_of(error)) from error

    def write(self, instance: Any, is_create: bool, row: Any) -> None:
        raise NotImplementedError

    # --- After the rows ---------------------------------------------------------------------------

    def settle(self, words: str) -> None:
        """Keep a revision and an audit row of every record that was changed."""
        raise NotImplementedError
