"""Readable: differences in the words of an editor, "Attendance: TMC, absent: added".

Names of parties, leaders and reports are looked up for many differences at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime, parse_time
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from coalition.date_phrases import typed_form
from coalition.imprecise_date_fields import ImpreciseDateField
from coalition.imprecise_dates import ImpreciseDate
from coalition.models import (
    AllianceMembership,
    AllianceName,
    Attendance,
    Claim,
    Decision,
    ElectionOutcome,
    LeaderName,
    Office,
    PartyMembership,
    PartyName,
    SeatPosition,
)
from coalition.revisions.differences import Difference, Kind
from coalition.revisions.snapshots import Snapshot, editable_fields, value_of

#: What a row is called by: of the first tuple what is filled in first, then all of the second.
NAMED_BY: dict[type[models.Model], tuple[tuple[str, ...], tuple[str, ...]]] = {
    AllianceMembership: (("party",), ("since",)),
    AllianceName: (("name",), ()),
    Attendance: (("leader", "party"), ("status",)),
    Claim: (("source",), ("paragraph", "field")),
    Decision: (("field",), ()),
    ElectionOutcome: (("party", "alliance"), ("result",)),
    LeaderName: (("name",), ()),
    Office: (("title",), ("since",)),
    PartyMembership: (("party",), ("since",)),
    PartyName: (("name",), ()),
    SeatPosition: (("party",), ("position", "seats")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One difference in words. `subject` is the row, empty for the record itself."""

    kind: Kind
    subject: str
    label: str = ""
    before: str = ""
    after: str = ""


class Names:
    """The names of rows that differences speak of, in one query per model."""

    def __init__(self, found: Iterable[Difference]) -> None:
        wanted: dict[type[models.Model], set[int]] = {}
        for field, value in _values_in(found):
            if field.is_relation and value:
                keys = value if isinstance(value, tuple) else (value,)
                wanted.setdefault(field.related_model, set()).update(keys)
        self._names: dict[tuple[type[models.Model], int], str] = {
            (model, row.pk): str(row)
            for model, keys in wanted.items()
            for row in model._default_manager.filter(pk__in=keys)
        }

    def shown(self, field: Any, value: Any) -> str:
        """A value as an editor reads it; empty for none."""
        if field.is_relation:
            keys = value if isinstance(value, tuple) else (value,) if value else ()
            return ", ".join(self._name(field.related_model, key) for key in keys)
        if isinstance(field, ImpreciseDateField):
            return _date(*value) if value else ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if value in (None, ""):
            return ""
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return _moment(field, value) or str(value)

    def of_row(self, row: Snapshot) -> str:
        """“Attendance: TMC, absent”."""
        names, details = NAMED_BY[row.model]
        fields = {field.name: field for field in editable_fields(row.model)}
        shown = {name: self.shown(fields[name], value_of(row, fields[name])) for name in fields}
        named = next((shown[name] for name in names if shown[name]), "")
        said = [named, *(self._detail(row, name, shown[name]) for name in details)]
        words = ", ".join(word for word in said if word)
        kind = capfirst(row.model._meta.verbose_name)
        return f"{kind}: {words or _('the whole')}"

    def _detail(self, row: Snapshot, name: str, shown: str) -> str:
        if row.model is Claim and name == "paragraph" and shown:
            return _("paragraph %s") % shown
        return shown[:1].lower() + shown[1:]

    def _name(self, model: type[models.Model], key: int) -> str:
        gone = _("%(kind)s no. %(key)d, deleted since")
        words = {"kind": model._meta.verbose_name, "key": key}
        return self._names.get((model, key)) or gone % words


def in_words(found: Iterable[Difference], names: Names) -> list[Line]:
    return [_line(difference, names) for difference in found]


def _line(difference: Difference, names: Names) -> Line:
    subject = " › ".join(names.of_row(row) for row in difference.trail)
    if difference.field is None:
        return Line(difference.kind, subject)
    return Line(
        difference.kind,
        subject,
        capfirst(str(difference.field.verbose_name)),
        names.shown(difference.field, difference.before),
        names.shown(difference.field, difference.after),
    )


def _values_in(found: Iterable[Difference]) -> Iterator[tuple[Any, Any]]:
    for difference in found:
        if difference.field is not None:
            yield difference.field, difference.before
            yield difference.field, difference.after
        for row in difference.trail:
            names = {name for part in NAMED_BY[row.model] for name in part}
            for field in editable_fields(row.model):
                if field.name in names:
                    yield field, value_of(row, field)


def _date(text: str, label: str) -> str:
    if not text:
        return ""
    return typed_form(ImpreciseDate.from_edtf(text, label=label))


def _moment(field: Any, value: str) -> str:
    if isinstance(field, models.DateTimeField) and (at := parse_datetime(value)):
        return date_format(timezone.localtime(at), "j F Y, H:i")
    if isinstance(field, models.TimeField) and (clock := parse_time(value)):
        return time_format(clock, "H:i")
    return ""


def summary(lines: list[Line], *, most: int = 3) -> str:
    """What was changed, in a few words."""
    said = list(dict.fromkeys(line.subject or line.label for line in lines))
    if len(said) > most:
        said = [*said[:most], _("%d more") % (len(said) - most)]
    return get_text_list(said, _("and"))
