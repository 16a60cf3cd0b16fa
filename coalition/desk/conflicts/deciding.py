"""Deciding: for each fact on which sources differ, what the desk goes by and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import modelform_factory
from django.utils.translation import gettext as _

from coalition.desk.conflicts.grid import Grid, Row
from coalition.desk.conflicts.keeping import keeping_what_was_said
from coalition.editing.edits import editing
from coalition.editing.ownership import subject_name
from coalition.models import ABSENCES, Attendance, Claim, Decision
from coalition.models.text import clean_text
from coalition.publishing.facts import Fact, fact_called

UNDECIDED, KEEP, OPEN, TAKE = "", "keep", "open", "take"
REASON_LIMIT = 1000


class ReasonField(forms.CharField):
    """Public words, which keep to the rules of every other text."""

    def to_python(self, value: Any) -> Any:
        return clean_text(super().to_python(value) or "", multiline=True)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one row. `reading` is what its owner's columns are to be given."""

    row: Row
    verb: str
    reason: str
    reading: dict[str, str]


class DecidingForm(forms.Form):
    """The last column of the grid, and the version that was read."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, grid: Grid, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grid = grid
        self.initial.setdefault("read_version", grid.record.version)
        for row in self.rows:
            decision = row.decision
            self.fields[f"{row.key}-choice"] = forms.ChoiceField(
                label=_("What we go by: %s") % row.label,
                required=False,
                choices=list(_choices(row)),
                initial=UNDECIDED if decision is None else OPEN if decision.is_open else KEEP,
            )
            self.fields[f"{row.key}-reason"] = ReasonField(
                label=_("Why: %s") % row.label,
                required=False,
                max_length=REASON_LIMIT,
                initial=decision.reason if decision else "",
                widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("Why? Readers see it.")}),
            )

    @property
    def rows(self) -> list[Row]:
        """The rows that there is something to decide on."""
        return self.grid.marked

    def laid_out(self) -> list[tuple[str, list[tuple[Row, Any, Any]]]]:
        """Each heading with its rows, and the two fields of those that can be decided on."""
        return [
            (
                group.title,
                [
                    (row, self[f"{row.key}-choice"], self[f"{row.key}-reason"])
                    if row.is_marked
                    else (row, None, None)
                    for row in group.rows
                ],
            )
            for group in self.grid.groups
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.choices = [choice for row in self.rows if (choice := self._choice(row, cleaned))]
        if not self.choices and not self.errors:
            raise forms.ValidationError(
                _("Nothing is decided yet. Choose what we go by for at least one fact.")
            )
        return cleaned

    def _choice(self, row: Row, cleaned: dict[str, Any]) -> Choice | None:
        """The choice for `row`, or None if it was left as it is or is in error."""
        names = (f"{row.key}-choice", f"{row.key}-reason")
        if any(name in self.errors for name in names):
            return None
        if not any(name in self.changed_data for name in names):
            return None
        chosen, reason = cleaned[names[0]], cleaned[names[1]].strip()
        verb = chosen.partition(":")[0]
        if verb == UNDECIDED and reason:
            self.add_error(names[0], _("You gave a reason: choose what it is the reason for."))
        elif verb in (KEEP, TAKE) and row.difference and not reason:
            self.add_error(names[1], _("Say why we go by this; readers see it."))
        elif verb == TAKE:
            return self._taken_over(row, chosen, reason)
        else:
            return Choice(row, verb, reason, {})
        return None

    def _taken_over(self, row: Row, chosen: str, reason: str) -> Choice | None:
        _take, key, part = chosen.split(":")
        claim = next(saying.claim for saying in row.sayings if str(saying.claim.pk) == key)
        fact = fact_called(row.owner, part) if part else row.fact
        reading = reading_of(fact, row.owner, claim)
        owners_form = columns_form(row.owner, reading)
        for field, errors in owners_form.errors.items():
            name = owners_form.fields[field].label if field in owners_form.fields else row.label
            for error in errors:
                self.add_error(
                    f"{row.key}-choice",
                    _("%(field)s: “%(value)s” cannot be taken over. %(error)s")
                    % {"field": str(name).capitalize(), "value": claim.value, "error": error},
                )
        return None if owners_form.errors else Choice(row, TAKE, reason, reading)


def _choices(row: Row) -> Iterator[tuple[str, str]]:
    yield UNDECIDED, _("Not decided yet") if row.difference else _("Leave it as it is")
    if row.difference:
        yield KEEP, _("Keep what we have: %s") % (row.present or "–")
    seen = set()
    for saying in row.sayings:
        meant = row.fact.meant(saying.claim.value)
        if not saying.is_contrary or meant in seen:
            continue
        seen.add(meant)
        for part, label in _parts(row):
            words = _("Take over: %s") % saying.value
            yield f"{TAKE}:{saying.claim.pk}:{part}", f"{words} ({label})" if label else words
    if row.difference:
        yield OPEN, _("Leave it open, as disputed")


def _parts(row: Row) -> Iterator[tuple[str, str]]:
    """The facts that a source's wording of this one can become, with their labels."""
    if row.fact.read is not None:
        yield "", ""
    for name in row.fact.parts:
        yield name, str(fact_called(row.owner, name).label).lower()


def reading_of(fact: Fact, owner: Any, claim: Claim) -> dict[str, str]:
    """What the columns of `owner` are to be given for it to say what `claim` says."""
    if fact.read is None:
        raise TypeError(f"Only a person can take over {fact.name}.")
    reading = fact.read(claim.value)
    if isinstance(owner, Attendance) and reading.get("status", ABSENCES[0]) not in ABSENCES:
        # Only an absence has a reason.
        return {**reading, "reason": "", "reason_given": ""}
    return reading


def columns_form(owner: Any, reading: dict[str, str]) -> Any:
    """The form of the columns in `reading`, with the fields that the owner's own form has."""
    fresh = type(owner)._default_manager.get(pk=owner.pk)
    return modelform_factory(type(owner), fields=list(reading))(reading, instance=fresh)


def decide(grid: Grid, choices: list[Choice], *, by: Any) -> None:
    """Write all choices, or none. Raises StaleRecordError if somebody was faster."""
    words = _("Decided on: %s.") % ", ".join(choice.row.label for choice in choices)
    with editing(grid.record, by=by, words=words):
        for choice in choices:
            if choice.verb == TAKE:
                _take_over(choice.row.owner, choice.reading)
            _keep_decision(choice.row.owner, choice)


def _take_over(owner: Any, reading: dict[str, str]) -> None:
    with keeping_what_was_said(owner):
        form = modelform_factory(type(owner), fields=list(reading))(reading, instance=owner)
        form.save()


def _keep_decision(owner: Any, choice: Choice) -> None:
    decision = choice.row.decision
    if choice.verb == UNDECIDED:
        if decision is not None:
            decision.delete()
    elif choice.row.difference is not None:
        if decision is None:
            decision = Decision(**{subject_name(type(owner)): owner}, field=choice.row.fact.name)
        decision.is_open, decision.reason = choice.verb == OPEN, choice.reason
        decision.save()
