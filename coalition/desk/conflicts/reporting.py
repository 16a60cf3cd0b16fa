"""Reporting: what one more report says of a meeting or talk that is recorded already.

It adds a column to the grid, which is claims and nothing else: the record stays as it is.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminIntegerFieldWidget, AdminTextInputWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coalition.desk.conflicts.grid import Grid, Row
from coalition.desk.report_field import report_field
from coalition.editing.edits import editing
from coalition.editing.ownership import subject_name
from coalition.models import Claim, Source

SILENT, AGREES, OTHERWISE = "", "agrees", "otherwise"
PARTS = ("says", "value", "paragraph", "attribution", "quote")


def claim_column(name: str, label: Any, **kwargs: Any) -> Any:
    """The form field of a column of Claim, with the column's own rules, never required."""
    column: Any = Claim._meta.get_field(name)
    field = column.formfield(required=False, label=label, help_text="", **kwargs)
    field.widget = (
        AdminIntegerFieldWidget(attrs={"min": 1})
        if isinstance(field, forms.IntegerField)
        else AdminTextInputWidget(attrs={"maxlength": column.max_length})
    )
    return field


class ReportingForm(forms.Form):
    """A report, and for each fact whether it is silent, agrees, or says otherwise."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    source = report_field(
        label=gettext_lazy("Which report?"),
        help_text=gettext_lazy("Choose one that is recorded, or add it with the plus sign."),
    )

    def __init__(self, grid: Grid, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grid = grid
        self.initial.setdefault("read_version", grid.record.version)
        self.fields["source"].required = True
        for row in grid.rows:
            self.fields |= _fields_of(row)

    def laid_out(self) -> list[tuple[str, list[tuple[Row, dict[str, Any]]]]]:
        """Each heading with its rows and their fields, by part."""
        return [
            (
                group.title,
                [
                    (row, {p: self[n] for p in PARTS if (n := f"{row.key}-{p}") in self.fields})
                    for row in group.rows
                ],
            )
            for group in self.grid.groups
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.claims = [
            claim for row in self.grid.rows if (claim := self._claim(row, cleaned)) is not None
        ]
        if not self.claims and not self.errors:
            raise forms.ValidationError(
                _("What does this report say? Choose it for at least one fact below.")
            )
        return cleaned

    def _claim(self, row: Row, cleaned: dict[str, Any]) -> Claim | None:
        given = {part: cleaned.get(f"{row.key}-{part}") for part in PARTS}
        says = given["says"]
        if says == SILENT:
            if any(given.values()):
                self.add_error(
                    f"{row.key}-says", _("Does it agree, or say otherwise? Choose one of them.")
                )
            return None
        typed = given["value"] or ""
        value = "" if says == AGREES else typed if says == OTHERWISE else str(says)
        if says == OTHERWISE and not value:
            self.add_error(f"{row.key}-value", _("Write down what it says, in its own words."))
            return None
        return Claim(
            **{subject_name(type(row.owner)): row.owner},
            field=row.fact.name,
            value=value,
            paragraph=given["paragraph"],
            attribution=given["attribution"] or "",
            quote=given["quote"] or "",
        )


def _fields_of(row: Row) -> dict[str, Any]:
    def label(what: str) -> str:
        return f"{row.label}: {what}"

    fields: dict[str, Any] = {
        "says": forms.ChoiceField(
            label=label(_("what it says")), required=False, choices=list(_choices(row))
        ),
        "paragraph": claim_column("paragraph", label(_("paragraph"))),
        "attribution": claim_column("attribution", label(_("who says so"))),
        "quote": claim_column("quote", label(_("quote"))),
    }
    if row.fact.choices is None:
        fields["value"] = claim_column("value", label(_("in its words")))
    return {f"{row.key}-{part}": field for part, field in fields.items()}


def _choices(row: Row) -> Iterator[tuple[str, str]]:
    """Silent, as recorded, or another value: of a vocabulary its words, else whatever is typed."""
    yield SILENT, _("– (silent)")
    own = row.fact.say(row.owner)
    if own:
        yield AGREES, _("As recorded: %s") % row.present
    if row.fact.choices is None:
        yield OTHERWISE, _("Says otherwise:") if own else _("Says:")
    else:
        yield from ((str(v), str(word)) for v, word in row.fact.choices.choices if v != own)


def add_report(grid: Grid, source: Source, claims: list[Claim], *, by: Any) -> None:
    """Write `claims` as the words of `source`. Raises StaleRecordError if somebody was faster."""
    words = ngettext(
        "Added what “%(report)s” says of %(count)d fact.",
        "Added what “%(report)s” says of %(count)d facts.",
        len(claims),
    ) % {"report": source, "count": len(claims)}
    with editing(grid.record, by=by, words=words):
        for claim in claims:
            claim.source = source
            claim.save()
