"""Other names, as rows on the form of whatever bears them."""

from typing import Any

from coalition.desk.rows import RowInline
from coalition.models import AllianceName, LeaderName, PartyName

_FIELDS: Any = [("name", "kind", "language", "since", "until")]


class PartyNameInline(RowInline):
    model = PartyName
    fields = _FIELDS


class AllianceNameInline(RowInline):
    model = AllianceName
    fields = _FIELDS


class LeaderNameInline(RowInline):
    model = LeaderName
    fields = _FIELDS
