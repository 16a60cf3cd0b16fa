"""The attendance grid of a meeting: one line per leader, or per party as such.

It is Django's own inline formset. The scripts beside it add and fill rows as "Add another" and a
patient typist would, so that versions, claims and errors of rows work as everywhere on the desk.
"""

from typing import Any

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.desk.autocompletes import PLAIN
from coalition.desk.pickers import NamePicker
from coalition.desk.row_claims import ClaimedRowForm, ClaimedRowFormSet, ClaimedRowInline
from coalition.models import Attendance, AttendanceStatus, Party

#: What each row says on its line; the rest is behind its button.
_LINE = ("leader", "party", "status", "described_as", "claim_paragraph")
_MORE = (
    "role",
    "claim_attribution",
    "claim_source",
    "reason_given",
    "reason",
    "named_as",
    "on_behalf_of",
    "claim_quote",
)
_PICKED = ("leader", "party", "on_behalf_of")


def short_name(party: Party) -> str:
    """A column of thirty parties has room for what reports print."""
    return party.abbreviation or party.name


class AttendanceForm(ClaimedRowForm):
    """A new row starts as attended, the commonest; the grid says expected of what is planned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial.setdefault("status", AttendanceStatus.ATTENDED)
        if "claim_paragraph" in self.fields:
            self.fields["claim_paragraph"].widget.attrs["inputmode"] = "numeric"
        self._shorten_party()
        for name in _LINE:
            # The line above the grid explains once what thirty rows would repeat.
            if name in self.fields:
                self.fields[name].help_text = ""

    def _shorten_party(self) -> None:
        field: Any = self.fields.get("party")
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget = widget.widget
        if not isinstance(widget, NamePicker):
            return
        field.label_from_instance = short_name
        if self.instance.party_id is not None:
            party = self.instance.party
            widget.known = {str(party.pk): short_name(party)}

    def has_errors_behind(self) -> bool:
        """Whether something is wrong in a field that the line does not show."""
        return any(name in self.errors for name in _MORE)


class AttendanceFormSet(ClaimedRowFormSet):
    def refuse_twins(self) -> None:
        """One row per leader, and one per party as such; the second is told where the first is."""
        seen: dict[tuple[str, Any], int] = {}
        for form in self.kept_forms():
            row = form.instance
            field = "leader" if row.leader_id else "party"
            key = (field, getattr(row, f"{field}_id"))
            if key in seen:
                message = gettext("%(name)s has a row already: number %(number)d.")
                name = getattr(row, field)
                form.add_error(field, message % {"name": name, "number": seen[key]})
            seen.setdefault(key, self.forms.index(form) + 1)


class AttendanceInline(ClaimedRowInline):
    model = Attendance
    form = AttendanceForm
    formset = AttendanceFormSet
    template = "desk/attendance_grid.html"
    fieldsets = [(None, {"fields": [_LINE]}), (_("More"), {"fields": [_MORE]})]
    autocomplete_fields = _PICKED
    verbose_name_plural = _("Who came, who stayed away, who is expected")
    classes = ["desk-grid"]

    class Media:
        css = {"all": ["coalition/desk/grid.css"]}
        js = [
            "coalition/desk/names.js",
            "coalition/desk/combobox.js",
            "coalition/desk/attendance_row.js",
            "coalition/desk/attendance_grid.js",
            "coalition/desk/paste_review.js",
            "coalition/desk/paste_box.js",
        ]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in _PICKED and PLAIN not in request.GET:
            kwargs["widget"] = NamePicker(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
