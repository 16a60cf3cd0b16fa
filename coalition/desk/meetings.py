"""Meetings, and who attended, stayed away or is expected."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from coalition.desk.attendance.endpoints import AttendanceEndpoints
from coalition.desk.attendances import AttendanceInline
from coalition.desk.bulk.pages import BulkTables
from coalition.desk.bulk.rows import AttendanceResource
from coalition.desk.claims import ClaimInline
from coalition.desk.conflicts import ConflictPages
from coalition.desk.date_columns import date_column
from coalition.desk.lists.dates import month_filter
from coalition.desk.lists.filters import InUse, IsLeftOpen, IsPublic, NeedsClaim, ToFollowUp
from coalition.desk.merges import MergePages
from coalition.desk.occurrences import OccurrencePages
from coalition.desk.record_admin import RecordAdmin
from coalition.desk.row_admin import RowAdmin
from coalition.desk.twin_offer import TwinOffer
from coalition.models import Alliance, Attendance, AttendanceStatus, Leader, Meeting, Party


@admin.register(Meeting)
class MeetingAdmin(
    TwinOffer, AttendanceEndpoints, ConflictPages, OccurrencePages, MergePages, RecordAdmin
):
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
        "city",
        "occurrence",
        "of_alliance",
        "came",
        "stage",
        "in_public",
    ]
    list_select_related = ["alliance"]
    list_filter = [
        month_filter("date", _("date")),
        "occurrence",
        ToFollowUp,
        "category",
        "stage",
        IsPublic,
        NeedsClaim,
        IsLeftOpen,
        ("alliance", InUse),
    ]
    search_fields = ["title", "city", "venue"]
    search_names = {
        "attendances__leader": Leader,
        "attendances__party": Party,
        "alliance": Alliance,
    }
    empty_list = _("No meeting has been recorded yet. Add the one that your report tells of.")

    def look_up(self, rows: Sequence[Any]) -> None:
        """How many leaders came to each meeting, and of how many parties, in one query."""
        super().look_up(rows)
        came = Attendance.objects.filter(
            meeting__in=[row.pk for row in rows], status=AttendanceStatus.ATTENDED
        ).order_by()
        found = {
            key: (leaders, parties)
            for key, leaders, parties in came.values("meeting")
            .annotate(leaders=models.Count("leader"), parties=models.Count("party", distinct=True))
            .values_list("meeting", "leaders", "parties")
        }
        for row in rows:
            row.leaders_who_came, row.parties_that_came = found.get(row.pk, (0, 0))

    @admin.display(description=_("alliance"), ordering="alliance__name")
    def of_alliance(self, meeting: Meeting) -> str:
        """Its short name: the whole one would push the stage out of sight."""
        alliance = meeting.alliance
        return (alliance.abbreviation or alliance.name) if alliance else ""

    @admin.display(description=_("came"), empty_value="–")
    def came(self, meeting: Any) -> str:
        """Who is recorded as having attended: as many leaders, of as many parties."""
        count = meeting.parties_that_came
        if not count:
            return ""
        words = ngettext("%(leaders)d of one party", "%(leaders)d of %(count)d parties", count)
        return words % {"leaders": meeting.leaders_who_came, "count": count}


@admin.register(Attendance)
class AttendanceAdmin(BulkTables, RowAdmin):
    """One attendance with all its claims, those that contradict the status among them."""

    bulk_resource = AttendanceResource
    fieldsets = [
        (_("Who"), {"fields": ["meeting", ("leader", "party"), "on_behalf_of"]}),
        (_("Came or stayed away"), {"fields": [("status", "role"), ("reason_given", "reason")]}),
        (_("In the source's words"), {"fields": [("described_as", "named_as")]}),
    ]
    readonly_fields = ["meeting"]
    autocomplete_fields = ["leader", "party", "on_behalf_of"]
    inlines = [ClaimInline]
    list_display = ["meeting", "leader", "party", "status", "role", "reason_given"]
    list_filter = ["status", "role", "reason_given", NeedsClaim]
    list_select_related = ["meeting", "leader", "party"]
    ordering = ["-pk"]
    search_fields = ["meeting__title", "named_as", "described_as"]
    search_names = {"leader": Leader, "party": Party}
