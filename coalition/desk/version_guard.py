"""The version guard: a form that was read before somebody else's change never undoes it unseen.

The form carries the version it read. If the record has moved on, nothing is saved and the form
comes back as it was typed, with what is stored now beside it. Whoever has looked at that may tick a
box to save over it, which holds for that version and no later one.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coalition.models import Record

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that holds something else now than what was typed."""

    label: str
    stored: str


class VersionField(forms.IntegerField):
    """Says what was read; it is no change of the record, so no log mentions it."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class VersionGuard(_ModelForm):
    """A form whose save is a save of `guarded_record`."""

    read_version = VersionField(required=False)
    overwrite = VersionField(required=False)

    #: Why the database refused this very form a moment ago; see `coalition.desk.refusals`.
    refusal = ""
    #: Set when the record has moved on.
    is_stale = False

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
        if record is not None:
            accepted = (cleaned.get("read_version"), cleaned.get("overwrite"))
            if record.version not in accepted:
                self.is_stale = True
                raise ValidationError(self._stale_message(record), code="stale")
        if self.refusal:
            raise ValidationError(self.refusal, code="refused")
        return cleaned

    def differences(self) -> list[Difference]:
        """What is stored now where something else was typed, rows apart."""
        columns = {field.name for field in self._meta.model._meta.get_fields()}
        return [
            Difference(str(self.fields[name].label or name), self._stored(name))
            for name in self.changed_data
            if name in columns
        ]

    def _stored(self, name: str) -> str:
        # The instance may hold what was typed by now, so the row itself is asked.
        stored = self._meta.model._default_manager.get(pk=self.instance.pk)
        if self._meta.model._meta.get_field(name).many_to_many:
            return ", ".join(str(row) for row in getattr(stored, name).all())
        display = getattr(stored, f"get_{name}_display", None)
        value = display() if display else getattr(stored, name)
        return "" if value is None else str(value)

    def _stale_message(self, record: Record) -> str:
        change = (
            LogEntry.objects.filter(
                content_type=ContentType.objects.get_for_model(record), object_id=str(record.pk)
            )
            .select_related("user")
            .first()
        )
        if change is None:
            who = _("Somebody changed this record")
        else:
            who = _("%(user)s changed this record") % {"user": change.user.get_username()}
        return _(
            "%(who)s while you had it open: you read version %(read)s, it is now at %(now)d. "
            "Nothing of yours was saved, and all of it is still in the form below."
        ) % {
            "who": who,
            "read": self.cleaned_data.get("read_version") or "–",
            "now": record.version,
        }
