"""Sources: the reports that everything rests on, and the way from a report to its records."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coalition.desk.lists.filters import IsUsed
from coalition.desk.moments import NamedSplitDateTime
from coalition.desk.record_admin import PlainRecordAdmin
from coalition.models import Source

#: What is recorded from a report, as the buttons on its form offer it.
_RECORDED_FROM = (
    ("meeting", _("Record a meeting")),
    ("statement", _("Record a statement")),
    ("seatsharingtalk", _("Record seat-sharing talks")),
)


@admin.register(Source)
class SourceAdmin(PlainRecordAdmin):
    change_form_template = "desk/source_form.html"
    fieldsets = [
        (_("Which report"), {"fields": ["title", "headline", ("publisher", "author"), "place"]}),
        (_("When it appeared"), {"fields": ["published_at", "updated_at"]}),
        (_("Where it can be read"), {"fields": ["url", "archived_url"]}),
    ]
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.DateTimeField: {
            "form_class": forms.SplitDateTimeField,
            "widget": NamedSplitDateTime,
        },
    }
    prepopulated_fields = {"slug": ["title"]}
    list_display = ["title", "publisher", "published_at", "author"]
    list_filter = ["published_at", IsUsed]
    search_fields = ["title", "headline", "publisher", "author", "url"]
    empty_list = _("No report yet. Everything rests on one: add it first, then record from it.")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        source = context["original"]
        if source is not None:
            context["recorded_from"] = [
                (label, reverse(f"admin:coalition_{name}_add") + f"?default_source={source.pk}")
                for name, label in _RECORDED_FROM
                if request.user.has_perm(f"coalition.add_{name}")
            ]
            claims = reverse("admin:coalition_claim_changelist")
            context["claims_url"] = f"{claims}?source__id__exact={source.pk}"
        return super().render_change_form(request, context, *args, **kwargs)
