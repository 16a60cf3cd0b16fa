"""The filters of each list, as forms: what its address may hold, and what a reader can choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

from coalition.models.editions import Kind
from coalition.pages.regions import region_choices
from coalition.pages.wording import ATTENDANCE, CATEGORY, OCCURRENCE, STANCE, TALK_STATUS, Words

_ANY = gettext_lazy("Any")


class RegionField(forms.CharField):
    """Known regions can be chosen; any code of the right shape may stand in the address."""

    default_validators = [RegexValidator(r"^[A-Z]{2}(-[A-Z0-9]{1,3})?\Z")]


class RecordField(forms.SlugField):
    """A record, chosen from a list, which knows no longest text as a box for typing does."""

    widget = forms.Select

    def __init__(self, *, label: Any) -> None:
        super().__init__(label=label, required=False, max_length=120)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


def _choice(label: Any, words: Words) -> forms.ChoiceField:
    choices = [("", _ANY), *words.items()]
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, input_formats=["%Y-%m-%d"], widget=widget)


def _fields(kind: Kind) -> dict[str, forms.Field]:
    """By parameter name, in the order of the form."""
    if kind == Kind.MEETING:
        return {
            "from": _day(gettext_lazy("From")),
            "to": _day(gettext_lazy("To")),
            "occurrence": _choice(gettext_lazy("Held or not"), OCCURRENCE),
            "category": _choice(gettext_lazy("Kind"), CATEGORY),
            "party": RecordField(label=gettext_lazy("Party")),
            "alliance": RecordField(label=gettext_lazy("Alliance")),
            "region": RegionField(
                label=gettext_lazy("Region"),
                required=False,
                widget=forms.Select(choices=[("", _ANY), *region_choices()]),
            ),
            "leader": forms.SlugField(required=False, max_length=120, widget=forms.HiddenInput()),
            "attendance": forms.ChoiceField(
                choices=[("", _ANY), *ATTENDANCE.items()],
                required=False,
                widget=forms.HiddenInput(),
            ),
        }
    if kind == Kind.SEAT_SHARING_TALK:
        return {
            "status": _choice(gettext_lazy("State of the talks"), TALK_STATUS),
            "party": RecordField(label=gettext_lazy("Party")),
            "alliance": RecordField(label=gettext_lazy("Alliance")),
            "election": forms.SlugField(required=False, max_length=120, widget=forms.HiddenInput()),
        }
    if kind == Kind.STATEMENT:
        return {
            "stance": _choice(gettext_lazy("Stance"), STANCE),
            "party": RecordField(label=gettext_lazy("Party")),
            "leader": forms.SlugField(required=False, max_length=120, widget=forms.HiddenInput()),
        }
    if kind == Kind.LEADER:
        return {"party": RecordField(label=gettext_lazy("Party"))}
    return {}


class ListFilterForm(forms.Form):
    """The filters of one list. The choices of its records are set by `with_choices`."""

    def __init__(self, kind: Kind, data: dict[str, str]) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.fields.update(_fields(kind))

    def offer(self, records: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Let readers choose among `records`: (slug, name) pairs by parameter name."""
        for name, choices in records.items():
            if name in self.fields and isinstance(self.fields[name].widget, forms.Select):
                self.fields[name].widget.choices = [("", _ANY), *choices]
