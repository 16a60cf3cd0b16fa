"""Leaders, the parties they belong to and the offices they hold."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from coalition.desk.bulk.pages import BulkTables
from coalition.desk.bulk.records import LeaderResource
from coalition.desk.bulk.rows import PartyMembershipResource
from coalition.desk.claims import ClaimInline
from coalition.desk.date_columns import date_column
from coalition.desk.lists.dates import month_filter
from coalition.desk.lists.filters import InUse, NeedsClaim
from coalition.desk.merges import MergePages
from coalition.desk.name_search import FoundByName
from coalition.desk.names import LeaderNameInline
from coalition.desk.record_admin import RecordAdmin
from coalition.desk.row_admin import RowAdmin
from coalition.desk.row_claims import CLAIM_FIELDS, ClaimedRowInline
from coalition.models import Leader, Office, Party, PartyMembership


class PartyMembershipInline(ClaimedRowInline):
    model = PartyMembership
    fields = [("party", "since", "until", "ending"), CLAIM_FIELDS]
    autocomplete_fields = ["party"]
    verbose_name = _("party")
    verbose_name_plural = _("Which parties")


class OfficeInline(ClaimedRowInline):
    model = Office
    fields = [("title", "party", "region", "since", "until"), CLAIM_FIELDS]
    autocomplete_fields = ["party"]
    verbose_name_plural = _("Which offices")


@admin.register(Leader)
class LeaderAdmin(BulkTables, FoundByName, MergePages, RecordAdmin):
    bulk_resource = LeaderResource
    fieldsets = [
        (_("Who it is"), {"fields": [("name", "sort_name"), "wikidata_id"]}),
        (_("In a few words"), {"fields": ["summary"]}),
    ]
    inlines = [PartyMembershipInline, OfficeInline, LeaderNameInline, ClaimInline]
    prepopulated_fields = {"slug": ["name"]}
    list_display = ["name", "stage", "in_public"]
    search_fields = ["name", "other_names__name"]


class TenureAdmin(RowAdmin):
    readonly_fields = ["leader"]
    autocomplete_fields = ["party"]
    inlines = [ClaimInline]
    list_select_related = ["leader", "party"]


@admin.register(PartyMembership)
class PartyMembershipAdmin(BulkTables, TenureAdmin):
    bulk_resource = PartyMembershipResource
    fieldsets = [
        (_("Who belongs to what"), {"fields": ["leader", "party"]}),
        (_("From when to when"), {"fields": [("since", "until"), "ending"]}),
    ]
    list_display = [
        "leader",
        "party",
        date_column("since", _("since")),
        date_column("until", _("until")),
        "ending",
    ]
    list_filter = [month_filter("since", _("since")), ("party", InUse), "ending", NeedsClaim]
    search_fields = ["ending"]
    search_names = {"leader": Leader, "party": Party}


@admin.register(Office)
class OfficeAdmin(TenureAdmin):
    fieldsets = [
        (_("Who holds what"), {"fields": ["leader", "title", ("party", "region")]}),
        (_("From when to when"), {"fields": [("since", "until")]}),
    ]
    list_display = [
        "leader",
        "title",
        "party",
        "region",
        date_column("since", _("since")),
        date_column("until", _("until")),
    ]
    list_filter = [month_filter("since", _("since")), ("party", InUse), NeedsClaim]
    search_fields = ["title"]
    search_names = {"leader": Leader, "party": Party}
