"""The rows that were sent for one formset, taken out of the form's data and put back."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from coalition.desk.keys import key_of
from coalition.desk.reconciling.sent import Sent

#: More rows than a formset takes are an error of the form, which says so itself.
_LIMIT = 1000


@dataclass(slots=True)
class SentRow:
    """`pk` is the key of the row it was read from; None of a new one."""

    pk: int | None
    sent: Sent

    @property
    def is_deleted(self) -> bool:
        return bool(self.sent.get("DELETE"))

    def keep(self) -> None:
        self.sent.pop("DELETE", None)


@dataclass(slots=True)
class SentRows:
    initial: list[SentRow] = field(default_factory=list)
    extra: list[SentRow] = field(default_factory=list)


def take_rows(data: QueryDict, prefix: str) -> SentRows | None:
    """The rows of the formset `prefix`; None if it was not sent, or makes no sense."""
    initial, total = (
        key_of(data.get(f"{prefix}-{name}", "")) for name in ("INITIAL_FORMS", "TOTAL_FORMS")
    )
    if initial is None or total is None or max(initial, total) > _LIMIT:
        return None
    found: dict[int, Sent] = {number: {} for number in range(total)}
    pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,4}})-(.+)")
    for key in data:
        match = pattern.fullmatch(key)
        if match and int(match[1]) in found:
            found[int(match[1])][match[2]] = data.getlist(key)
    rows = SentRows()
    for number, sent in found.items():
        pk = sent.get("id", [""])[-1]
        if number < initial:
            rows.initial.append(SentRow(key_of(pk), sent))
        else:
            rows.extra.append(SentRow(None, sent))
    return rows


def put_rows(data: QueryDict, prefix: str, rows: SentRows) -> None:
    """Let `data` say `rows`, numbered anew."""
    pattern = re.compile(rf"{re.escape(prefix)}-\d+-.+")
    for key in [key for key in data if pattern.fullmatch(key)]:
        del data[key]
    everything: list[Any] = [*rows.initial, *rows.extra]
    for number, row in enumerate(everything):
        for name, values in row.sent.items():
            data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(rows.initial))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(everything))
