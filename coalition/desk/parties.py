"""Parties, alliances, and who belonged to which alliance when."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from coalition.desk.bulk.pages import BulkTables
from coalition.desk.bulk.records import PartyResource
from coalition.desk.bulk.rows import AllianceMembershipResource
from coalition.desk.claims import ClaimInline
from coalition.desk.date_columns import date_column
from coalition.desk.lists.dates import month_filter
from coalition.desk.lists.filters import InUse, NeedsClaim
from coalition.desk.merges import MergePages
from coalition.desk.name_search import FoundByName
from coalition.desk.names import AllianceNameInline, PartyNameInline
from coalition.desk.record_admin import RecordAdmin
from coalition.desk.row_admin import RowAdmin
from coalition.desk.row_claims import CLAIM_FIELDS, ClaimedRowInline
from coalition.models import Alliance, AllianceMembership, Party


@admin.register(Party)
class PartyAdmin(BulkTables, FoundByName, MergePages, RecordAdmin):
    bulk_resource = PartyResource
    fieldsets = [
        (_("Who it is"), {"fields": [("name", "abbreviation"), ("colour", "wikidata_id")]}),
        (_("Before and after"), {"fields": [("founded", "dissolved"), "split_from"]}),
        (_("In a few words"), {"fields": ["summary"]}),
    ]
    inlines = [PartyNameInline, ClaimInline]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["split_from"]
    list_display = ["name", "abbreviation", "stage", "in_public"]
    search_fields = ["name", "abbreviation", "other_names__name"]


class AllianceMembershipInline(ClaimedRowInline):
    model = AllianceMembership
    fields = [("party", "since", "until", "ending"), CLAIM_FIELDS]
    autocomplete_fields = ["party"]
    verbose_name = _("member")
    verbose_name_plural = _("Who belongs to it")


@admin.register(Alliance)
class AllianceAdmin(FoundByName, RecordAdmin):
    fieldsets = [
        (_("Who it is"), {"fields": [("name", "abbreviation"), "wikidata_id"]}),
        (_("Before and after"), {"fields": [("formed", "dissolved")]}),
        (
            _("How many are reported"),
            {"fields": [("reported_size_qualifier", "reported_size")]},
        ),
        (_("What for"), {"fields": ["purpose", "summary"]}),
    ]
    inlines = [AllianceMembershipInline, AllianceNameInline, ClaimInline]
    prepopulated_fields = {"slug": ["name"]}
    list_display = ["name", "abbreviation", "stage", "in_public"]
    search_fields = ["name", "abbreviation", "other_names__name"]


@admin.register(AllianceMembership)
class AllianceMembershipAdmin(BulkTables, RowAdmin):
    bulk_resource = AllianceMembershipResource
    fieldsets = [
        (_("Who belongs"), {"fields": ["alliance", "party"]}),
        (_("From when to when"), {"fields": [("since", "until"), "ending"]}),
    ]
    readonly_fields = ["alliance"]
    autocomplete_fields = ["party"]
    inlines = [ClaimInline]
    list_display = [
        "alliance",
        "party",
        date_column("since", _("since")),
        date_column("until", _("until")),
        "ending",
    ]
    list_select_related = ["alliance", "party"]
    search_names = {"alliance": Alliance, "party": Party}
    search_fields = ["ending"]
    list_filter = [month_filter("since", _("since")), ("alliance", InUse), "ending", NeedsClaim]
