"""Columns: how one field of a model is read from an entry, and written into one.

`read` takes what JSON or YAML holds and returns what the field holds, or raises Refused with the
reason and the remedy. A reference is read as a slug; who it is, is looked up later and in bulk.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from coalition.imprecise_date_fields import ImpreciseDateField
from coalition.imprecise_dates import ImpreciseDate, ImpreciseDateError
from coalition.models.text import clean_text

if TYPE_CHECKING:
    Field = models.Field[Any, Any]
else:
    Field = models.Field

_MEMORY = 50_000


class Refused(ValueError):
    """Why a value cannot be taken, and what to write instead."""


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
    refers_to: type[models.Model] | None = None

    @property
    def is_date(self) -> bool:
        return isinstance(self.field, ImpreciseDateField)


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
        return _read_slug
    if isinstance(field, ImpreciseDateField):
        return read_date
    if isinstance(field, models.BooleanField):
        return _read_boolean
    if isinstance(field, models.IntegerField):
        return _integer_reader(field)
    if isinstance(field, models.DateTimeField):
        return _read_datetime
    if isinstance(field, models.TimeField):
        return _read_time
    if isinstance(field, models.UUIDField):
        return _read_uuid
    if field.choices:
        return _choice_reader(field)
    if type(field) in (models.CharField, models.SlugField) or field.validators[1:]:
        return _code_reader(field)
    return _text_reader(field)


def _writer_of(field: Field) -> Callable[[Any], Any]:
    if isinstance(field, ImpreciseDateField):
        return write_date
    if isinstance(field, models.DateTimeField):
        return _write_datetime
    if isinstance(field, models.TimeField):
        return _write_time
    if isinstance(field, models.UUIDField):
        return str
    return lambda value: value


def nearest(word: str, known: list[str]) -> str:
    """“ Did you mean …?”, or an empty string."""
    close = get_close_matches(word, known, n=1)
    return f" Did you mean “{close[0]}”?" if close else ""


def short(value: Any) -> str:
    """A value as an error shows it: never longer than a line."""
    text = value if isinstance(value, str) else repr(value)
    text = "".join(c if c.isprintable() else "�" for c in text[:60])
    return f"“{text}…”" if len(text) == 60 else f"“{text}”"


def _text(value: Any, limit: int | None, *, multiline: bool) -> str:
    if type(value) is not str:
        raise Refused(f"{short(value)} is no text. Write it in quotation marks.")
    if not (value.isascii() and value.isprintable()):
        try:
            value = clean_text(value, multiline=multiline)
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
    if limit is not None and len(value) > limit:
        raise Refused(f"It has {len(value):,} characters; {limit:,} are allowed. Shorten it.")
    return value


def _text_reader(field: Field) -> Callable[[Any], Any]:
    limit, multiline = field.max_length, isinstance(field, models.TextField)
    return lambda value: _text(value, limit, multiline=multiline)


def _code_reader(field: Field) -> Callable[[Any], Any]:
    """Slugs, regions, addresses, languages: few characters, checked by the field's validators."""

    @lru_cache(maxsize=_MEMORY)
    def check(value: str) -> str:
        value = _text(value, field.max_length, multiline=False)
        if value:
            try:
                field.run_validators(value)
            except ValidationError as error:
                raise Refused(" ".join(error.messages)) from error
        return value

    return lambda value: check(value) if type(value) is str else _text(value, 0, multiline=False)


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


def _read_boolean(value: Any) -> bool:
    if type(value) is not bool:
        raise Refused(f"{short(value)} is neither true nor false. Write true or false.")
    return value


def _read_slug(value: Any) -> str:
    if type(value) is not str or not 0 < len(value) <= 120:
        raise Refused(f"{short(value)} is no slug. Name the record by its slug, such as “inc”.")
    return value


def _read_datetime(value: Any) -> datetime:
    remedy = "Write it as in 2023-12-06T21:41:00+05:30."
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise Refused(f"{short(value)} is no date and time. {remedy}") from error
    if moment.tzinfo is None:
        raise Refused(f"{short(value)} does not say in which time zone. {remedy}")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise Refused(f"{short(value)} is out of range. {remedy}") from error


def _write_datetime(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _read_time(value: Any) -> time:
    try:
        moment = time.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise Refused(f"{short(value)} is no time. Write it as in “19:00”.") from error
    if moment.tzinfo is not None:
        raise Refused(f"{short(value)} has a time zone. Write the local time alone.")
    return moment


def _write_time(value: time) -> str:
    return (
        value.isoformat(timespec="auto") if value.second or value.microsecond else f"{value:%H:%M}"
    )


def _read_uuid(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except (TypeError, ValueError, AttributeError) as error:
        raise Refused(f"{short(value)} is no UUID. Leave it out, and one is made.") from error


@lru_cache(maxsize=_MEMORY)
def _date(edtf: str, label: str) -> ImpreciseDate:
    return ImpreciseDate.from_edtf(edtf, label=label)


def read_date(value: Any) -> ImpreciseDate | None:
    """EDTF text, or `{"edtf", "label"}` where the source has a wording of its own."""
    edtf, label = value, ""
    if type(value) is dict:
        if not value.keys() <= {"edtf", "label"}:
            raise Refused("A date has the keys edtf and label, and no other.")
        edtf, label = value.get("edtf"), value.get("label") or ""
    if type(edtf) is not str or type(label) is not str:
        raise Refused(
            f"{short(value)} is no date. Write EDTF in quotation marks, such as “2023-12-06”."
        )
    if not edtf:
        return None
    try:
        return _date(edtf, label)
    except ImpreciseDateError as error:
        raise Refused(str(error)) from error


def write_date(value: ImpreciseDate) -> str | dict[str, str]:
    if _date(value.edtf, "").label == value.label:
        return value.edtf
    return {"edtf": value.edtf, "label": value.label}
