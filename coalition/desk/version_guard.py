"""The version guard: a form that was read before somebody else's change never undoes it unseen.

The form carries the version it read. If the record has moved on, nothing is saved and the form
comes back with both sides' changes in it; see `coalition.desk.reconciling`. What both changed has
to be answered before it can be saved.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coalition.desk.reconciling.reconciliation import Reconciliation
from coalition.models import Record

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm


class VersionField(forms.IntegerField):
    """Says what was read; it is no change of the record, so no log mentions it."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class VersionGuard(_ModelForm):
    """A form whose save is a save of `guarded_record`."""

    read_version = VersionField(required=False)

    #: Why the database refused this very form a moment ago; see `coalition.desk.refusals`.
    refusal = ""
    #: What was found if the form that was sent is stale, or answers what was asked then.
    reconciliation: Reconciliation | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record = self.guarded_record
        self.initial["read_version"] = record.version if record and record.pk else None

    @property
    def guarded_record(self) -> Record | None:
        """The record as the database has it; None while it has none."""
        return self.instance if self.instance.pk else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        record = self.guarded_record
        found = self.reconciliation
        if record is not None and found is not None and found.is_stale:
            raise ValidationError(
                _(
                    "Nothing is saved yet, for this record was changed while you had it open. Look "
                    "at what was changed, answer what is asked, and save again."
                ),
                code="stale",
            )
        if found is not None and found.open_conflicts:
            raise ValidationError(
                _("Choose yours or theirs wherever both were changed. Nothing is saved yet."),
                code="unanswered",
            )
        if record is not None and cleaned.get("read_version") != record.version:
            # Somebody saved between the look and this moment.
            raise ValidationError(
                _("The record was changed this very moment. Press Save again to see how."),
                code="stale",
            )
        if self.refusal:
            raise ValidationError(self.refusal, code="refused")
        return cleaned
