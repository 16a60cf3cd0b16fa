"""Fields: what two records say of themselves, side by side, and which of the two is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_columns
from coalition.models import Record


class Side(models.TextChoices):
    PRIMARY = "primary"
    OTHER = "other"


#: Fields that mean nothing without another one, and go where it goes.
COMPANIONS = {
    "is_start_approximate": "start_time",
    "timezone": "start_time",
    "occurrence_reason": "occurrence",
    "reported_parties_qualifier": "reported_parties",
    "reported_leaders_qualifier": "reported_leaders",
}

#: The address is no matter of taste: the primary keeps its own, and the other's leads to it.
_UNCHOSEN = frozenset({"slug"})


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field with its companions. The texts are for people; empty if there is no value."""

    name: str
    label: str
    primary: str
    other: str
    #: Whose value is kept unless somebody chooses.
    default: Side
    #: Whether both have a value, and not the same.
    is_differing: bool


def chosen_fields(model: type[models.Model]) -> list[Any]:
    """The fields of which one value is kept, companions left out, in their order."""
    return [field for field in _own_fields(model) if field.name not in COMPANIONS]


def _own_fields(model: type[models.Model]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and field.name not in _UNCHOSEN
    ]


def with_companions(model: type[models.Model], name: str) -> list[Any]:
    """The field `name` and those that go with it."""
    return [
        field
        for field in _own_fields(model)
        if field.name == name or COMPANIONS.get(field.name) == name
    ]


def field_pairs(primary: Record, other: Record) -> list[FieldPair]:
    """Every field in which the two are not the same."""
    pairs = []
    for field in chosen_fields(type(primary)):
        group = with_companions(type(primary), field.name)
        ours, theirs = (
            [value_of(primary, f, but=other) for f in group],
            [value_of(other, f, but=primary) for f in group],
        )
        if ours == theirs or is_empty(theirs[0]):
            continue
        pairs.append(
            FieldPair(
                name=field.name,
                label=str(field.verbose_name),
                primary=_in_words(primary, group, ours),
                other=_in_words(other, group, theirs),
                default=Side.OTHER if is_empty(ours[0]) else Side.PRIMARY,
                is_differing=not is_empty(ours[0]),
            )
        )
    return pairs


def take_over(primary: Record, other: Record, choices: Mapping[str, str]) -> None:
    """Give `primary` what it lacks, and what `choices` (field -> side) takes from `other`."""
    for field in chosen_fields(type(primary)):
        group = with_companions(type(primary), field.name)
        pairs = {pair.attname: value_of(other, pair, but=primary) for pair in group}
        lacks = is_empty(value_of(primary, field, but=other)) and not is_empty(pairs[field.attname])
        side = choices.get(field.name) or (Side.OTHER if lacks else Side.PRIMARY)
        for part in group:
            if side == Side.OTHER:
                setattr(primary, part.attname, pairs[part.attname])
            else:
                setattr(primary, part.attname, value_of(primary, part, but=other))


def value_of(record: models.Model, field: Any, *, but: models.Model | None = None) -> Any:
    """What a field holds; None for a reference to the record itself or to `but`: they are one."""
    value = getattr(record, field.attname)
    if but is not None and field.is_relation and isinstance(record, field.related_model):
        return None if value in (record.pk, but.pk) else value
    return value


def is_empty(value: Any) -> bool:
    return value is None or value == ""


def _in_words(record: models.Model, group: list[Any], values: list[Any]) -> str:
    if is_empty(values[0]):
        return ""
    words = [in_words(record, field) for field in group]
    return ", ".join(word for word in words if word)


def in_words(row: models.Model, field: Any) -> str:
    """A field's value for people; empty if there is none."""
    value = getattr(row, field.name)
    if is_empty(value):
        return ""
    if isinstance(value, bool):
        return str(field.verbose_name) if value else ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.TimeField):
        return formats.time_format(value, "H:i")
    if isinstance(field, models.DateTimeField):
        return formats.date_format(value, "DATETIME_FORMAT")
    return str(value)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of two rows that become one. `is_filling`: the row that is kept had nothing there."""

    field: Any
    label: str
    kept: str
    gone: str
    is_filling: bool

    def __str__(self) -> str:
        return _("%(label)s: %(value)s") % {"label": self.label, "value": self.gone}

    @property
    def columns(self) -> list[str]:
        """The attnames that the field fills."""
        if isinstance(self.field, ImpreciseDateField):
            return list(imprecise_date_columns(self.field.attname))
        return [self.field.attname]


def differences(row: models.Model, twin: models.Model, *, told: set[str]) -> list[Difference]:
    """What two rows that become one say differently; fields in `told` (attnames) say which rows."""
    found = []
    for field in _own_fields(type(row)):
        if field.attname in told:
            continue
        ours, theirs = getattr(row, field.attname), getattr(twin, field.attname)
        if ours != theirs and not is_empty(theirs):
            found.append(
                Difference(
                    field=field,
                    label=str(field.verbose_name),
                    kept=in_words(row, field),
                    gone=in_words(twin, field),
                    is_filling=is_empty(ours),
                )
            )
    return found


def changed_columns(before: models.Model, after: models.Model) -> list[str]:
    """The attnames of the columns that differ, dates whole; the version is nobody's choice."""
    changed: dict[str, None] = {}
    for field in before._meta.concrete_fields:
        names = [field.attname]
        if isinstance(field, ImpreciseDateField):
            names = list(imprecise_date_columns(field.attname))
        if any(before.__dict__[name] != after.__dict__[name] for name in names):
            changed |= dict.fromkeys(names)
    return [name for name in changed if name != "version"]
