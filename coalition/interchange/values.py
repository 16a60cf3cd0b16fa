"""Values: how a single value of an entry is read and written, whatever field it is for.

A reader takes what JSON or YAML holds and returns what a field holds, or raises Refused with the
reason and the remedy.
"""

import re
import uuid
from datetime import UTC, datetime, time
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError

from coalition.imprecise_dates import ImpreciseDate, ImpreciseDateError
from coalition.models.text import clean_text

#: How many values of one field, or dates, are remembered.
MEMORY = 50_000

_COMPARED = 120
_SLUG = re.compile("[-a-zA-Z0-9_]{1,120}")


class Refused(ValueError):
    """Why a value cannot be taken, and what to write instead."""


def nearest(word: str, known: list[str]) -> str:
    """“ Did you mean …?”, or an empty string."""
    # Comparing takes time that grows with the length, which whoever wrote the entry chooses.
    close = get_close_matches(word[:_COMPARED], known, n=1)
    return f" Did you mean “{close[0]}”?" if close else ""


def short(value: Any) -> str:
    """A value as an error shows it: never longer than a line."""
    text = value if isinstance(value, str) else repr(value)
    text = "".join(c if c.isprintable() else "�" for c in text[:60])
    return f"“{text}…”" if len(text) == 60 else f"“{text}”"


def read_text(value: Any, limit: int | None, *, multiline: bool) -> str:
    if type(value) is not str:
        raise Refused(f"{short(value)} is no text. Write it in quotation marks.")
    text = value
    if not (text.isascii() and text.isprintable()):
        try:
            text = clean_text(text, multiline=multiline)
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
    if limit is not None and len(text) > limit:
        raise Refused(f"It has {len(text):,} characters; {limit:,} are allowed. Shorten it.")
    return text


def read_boolean(value: Any) -> bool:
    if type(value) is not bool:
        raise Refused(f"{short(value)} is neither true nor false. Write true or false.")
    return value


def read_slug(value: Any) -> str:
    if type(value) is not str or not _SLUG.fullmatch(value):
        raise Refused(f"{short(value)} is no slug. Name the record by its slug, such as “inc”.")
    return value


def read_datetime(value: Any) -> datetime:
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


def write_datetime(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_time(value: Any) -> time:
    try:
        moment = time.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise Refused(f"{short(value)} is no time. Write it as in “19:00”.") from error
    if moment.tzinfo is not None:
        raise Refused(f"{short(value)} has a time zone. Write the local time alone.")
    return moment


def write_time(value: time) -> str:
    return (
        value.isoformat(timespec="auto") if value.second or value.microsecond else f"{value:%H:%M}"
    )


def read_uuid(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except (TypeError, ValueError, AttributeError) as error:
        raise Refused(f"{short(value)} is no UUID. Leave it out, and one is made.") from error


@lru_cache(maxsize=MEMORY)
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
