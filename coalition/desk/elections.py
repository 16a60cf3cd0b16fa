"""Elections, and who won them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from coalition.desk.claims import ClaimInline
from coalition.desk.date_columns import date_column
from coalition.desk.lists.dates import month_filter
from coalition.desk.lists.filters import IsPublic, NeedsClaim
from coalition.desk.record_admin import RecordAdmin
from coalition.desk.row_admin import RowAdmin
from coalition.desk.row_claims import CLAIM_FIELDS, ClaimedRowInline
from coalition.models import Alliance, Election, ElectionOutcome, Party


class ElectionOutcomeInline(ClaimedRowInline):
    model = ElectionOutcome
    fields = [("party", "alliance", "result", "seats"), CLAIM_FIELDS]
    autocomplete_fields = ["party", "alliance"]
    verbose_name = _("outcome")
    verbose_name_plural = _("Who won")


@admin.register(Election)
class ElectionAdmin(RecordAdmin):
    fieldsets = [
        (_("What was elected"), {"fields": [("name", "level"), ("body", "region")]}),
        (_("When"), {"fields": ["polling"]}),
        (_("How many seats"), {"fields": ["total_seats"]}),
        (_("In a few words"), {"fields": ["summary"]}),
    ]
    inlines = [ElectionOutcomeInline, ClaimInline]
    prepopulated_fields = {"slug": ["name"]}
    list_display = [
        "name",
        date_column("polling", _("polling")),
        "level",
        "region",
        "stage",
        "in_public",
    ]
    list_filter = [
        month_filter("polling", _("polling")),
        "level",
        "stage",
        IsPublic,
        NeedsClaim,
    ]
    search_fields = ["name", "body", "region"]


@admin.register(ElectionOutcome)
class ElectionOutcomeAdmin(RowAdmin):
    fieldsets = [
        (_("Who won"), {"fields": ["election", ("party", "alliance"), ("result", "seats")]}),
    ]
    readonly_fields = ["election"]
    autocomplete_fields = ["party", "alliance"]
    inlines = [ClaimInline]
    list_display = ["election", "party", "alliance", "result", "seats"]
    list_filter = ["result", NeedsClaim]
    list_select_related = ["election", "party", "alliance"]
    search_fields = ["election__name"]
    search_names = {"party": Party, "alliance": Alliance}
