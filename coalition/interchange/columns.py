"""Columns: the fields of the models, as entries see them.

A reference is read as a slug; which record that is, is looked up later and in bulk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from coalition.imprecise_date_fields import ImpreciseDateField
from coalition.interchange.values import (
    MEMORY,
    Refused,
    nearest,
    read_boolean,
    read_date,
    read_datetime,
    read_slug,
    read_text,
    read_time,
    read_uuid,
    short,
    write_date,
    write_datetime,
    write_time,
)

if TYPE_CHECKING:
    Field = models.Field[Any, Any]
else:  # Django's fields take no type arguments at run time.
    Field = models.Field


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One field. `index` is its place in the lists that hold a row's values."""

    key: str
    attname: str
    index: int
    field: Field
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    #: The value, beside None, that an export leaves out, because a reader puts it there again.
    left_out: str | bool | None
    is_required: bool
    is_date: bool
    refers_to: type[models.Model] | None = None


def column_of(field: Field, index: int) -> Column:
    target = field.related_model if field.is_relation else None
    return Column(
        key=field.name,
        attname=field.attname,
        index=index,
        field=field,
        read=_reader_of(field),
        write=_writer_of(field),
        left_out=_left_out(field),
        is_required=not (field.blank or field.null or field.has_default()),
        is_date=isinstance(field, ImpreciseDateField),
        refers_to=target if isinstance(target, type) else None,
    )


def _left_out(field: Field) -> str | bool | None:
    if isinstance(field, models.BooleanField):
        return False if field.default is False else None
    if isinstance(field, models.CharField | models.TextField) and not field.has_default():
        return ""
    return None


def _reader_of(field: Field) -> Callable[[Any], Any]:
    if field.is_relation:
        return read_slug
    if isinstance(field, ImpreciseDateField):
        return read_date
    if isinstance(field, models.BooleanField):
        return read_boolean
    if isinstance(field, models.IntegerField):
        return _integer_reader(field)
    if isinstance(field, models.DateTimeField):
        return read_datetime
    if isinstance(field, models.TimeField):
        return read_time
    if isinstance(field, models.UUIDField):
        return read_uuid
    if field.choices:
        return _choice_reader(field)
    if type(field) in (models.CharField, models.SlugField) or field.validators[1:]:
        return _code_reader(field)
    return _text_reader(field)


def _writer_of(field: Field) -> Callable[[Any], Any]:
    if isinstance(field, ImpreciseDateField):
        return write_date
    if isinstance(field, models.DateTimeField):
        return write_datetime
    if isinstance(field, models.TimeField):
        return write_time
    if isinstance(field, models.UUIDField):
        return str
    return lambda value: value


def _text_reader(field: Field) -> Callable[[Any], Any]:
    limit, multiline = field.max_length, isinstance(field, models.TextField)
    return lambda value: read_text(value, limit, multiline=multiline)


def _code_reader(field: Field) -> Callable[[Any], Any]:
    """Slugs, regions, addresses, languages: few characters, checked by the field's validators."""

    @lru_cache(maxsize=MEMORY)
    def check(value: str) -> str:
        value = read_text(value, field.max_length, multiline=False)
        if value:
            try:
                field.run_validators(value)
            except ValidationError as error:
                raise Refused(" ".join(error.messages)) from error
        return value

    return lambda value: (
        check(value) if type(value) is str else read_text(value, 0, multiline=False)
    )


def _choice_reader(field: Field) -> Callable[[Any], Any]:
    known = [str(value) for value, _label in field.choices or ()]
    allowed = {value: value for value in known} | ({"": ""} if field.blank else {})

    def read(value: Any) -> str:
        if type(value) is not str or value not in allowed:
            hint = nearest(value, known) if type(value) is str else ""
            raise Refused(f"{short(value)} is not one of {', '.join(known)}.{hint}")
        return allowed[value]

    return read


def _integer_reader(field: Field) -> Callable[[Any], Any]:
    # The narrowest range of all databases, so that what one takes the other takes too.
    _low, high = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]

    def read(value: Any) -> int:
        if type(value) is not int:
            raise Refused(
                f"{short(value)} is no whole number. Write it in digits, without quotation marks."
            )
        if not 0 <= value <= high:
            raise Refused(f"{short(value)} is out of range. Give a number from 0 to {high:,}.")
        return value

    return read
