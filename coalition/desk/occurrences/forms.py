"""The forms of the changes: why, who says so, and what comes of those who were expected."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.desk.conflicts.deciding import ReasonField
from coalition.desk.conflicts.grid import named
from coalition.desk.conflicts.reporting import claim_column
from coalition.desk.occurrences.changes import Change
from coalition.desk.report_field import report_field
from coalition.imprecise_date_fields import ImpreciseDateFormField
from coalition.models import OPEN_OCCURRENCES, Attendance, Occurrence, ReasonGiven

REASON_LIMIT = 1000
UNKNOWN, CAME, STAYED_AWAY = "", "came", "stayed_away"


class ChangeForm(forms.Form):
    """What every change asks. A reason may be unknown, but then a report has to say so."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField(
        label=gettext_lazy("Why? Readers see it once published."),
        help_text=gettext_lazy("Leave it empty if no report gives a reason, and name the report."),
        required=False,
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    source = report_field(label=gettext_lazy("Which report says so?"))
    paragraph = claim_column("paragraph", gettext_lazy("Paragraph"))
    attribution = claim_column("attribution", gettext_lazy("Who says so in the report"))
    quote = claim_column("quote", gettext_lazy("Quote, a few words"))

    def __init__(self, change: Change, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.change = change
        if not change.takes_reason:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        details = [cleaned.get(name) for name in ("paragraph", "attribution", "quote")]
        if any(details) and not cleaned.get("source") and "source" not in self.errors:
            self.add_error("source", _("In which report does that stand? Name it."))
        elif self.change.takes_reason and not (cleaned.get("reason") or cleaned.get("source")):
            self.add_error("reason", _("Give the reason, or name the report that says so."))
        return cleaned


class RescheduleForm(ChangeForm):
    """To which date. The rest of the new meeting is filled in on its own form."""

    date = ImpreciseDateFormField(label=gettext_lazy("New date"), required=True)
    occurrence = forms.ChoiceField(
        label=gettext_lazy("How sure is it?"),
        choices=[(value.value, value.label) for value in OPEN_OCCURRENCES],
        initial=Occurrence.TENTATIVE,
    )


class HeldForm(ChangeForm):
    """For each who was expected a question, of which “not known” is the answer until a report."""

    def __init__(
        self, change: Change, awaited: list[Attendance], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(change, *args, **kwargs)
        self.awaited = awaited
        for row in awaited:
            self.fields |= _question(row)

    def questions(self) -> list[tuple[str, Attendance, dict[str, Any]]]:
        """Whom each row is about, the row, and its fields."""
        parts = ("answer", "reason_given", "reason", "source", "paragraph", "attribution")
        return [
            (named(row), row, {part: self[f"row-{row.pk}-{part}"] for part in parts})
            for row in self.awaited
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for row in self.awaited:
            self._check(f"row-{row.pk}", cleaned)
        return cleaned

    def _check(self, key: str, cleaned: dict[str, Any]) -> None:
        answer = cleaned.get(f"{key}-answer")
        why = cleaned.get(f"{key}-reason_given"), cleaned.get(f"{key}-reason")
        if answer == UNKNOWN:
            if any(why) or cleaned.get(f"{key}-paragraph") or cleaned.get(f"{key}-attribution"):
                self.add_error(f"{key}-answer", _("Did she or he come? Answer, or empty the rest."))
            return
        if not (cleaned.get(f"{key}-source") or cleaned.get("source")):
            self.add_error(
                f"{key}-source", _("Which report says so? Name it here, or once for all above.")
            )
        if answer == CAME and any(why):
            self.add_error(f"{key}-reason", _("Only an absence has a reason. Empty it."))
        elif bool(why[1]) != (why[0] == ReasonGiven.GIVEN):
            self.add_error(
                f"{key}-reason",
                _("A reason is written down if, and only if, one was given."),
            )


def _question(row: Attendance) -> dict[str, Any]:
    """The fields of one row, in a group that is called after whom it is about."""
    fields: dict[str, Any] = {
        "answer": forms.ChoiceField(
            label=_("Came?"),
            required=False,
            choices=[
                (UNKNOWN, _("Not known")),
                (CAME, _("Came")),
                (STAYED_AWAY, _("Did not come")),
            ],
        ),
        "reason_given": forms.ChoiceField(
            label=_("Was a reason given?"),
            required=False,
            choices=[("", "–"), *ReasonGiven.choices],
        ),
        "reason": ReasonField(label=_("The reason"), required=False, max_length=REASON_LIMIT),
        "source": report_field(label=_("Report, if another")),
        "paragraph": claim_column("paragraph", _("Paragraph")),
        "attribution": claim_column("attribution", _("Who says so")),
    }
    return {f"row-{row.pk}-{part}": field for part, field in fields.items()}
