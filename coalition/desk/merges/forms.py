"""The forms of a merge: which record is the other one, and whose value is kept of each field."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coalition.desk.autocompletes import PLAIN, KnowingSelect
from coalition.merging import FieldPair, Preview, Side
from coalition.models import Attendance, Leader, Meeting, Party, Record, Statement

#: A foreign key to each kind, under which the autocomplete of the admin looks it up.
_LOOKED_UP_AS: dict[type[Record], Any] = {
    Leader: Attendance._meta.get_field("leader"),
    Party: Attendance._meta.get_field("party"),
    Meeting: Statement._meta.get_field("meeting"),
}


class OtherForm(forms.Form):
    """Asks for the record that is the same as `record`."""

    def __init__(self, record: Record, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = type(record)
        is_plain = PLAIN in request.GET
        self.fields["other"] = forms.ModelChoiceField(
            model._default_manager.exclude(pk=record.pk),
            label=_("Which one is the same?"),
            help_text=_("Type any of its names, then look at both side by side."),
            widget=forms.Select if is_plain else KnowingSelect(_LOOKED_UP_AS[model], admin.site),
        )


class MergeForm(forms.Form):
    """What the page read of both, and a choice for each field in which they differ."""

    read_primary = forms.IntegerField(widget=forms.HiddenInput)
    read_other = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, preview: Preview, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.preview = preview
        self.initial["read_primary"] = preview.primary.version
        self.initial["read_other"] = preview.other.version
        for pair in preview.differing:
            self.fields[_name(pair)] = forms.ChoiceField(
                label=pair.label.capitalize(),
                choices=[(Side.PRIMARY, pair.primary), (Side.OTHER, pair.other)],
                initial=pair.default,
                widget=forms.RadioSelect,
            )

    @property
    def choices(self) -> dict[str, str]:
        """The side of each field, of a form that is valid."""
        return {pair.name: self.cleaned_data[_name(pair)] for pair in self.preview.differing}

    def is_of(self, preview: Preview) -> bool:
        """Whether what was read is what there is."""
        return (self.cleaned_data["read_primary"], self.cleaned_data["read_other"]) == (
            preview.primary.version,
            preview.other.version,
        )

    def laid_out(self) -> Iterator[Any]:
        """Each field in which the two differ: its bound field and the two radio buttons."""
        for pair in self.preview.differing:
            bound = self[_name(pair)]
            yield bound, list(bound.subwidgets)


def _name(pair: FieldPair) -> str:
    return f"keep-{pair.name}"
