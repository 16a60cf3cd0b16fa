"""Formats: JSON, CSV and JSON Lines, and which of them an answer is given in."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from django.http import HttpRequest
from rest_framework.exceptions import NotAcceptable

from coalition.api.flat.columns import Column
from coalition.api.flat.tables import SEPARATOR
from coalition.api.parameters import Finding, InvalidQuery
from coalition.compact_json import compact_json
from coalition.formulas import neutralised

#: What stands in an item of a list for the separator between items.
_SEPARATOR_WITHIN = "\N{BROKEN BAR}"


class Format(StrEnum):
    JSON = "json"
    CSV = "csv"
    JSONL = "jsonl"


CONTENT_TYPES = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv; charset=utf-8; header=present",
    Format.JSONL: "application/jsonl",
}
#: The names by which each can be asked for, ours first; there is no registered one of JSON Lines.
_MEDIA_TYPES = (
    ("application/json", Format.JSON),
    ("text/csv", Format.CSV),
    ("application/jsonl", Format.JSONL),
    ("application/x-ndjson", Format.JSONL),
    ("application/x-jsonlines", Format.JSONL),
)
#: What an answer in JSON Lines may be called: as it was asked for.
LINES_TYPES = tuple(media for media, name in _MEDIA_TYPES if name is Format.JSONL)


class Chosen(NamedTuple):
    format: Format
    content_type: str


def chosen_format(request: HttpRequest, parameters: Mapping[str, str]) -> Chosen:
    """The format that `format` names or, without it, the one that `Accept` likes best.

    Raises InvalidQuery for a name that is none, and NotAcceptable if nothing fits (RFC 9110,
    12.5.1).
    """
    text = parameters.get("format")
    if text is not None:
        if text not in list(Format):
            raise InvalidQuery([Finding("format", f"Choose one of: {', '.join(Format)}.")])
        return Chosen(Format(text), CONTENT_TYPES[Format(text)])
    ranges = [_range(part) for part in request.META.get("HTTP_ACCEPT", "").split(",")]
    given = {name: quality for name, quality in ranges if name}
    if not given:
        return Chosen(Format.JSON, CONTENT_TYPES[Format.JSON])
    liked = {media: _quality(media, given) for media, _format in _MEDIA_TYPES}
    best = max(liked.values())
    for media, name in _MEDIA_TYPES:
        if best > 0 and liked[media] == best:
            own = CONTENT_TYPES[name]
            return Chosen(name, media if name is Format.JSONL else own)
    raise NotAcceptable


def _range(text: str) -> tuple[str, float]:
    """A media range and its quality; what else it asks for, such as a charset, is all the same."""
    name, *options = (part.strip().lower() for part in text.split(";"))
    quality = next((option[2:] for option in options if option.startswith("q=")), "1")
    try:
        value = float(quality)
    except ValueError:
        value = 1.0
    return name, value if 0 <= value <= 1 else 1.0


def _quality(media: str, given: Mapping[str, float]) -> float:
    """The quality of the most specific range that covers a media type."""
    for name in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if name in given:
            return given[name]
    return 0


class _Line:
    """What csv writes to: it hands back what was written."""

    def write(self, text: str) -> str:
        return text


_writer: Any = csv.writer(_Line())


def csv_header(columns: Iterable[Column]) -> str:
    line: str = _writer.writerow([column.name for column in columns])
    return line


def csv_line(columns: Sequence[Column], cells: Iterable[Any]) -> str:
    """One row as RFC 4180 has it. Words that a spreadsheet would calculate get an apostrophe;
    `coalition.formulas` says how it is taken off again."""
    line: str = _writer.writerow(
        [_cell(column, value) for column, value in zip(columns, cells, strict=True)]
    )
    return line


def _cell(column: Column, value: Any) -> Any:
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, list):
        value = SEPARATOR.join(item.replace(SEPARATOR, _SEPARATOR_WITHIN) for item in value)
    return neutralised(value) if column.sort.is_free else value


def json_row(names: Sequence[str], cells: Sequence[Any]) -> str:
    return compact_json(dict(zip(names, cells, strict=True)))
