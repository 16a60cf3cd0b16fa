"""An imprecise date in a model: one attribute, four columns; and its field in a form.

`date = ImpreciseDateField()` makes the columns `date` (EDTF text, '' for no date), `date_earliest`,
`date_latest` and `date_label`. Sorting and filtering use the columns, so that reading never parses.
mypy sees the companions where the model declares them: `date_earliest: datetime.date | None`.

Companions follow the date: in the attribute at once, and in `save(update_fields=["date"])`,
`update_or_create` and `.update(date=...)` when the UPDATE is compiled. What cannot be followed is
refused with a FieldError: `.update(date=F(...))`, `bulk_update(..., ["date"])` and an upsert of the
`date` alone; give these all four (`imprecise_date_columns`).
"""

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.db.models.sql import InsertQuery, UpdateQuery
from django.utils.translation import gettext_lazy as _

from coalition.date_phrases import PHRASE_LIMIT, parse_typed, typed_form
from coalition.edtf_text import EDTF_LIMIT
from coalition.imprecise_dates import LABEL_LIMIT, ImpreciseDate, ImpreciseDateError, clean_label

if TYPE_CHECKING:
    _Field = models.Field[ImpreciseDate | str | None, ImpreciseDate | None]
else:
    _Field = models.Field

#: The text has no order of its own: "[..2023-12-05]" is greater than "2024".
_ORDER_LOOKUPS = frozenset({"gt", "gte", "lt", "lte", "range"})
_UNKNOWN = object()


def imprecise_date_columns(name: str) -> tuple[str, str, str, str]:
    """The columns of a date field, as for `.only()`, `bulk_update` and upserts."""
    return (name, f"{name}_earliest", f"{name}_latest", f"{name}_label")


def imprecise_date_constraints(name: str) -> list[models.BaseConstraint]:
    """What must hold of a date field's columns, for `Meta.constraints`."""
    text, earliest, latest, _label = imprecise_date_columns(name)
    unbounded = models.Q(**{f"{earliest}__isnull": True, f"{latest}__isnull": True})
    in_order = models.Q(**{f"{earliest}__lte": models.F(latest)})
    open_sided = models.Q(**{f"{earliest}__isnull": True}) | models.Q(**{f"{latest}__isnull": True})
    empty = models.Q(**{text: ""})
    return [
        models.CheckConstraint(
            condition=open_sided | in_order,
            name=f"%(app_label)s_%(class)s_{name}_bounds",
            violation_error_message=_("A date cannot end before it begins."),
        ),
        models.CheckConstraint(
            condition=(empty & unbounded) | (~empty & ~unbounded),
            name=f"%(app_label)s_%(class)s_{name}_whole",
            violation_error_message=_("A date and its earliest and latest day go together."),
        ),
    ]


class StoredEdtf(str):
    """EDTF text as a row holds it: checked when it was written, so not parsed again."""

    __slots__ = ()


class ImpreciseDateDescriptor(DeferredAttribute):
    """Puts a date together from its columns, and takes it apart into them."""

    field: "ImpreciseDateField"

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        row, names = instance.__dict__, imprecise_date_columns(self.field.attname)
        missing = [name for name in names if name not in row]
        if missing:
            # One query, whichever of the four were deferred.
            instance.refresh_from_db(fields=names if names[0] in missing else missing)
        text, earliest, latest, label = (row[name] for name in names)
        return ImpreciseDate(str(text), earliest, latest, label) if text else None

    def __set__(self, instance: models.Model, value: Any) -> None:
        row = instance.__dict__
        name, earliest, latest, label = imprecise_date_columns(self.field.attname)
        # Model.__init__ sets the fields in their order, companions first.
        is_initialising = instance._state.adding and name not in row
        if is_initialising and isinstance(value, StoredEdtf):
            has_bound = row.get(earliest, _UNKNOWN) or row.get(latest, _UNKNOWN)
            if has_bound or not value:
                row[name] = value
                return
        given_label = row.get(label) if is_initialising else None
        row.update(self.field.columns_of(value))
        if given_label and row[name]:
            # `Meeting(date=..., date_label=...)`, as a fixture is loaded.
            row[label] = clean_label(given_label)


