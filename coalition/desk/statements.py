"""Statements: who made which point, on what."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from coalition.desk.claims import ClaimInline
from coalition.desk.date_columns import date_column
from coalition.desk.lists.dates import month_filter
from coalition.desk.lists.filters import IsPublic, NeedsClaim
from coalition.desk.record_admin import RecordAdmin
from coalition.models import Leader, Party, Statement


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    fieldsets = [
        (_("What was said"), {"fields": ["title", "stance", "point"]}),
        (_("Who is speaking"), {"fields": [("speaker_leader", "speaker_party"), "speaker_label"]}),
        (_("When"), {"fields": ["made"]}),
        (_("About what"), {"fields": [("meeting", "talk"), ("alliance", "party")]}),
    ]
    inlines = [ClaimInline]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = [
        "speaker_leader",
        "speaker_party",
        "meeting",
        "talk",
        "alliance",
        "party",
    ]
    list_display = [
        "title",
        "speaker",
        "stance",
        date_column("made", _("made on")),
        "stage",
        "in_public",
    ]
    list_filter = [
        month_filter("made", _("made on")),
        "stance",
        "stage",
        IsPublic,
        NeedsClaim,
    ]
    list_select_related = ["speaker_leader", "speaker_party"]
    search_fields = ["title", "point", "speaker_label"]
    search_names = {"speaker_leader": Leader, "speaker_party": Party}

    @admin.display(description=_("speaker"))
    def speaker(self, statement: Statement) -> str:
        named = statement.speaker_leader or statement.speaker_party
        return str(named) if named else statement.speaker_label
