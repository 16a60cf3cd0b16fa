"""What a step asks before it is taken: what the page read, a note, and how and when to publish."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.editing.public_state import PublicState
from coalition.editing.steps import Step
from coalition.models.text import clean_text

NOTE_LIMIT = 1000
#: A date beyond this is a slip of the keyboard.
_FARTHEST = timedelta(days=2 * 366)


#: What an editor wrote or chose, which a page that comes back keeps.
WRITTEN = ("note", "reading", "when", "day", "clock")


class Reading(models.TextChoices):
    """As what readers see the next edition of what is public."""

    UPDATE = "publish", gettext_lazy("an update: things have moved on, or more is known")
    CORRECTION = "correct", gettext_lazy("a correction, with your note: what stood there was wrong")


class When(models.TextChoices):
    NOW = "now", gettext_lazy("now")
    LATER = "later", gettext_lazy("at a time")


class NoteField(forms.CharField):
    """Public words, which keep to the rules of every other text."""

    def to_python(self, value: Any) -> Any:
        return clean_text(super().to_python(value) or "", multiline=True)


class StepForm(forms.Form):
    """What the page read, and the note. A step that takes no note has no field for one."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    read_number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, step: Step, state: PublicState, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        if step.note_label:
            self.fields["note"] = NoteField(
                label=step.note_label,
                required=step.is_note_required,
                max_length=NOTE_LIMIT,
                widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
            )

    @property
    def due_at(self) -> datetime | None:
        """When it is to be done, if not now."""
        return None


class PublicationForm(StepForm):
    """One screen for every way into the public. What is live already asks how readers see it."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=When.choices,
        widget=forms.RadioSelect,
        initial=When.NOW,
        error_messages={"required": gettext_lazy("Choose: now, or at a time.")},
    )
    day = forms.DateField(
        label=gettext_lazy("Date"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the date as 2026-01-31.")},
    )
    clock = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("Write the time as 19:30.")},
    )

    def __init__(self, step: Step, state: PublicState, *args: Any, **kwargs: Any) -> None:
        super().__init__(step, state, *args, **kwargs)
        self.fields["note"].required = False
        if state.live is not None:
            self.fields["reading"] = forms.ChoiceField(
                label=_("Readers see this as"),
                choices=Reading.choices,
                widget=forms.RadioSelect,
                initial=step.name,
                required=False,
            )
            self.fields["note"].label = _("Public note")
            self.fields["note"].help_text = _(
                "For a correction: what was wrong, in a sentence. It stands on the public page and "
                "under Corrections. For an update: for the log of changes, if there is anything to "
                "say."
            )

    @property
    def chosen_step(self) -> str:
        """The name of the step that was chosen; that of the page if there was nothing to choose."""
        return self.cleaned_data.get("reading") or self.step.name

    @property
    def due_at(self) -> datetime | None:
        found: datetime | None = self.cleaned_data.get("due_at")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_bare = "note" not in self.errors and not cleaned.get("note", "").strip()
        if self.chosen_step == Reading.CORRECTION and is_bare:
            self.add_error("note", _("Say what was wrong; readers will see it."))
        if cleaned.get("when") == When.LATER:
            cleaned["due_at"] = self._due_at(cleaned)
        elif cleaned.get("when") == When.NOW and (cleaned.get("day") or cleaned.get("clock")):
            self.add_error(
                "when",
                _(
                    "You gave a date or time, yet “now” is chosen. Choose “at a time”, or empty "
                    "both fields."
                ),
            )
        return cleaned

    def _due_at(self, cleaned: dict[str, Any]) -> datetime | None:
        for name, words in (("day", _("Give the day.")), ("clock", _("Give the time."))):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        if not (cleaned.get("day") and cleaned.get("clock")):
            return None
        try:
            due_at = from_current_timezone(datetime.combine(cleaned["day"], cleaned["clock"]))
        except (ValidationError, OverflowError):
            self.add_error("clock", _("The clocks change then. Choose a time an hour away."))
            return None
        now = timezone.now()
        if due_at <= now:
            self.add_error(
                "day",
                _("%(due)s has passed; it is %(now)s now. Choose a later time, or publish it now.")
                % {"due": _clock_words(due_at), "now": _clock_words(now)},
            )
            return None
        if due_at - now > _FARTHEST:
            self.add_error("day", _("That is more than two years away. Check the year."))
            return None
        return due_at


def form_for(step: Step, state: PublicState, *args: Any, **kwargs: Any) -> StepForm:
    kind = PublicationForm if step.is_publication else StepForm
    return kind(step, state, *args, **kwargs)


def time_zone_words() -> str:
    """“Asia/Kolkata, UTC+05:30”: which clock the time is read from."""
    offset = timezone.localtime().strftime("%z")
    return f"{timezone.get_current_timezone_name()}, UTC{offset[:3]}:{offset[3:5]}"


def _clock_words(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i")
