"""Bodies: what a request sends, as data, within bounds.

The size in bytes is bounded for the whole site. Here it is how deep and how many things a body
holds: a small body can hold what takes long to check.
"""

import re
from dataclasses import dataclass
from typing import IO, Any

from rest_framework.parsers import BaseParser

from coalition.api.bodies import BodyTooLarge, MalformedBody, decoded, parse_json

MERGE_PATCH_TYPE = "application/merge-patch+json"
LINES_TYPE = "application/jsonl"
#: An entry needs six: the body, a list, a row, its claims, a claim; and one for a bulk of entries.
MAX_DEPTH = 8
#: Objects, and what stands in lists.
MAX_ITEMS = 20_000
MAX_ENTRIES = 1_000
_LINE_BREAK = re.compile(rb"\r?\n")


class EntryParser(BaseParser):
    """JSON in UTF-8, in which no key stands twice."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: Any = None, parser_context: Any = None) -> Any:
        return _measured([_value(stream.read())])[0]


class MergePatchParser(EntryParser):
    """The same, as RFC 7396 calls what is to be changed."""

    media_type = MERGE_PATCH_TYPE


class LinesParser(BaseParser):
    """JSON Lines: a list with the value of each line; empty lines count, and say nothing."""

    media_type = LINES_TYPE

    def parse(self, stream: IO[bytes], media_type: Any = None, parser_context: Any = None) -> Any:
        lines = _LINE_BREAK.split(stream.read())
        filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
        if len(filled) > MAX_ENTRIES:
            raise _too_many_entries()
        values = _measured([_value(line, number) for number, line in filled])
        return Lines([number for number, _line in filled], values)


class NdjsonParser(LinesParser):
    """The same by its other name."""

    media_type = "application/x-ndjson"


@dataclass(frozen=True, slots=True)
class Lines:
    """The values of a JSON Lines body, and the numbers of their lines."""

    numbers: list[int]
    values: list[Any]


def _value(text: bytes, line: int | None = None) -> Any:
    where = f"the entry in line {line}" if line else ""
    return parse_json(decoded(text, where=where), where=where)


def _measured(values: list[Any]) -> list[Any]:
    """`values` themselves, once they are known to be within bounds."""
    count = 0
    level: list[Any] = list(values)
    for _depth in range(MAX_DEPTH):
        deeper: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                count += 1
                deeper += [inner for inner in value.values() if isinstance(inner, dict | list)]
            elif isinstance(value, list):
                count += len(value)
                deeper += [inner for inner in value if isinstance(inner, dict | list)]
        if count > MAX_ITEMS:
            raise BodyTooLarge(
                f"It holds more than {MAX_ITEMS:,} rows and objects. Send it in several requests."
            )
        if not deeper:
            return values
        level = deeper
    raise _too_deep()


def _too_deep() -> MalformedBody:
    return MalformedBody(f"It is nested more than {MAX_DEPTH} deep. No entry is.")


def _too_many_entries() -> BodyTooLarge:
    return BodyTooLarge(f"At most {MAX_ENTRIES:,} entries in one request. Send several.")


def entries_in(body: Any) -> Lines:
    """The rows of a bulk: the lines of JSON Lines, or the items of an array, counted from 1."""
    if isinstance(body, Lines):
        return body
    if not isinstance(body, list):
        raise MalformedBody("Send an array of entries, or one entry a line as JSON Lines.")
    if len(body) > MAX_ENTRIES:
        raise _too_many_entries()
    return Lines(list(range(1, len(body) + 1)), body)


def merged(target: Any, patch: Any) -> Any:
    """`target` with `patch` applied to it, by RFC 7396: a null takes out, a list is replaced."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result