class ImpreciseDateField(_Field):
    """A date as exact as its source; None if there is none.

    Takes an ImpreciseDate, or EDTF text, of which bad text raises ImpreciseDateError at once. In
    migrations the companions stand beside it as ordinary fields (`companions=False`), and
    historical models hold four plain values.
    """

    description = _("Imprecise date")

    if TYPE_CHECKING:
        _pyi_private_set_type: ImpreciseDate | str | None
        _pyi_private_get_type: ImpreciseDate | None
        _pyi_lookup_exact_type: ImpreciseDate | str

    def __init__(self, *args: Any, companions: bool = True, **kwargs: Any) -> None:
        if kwargs.get("null"):
            raise TypeError("An ImpreciseDateField without a date holds '', so it is never null.")
        kwargs.setdefault("max_length", EDTF_LIMIT)
        self.companions = companions
        # Made before the field itself, which sorts them before it: Model.__init__ must have set
        # them by the time it sets the date. (ImageField needs a signal because it is not so.)
        self._companion_fields: list[models.Field[Any, Any]] = []
        if companions:
            self._companion_fields = [
                models.DateField(null=True, blank=True, editable=False),
                models.DateField(null=True, blank=True, editable=False),
                models.CharField(max_length=LABEL_LIMIT, blank=True, default="", editable=False),
            ]
        super().__init__(*args, **kwargs)

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        # A class that inherits the field from an abstract base has inherited the companions too.
        inherited = {field.name for field in cls._meta.local_fields}
        _, *companion_names = imprecise_date_columns(name)
        for companion_name, field in zip(companion_names, self._companion_fields, strict=False):
            if companion_name not in inherited:
                copy.deepcopy(field).contribute_to_class(cls, companion_name)
        super().contribute_to_class(cls, name, private_only)
        if self.companions:
            setattr(cls, self.attname, ImpreciseDateDescriptor(self))

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("max_length") == EDTF_LIMIT:
            del kwargs["max_length"]
        return name, path, args, {**kwargs, "companions": False}

    def get_internal_type(self) -> str:
        return "CharField"

    def get_lookup(self, lookup_name: str) -> Any:
        return None if lookup_name in _ORDER_LOOKUPS else super().get_lookup(lookup_name)

    def columns_of(self, value: Any) -> dict[str, Any]:
        """Column name -> value for a date, EDTF text or None. Raises ImpreciseDateError."""
        if isinstance(value, str) and value:
            value = ImpreciseDate.from_edtf(value)
        if isinstance(value, ImpreciseDate):
            return value.columns(self.attname)
        if value in (None, ""):
            return dict(
                zip(imprecise_date_columns(self.attname), ("", None, None, ""), strict=True)
            )
        raise ImpreciseDateError(
            f"{value!r} is no imprecise date. Give an ImpreciseDate, EDTF text or None."
        )

    def to_python(self, value: Any) -> ImpreciseDate | None:
        try:
            if isinstance(value, str) and value:
                return ImpreciseDate.from_edtf(value)
            return value if self.columns_of(value)[self.attname] else None
        except ImpreciseDateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value: ImpreciseDate | None, model_instance: models.Model | None) -> None:
        if value is None and self.editable and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def from_db_value(self, value: str | None, *_context: Any) -> StoredEdtf | None:
        return None if value is None else StoredEdtf(value)

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        if isinstance(value, StoredEdtf):
            return str(value)
        date = self.to_python(value)
        return date.edtf if date else ""

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """Django 5's only hook that sees the whole UPDATE; used to bring the companions along."""
        self._bring_companions(compiler.query)
        return "%s"

    def get_placeholder_sql(self, value: Any, compiler: Any, connection: Any) -> tuple[str, Any]:
        """The same hook as of Django 6.1."""
        self._bring_companions(compiler.query)
        return compiler.compile(value) if hasattr(value, "as_sql") else ("%s", [value])

    def _bring_companions(self, query: Any) -> None:
        """Add the companions that an UPDATE of the date leaves out, or refuse it."""
        is_update, is_insert = isinstance(query, UpdateQuery), isinstance(query, InsertQuery)
        if is_update:
            given = {field.name: value for field, _model, value in query.values}
        elif is_insert:  # What an upsert does with the row that is there already.
            given = {field.name: models.F(field.name) for field in query.update_fields or ()}
        else:
            return
        missing = [name for name in imprecise_date_columns(self.name) if name not in given]
        if not missing or not self.companions or self.name in missing:
            return
        if hasattr(given[self.name], "resolve_expression"):
            raise FieldError(
                f"Writing {self.name} alone would leave its other columns behind. "
                f"Write {', '.join(missing)} too."
            )
        columns = self.columns_of(given[self.name])
        # The compiler walks this very list, and so comes to the companions next.
        query.values.extend(
            (self.model._meta.get_field(name), None, columns[name]) for name in missing
        )

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": ImpreciseDateFormField, **kwargs})


class ImpreciseDateFormField(forms.CharField):
    """A date as an editor types it. What it shows for a date, it reads back as the same date."""

    default_help_text = _(
        "As exactly as the source puts it: 6 December 2023, December 2023, 17–18 July 2023, "
        "third week of December 2023, before 6 December 2023, about December 2023. Your wording is "
        "shown to readers. If it is not understood, add the meaning: "
        "Diwali week = between 12 and 18 November 2023."
    )

    def __init__(self, **kwargs: Any) -> None:
        # max_length would be checked on the date; parse_typed limits the text.
        kwargs.pop("max_length", None)
        kwargs["help_text"] = kwargs.get("help_text") or self.default_help_text
        super().__init__(**{**kwargs, "empty_value": None})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, ImpreciseDate):
            return value
        text = super().to_python(value)
        if text is None:
            return None
        try:
            return parse_typed(text)
        except ImpreciseDateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """The label if that says it all, else "LABEL = EDTF"."""
        return typed_form(value) if isinstance(value, ImpreciseDate) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "maxlength": str(PHRASE_LIMIT), "size": "40"}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another date was typed; another spelling of the same EDTF and label is none."""
        if self.disabled:
            return False
        if self.prepare_value(initial) == data:
            return False
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True
