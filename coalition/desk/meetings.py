"""Meetings, and who attended, stayed away or is expected."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.desk.claims import ClaimInline
from coalition.desk.date_columns import date_column
from coalition.desk.record_admin import IsPublic, RecordAdmin
from coalition.desk.row_admin import RowAdmin
from coalition.desk.row_claims import ClaimedRowForm, ClaimedRowFormSet, ClaimedRowInline
from coalition.models import Attendance, AttendanceStatus, Meeting


class AttendanceForm(ClaimedRowForm):
    """A new row starts as attended, the commonest; the gates catch it if nothing was held yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial.setdefault("status", AttendanceStatus.ATTENDED)


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
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("leader", "party", "status", "role"),
                    ("described_as", "claim_paragraph", "claim_attribution", "claim_source"),
                ]
            },
        ),
        (
            _("Why absent, named as, on behalf of, in which words"),
            {
                "fields": [
                    ("reason_given", "reason", "named_as", "on_behalf_of"),
                    ("claim_quote",),
                ],
                "classes": ["collapse"],
            },
        ),
    ]
    autocomplete_fields = ["leader", "party", "on_behalf_of"]
    verbose_name_plural = _("Who came, who stayed away, who is expected")


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin):
    fieldsets = [
        (
            _("What happened"),
            {
                "fields": [
                    "title",
                    ("category", "occurrence"),
                    "occurrence_reason",
                    "purpose",
                    "summary",
                ]
            },
        ),
        (
            _("When"),
            {
                "fields": [
                    "date",
                    ("start_time", "is_start_approximate", "duration_minutes", "timezone"),
                ]
            },
        ),
        (_("Where"), {"fields": [("venue", "city", "region")]}),
        (
            _("Who reported how many"),
            {
                "fields": [
                    ("reported_parties_qualifier", "reported_parties"),
                    ("reported_leaders_qualifier", "reported_leaders"),
                ]
            },
        ),
        (
            _("Before and after"),
            {"fields": [("alliance", "round_number"), ("follows", "rescheduled_from")]},
        ),
    ]
    # The clock at the venue: Django's own widget would offer the time at the desk.
    formfield_overrides = {
        models.TimeField: {"widget": forms.TimeInput(format="%H:%M", attrs={"type": "time"})}
    }
    inlines = [AttendanceInline, ClaimInline]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["alliance", "follows", "rescheduled_from"]
    list_display = [
        "title",
        date_column("date", _("date")),
        "occurrence",
        "category",
        "stage",
        "in_public",
    ]
    list_filter = [
        "occurrence",
        "category",
        "stage",
        IsPublic,
        ("alliance", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = [
        "title",
        "city",
        "venue",
        "attendances__leader__name",
        "attendances__leader__other_names__name",
        "attendances__party__name",
        "attendances__party__abbreviation",
    ]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """By its own words where one is chosen; by whoever was there too in the list."""
        return self.search_fields[:3] if "term" in request.GET else self.search_fields


@admin.register(Attendance)
class AttendanceAdmin(RowAdmin):
    """One attendance with all its claims, those that contradict the status among them."""

    fieldsets = [
        (_("Who"), {"fields": ["meeting", ("leader", "party"), "on_behalf_of"]}),
        (_("Came or stayed away"), {"fields": [("status", "role"), ("reason_given", "reason")]}),
        (_("In the source's words"), {"fields": [("described_as", "named_as")]}),
    ]
    readonly_fields = ["meeting"]
    autocomplete_fields = ["leader", "party", "on_behalf_of"]
    inlines = [ClaimInline]
    list_display = ["meeting", "leader", "party", "status", "role", "reason_given"]
    list_filter = ["status", "role", "reason_given"]
    list_select_related = ["meeting", "leader", "party"]
    search_fields = ["meeting__title", "leader__name", "party__name", "party__abbreviation"]
