"""Other names, as rows on the form of whatever bears them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coalition.desk.rows import RowInline
from coalition.models import AllianceName, LeaderName, PartyName

_FIELDS: Any = [("name", "kind", "language", "since", "until")]


class OtherNameInline(RowInline):
    fields = _FIELDS
    verbose_name = _("other name")
    verbose_name_plural = _("Other names")


class PartyNameInline(OtherNameInline):
    model = PartyName


class AllianceNameInline(OtherNameInline):
    model = AllianceName


class LeaderNameInline(OtherNameInline):
    model = LeaderName
