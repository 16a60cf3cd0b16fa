"""Findings: what the gates say, each with the places where an editor can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import admin
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from coalition.desk.row_admin import record_url
from coalition.models import Attendance, Record
from coalition.publishing import Gate
from coalition.publishing.gates import CONFLICTS

#: Rows of the form, which have an anchor of their own.
_ROWS = {"claims", "attendances", "positions"}
_LIMIT = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """`links` are pairs of words and address; `more` is how many rows have none here."""

    message: str
    links: list[tuple[str, str]]
    more: int = 0


def findings(gates: Iterable[Gate], record: Record) -> list[Finding]:
    """What `gates` of `record` say, in their order."""
    return [_finding(gate, record) for gate in gates]


def _finding(gate: Gate, record: Record) -> Finding:
    named = [(_name(row), url) for row in gate.about if (url := _page_of(row))]
    if named:
        return Finding(gate.message, named[:_LIMIT], max(0, len(named) - _LIMIT))
    url = _place_of(gate.field, record)
    return Finding(gate.message, [(_("Go there"), url)] if url else [])


def _name(row: models.Model) -> str:
    return str((row.leader or row.party) if isinstance(row, Attendance) else row)


def _page_of(row: models.Model) -> str:
    if not admin.site.is_registered(type(row)):
        return ""
    return reverse(f"admin:coalition_{row._meta.model_name}_change", args=[row.pk])


def _place_of(field: str, record: Record) -> str:
    """The address of the field, or of the page, that opens a gate; empty for the stage."""
    if field in ("", "stage"):
        return ""
    if field == CONFLICTS:
        try:
            return reverse(f"admin:coalition_{record._meta.model_name}_conflicts", args=[record.pk])
        except NoReverseMatch:
            field = "claims"
    return record_url(record, fragment=f"{field}-group" if field in _ROWS else f"id_{field}")
