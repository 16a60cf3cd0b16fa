"""Seat-sharing talks, and what each party claims, offers or agrees to."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from coalition.desk.claims import ClaimInline
from coalition.desk.conflicts import ConflictPages
from coalition.desk.date_columns import date_column
from coalition.desk.lists.dates import month_filter
from coalition.desk.lists.filters import InUse, IsLeftOpenInTalk, IsPublic, NeedsClaim
from coalition.desk.record_admin import RecordAdmin
from coalition.desk.row_admin import RowAdmin
from coalition.desk.row_claims import CLAIM_FIELDS, ClaimedRowInline
from coalition.models import Alliance, Party, SeatPosition, SeatSharingTalk


class SeatPositionInline(ClaimedRowInline):
    model = SeatPosition
    fields = [("party", "position", "seats", "to_party", "date"), CLAIM_FIELDS]
    autocomplete_fields = ["party", "to_party"]
    verbose_name_plural = _("Who claims, offers or agrees to what")


@admin.register(SeatSharingTalk)
class SeatSharingTalkAdmin(ConflictPages, RecordAdmin):
    fieldsets = [
        (_("What is talked about"), {"fields": ["title", ("alliance", "election"), "region"]}),
        (_("Who talks"), {"fields": ["parties", "meetings"]}),
        (_("How it stands"), {"fields": [("status", "total_seats")]}),
        (_("When"), {"fields": [("began", "concluded")]}),
        (_("In a few words"), {"fields": ["summary"]}),
    ]
    inlines = [SeatPositionInline, ClaimInline]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["alliance", "election", "parties", "meetings"]
    list_display = [
        "title",
        "status",
        "election",
        date_column("began", _("began")),
        "stage",
        "in_public",
    ]
    list_filter = [
        month_filter("began", _("began")),
        "status",
        ("election", InUse),
        "stage",
        IsPublic,
        NeedsClaim,
        IsLeftOpenInTalk,
    ]
    list_select_related = ["election"]
    search_fields = ["title", "election__name"]
    search_names = {"parties": Party, "alliance": Alliance}


@admin.register(SeatPosition)
class SeatPositionAdmin(RowAdmin):
    fieldsets = [
        (_("Whose position"), {"fields": ["talk", "party"]}),
        (_("What it is"), {"fields": [("position", "seats"), "to_party", "date"]}),
    ]
    readonly_fields = ["talk"]
    autocomplete_fields = ["party", "to_party"]
    inlines = [ClaimInline]
    list_display = [
        "talk",
        "party",
        "position",
        "seats",
        "to_party",
        date_column("date", _("date")),
    ]
    list_filter = ["position", NeedsClaim]
    list_select_related = ["talk", "party", "to_party"]
    search_fields = ["talk__title"]
    search_names = {"party": Party}
