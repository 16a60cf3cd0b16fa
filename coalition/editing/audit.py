"""Audit rows: the line that the log of the admin has of each act, whatever channel it came by."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry

from coalition.models import Record

__all__ = ["ADDITION", "CHANGE", "DELETION", "log"]


def log(records: Sequence[Record], *, by: Any, words: str, act: int = CHANGE) -> None:
    """One row for each record, in the transaction of the act; none for a command: it has no user.

    `act` is ADDITION, CHANGE or DELETION.
    """
    if by is not None and records:
        rows: Any = records
        LogEntry.objects.log_actions(by.pk, rows, act, change_message=words)
