"""Claims: rows on whatever they are about, and a list of their own to search."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.desk.claim_fields import CLAIM_FIELD_CHOICES
from coalition.desk.lists.filters import ClaimSubject, ClaimVoice
from coalition.desk.row_admin import RowAdmin, RowPageForm
from coalition.desk.rows import RowForm, RowInline
from coalition.editing.ownership import subject_name, subject_of
from coalition.models import Alliance, Claim, Leader, Party

WHOLE = ("", _("The whole"))


class ClaimForm(RowForm):
    """A claim on a record, which takes the form's report if it names none of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("source") and "source" not in self.errors:
            cleaned["source"] = getattr(self.record, "default_source", None)
            if cleaned["source"] is None:
                self.add_error(
                    "source",
                    gettext("Which report says so? Name it here, or once for all rows above."),
                )
        return cleaned


class ClaimInline(RowInline):
    """The claims on the record of the form, or on the row of the page."""

    model = Claim
    form = ClaimForm
    fields = [("source", "paragraph", "field", "value"), ("attribution", "quote")]
    autocomplete_fields = ["source"]
    verbose_name_plural = _("Who says so")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "field":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        known = CLAIM_FIELD_CHOICES.get(subject_name(self.parent_model), ())
        used = Claim.objects.filter(**{f"{subject_name(self.parent_model)}__isnull": False})
        named = {name for name, _label in known}
        others = used.exclude(field__in=["", *named]).values_list("field", flat=True)
        return forms.ChoiceField(
            label=capfirst(db_field.verbose_name),
            help_text=_("Empty if it speaks of the whole."),
            required=False,
            choices=[
                WHOLE,
                *known,
                *((name, name) for name in others.order_by("field").distinct()),
            ],
        )


class ClaimPageForm(RowPageForm):
    class Meta:
        model = Claim
        fields = ["source", "paragraph", "attribution", "quote", "field", "value"]


@admin.register(Claim)
class ClaimAdmin(RowAdmin):
    """Every claim, wherever it was recorded: what a report says, or who was ever quoted."""

    form = ClaimPageForm
    fieldsets = [
        (None, {"fields": ["subject"]}),
        (_("Where it stands"), {"fields": ["source", "paragraph", "attribution", "quote"]}),
        (_("What it asserts"), {"fields": ["field", "value"]}),
    ]
    readonly_fields = ["subject"]
    autocomplete_fields = ["source"]
    inlines = []
    list_display = ["subject", "field", "value", "paragraph", "attribution", "source"]
    list_display_links = ["subject"]
    list_filter = [ClaimSubject, ClaimVoice]
    search_fields = [
        "quote",
        "attribution",
        "value",
        "field",
        "source__title",
        "source__publisher",
        "source__headline",
        "meeting__title",
        "attendance__meeting__title",
        "talk__title",
        "statement__title",
    ]
    search_names = {
        "attendance__leader": Leader,
        "attendance__party": Party,
        "leader": Leader,
        "party": Party,
        "alliance": Alliance,
    }
    # By its source would sort them all by the days of their reports.
    ordering = ["-pk"]
    empty_list = _("No claim yet. Claims are made on the form of what they are about.")
    list_select_related = [
        "source",
        "meeting",
        "talk",
        "statement",
        "party",
        "alliance",
        "leader",
        "election",
        "attendance__leader",
        "attendance__party",
        "position__party",
        "alliance_membership__alliance",
        "alliance_membership__party",
        "party_membership__leader",
        "party_membership__party",
        "office__leader",
        "outcome__party",
        "outcome__alliance",
    ]
    index_visible = True

    @admin.display(description=_("subject"))
    def subject(self, claim: Claim) -> str:
        subject = subject_of(claim)
        kind = subject._meta.verbose_name
        return f"{kind}: {subject}"
