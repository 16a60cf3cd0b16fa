"""The claim of a row, entered on the row itself: which report, which paragraph, who is speaking.

An attendance without its claim is half a record, and a second page for each of thirty rows is one
nobody would open. So the row's form carries its first claim; the row's own page has them all. A row
that names no report takes the one named for the whole form (`default_source`).
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminIntegerFieldWidget, AdminTextInputWidget
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from coalition.desk.autocompletes import tell_names
from coalition.desk.report_field import fitted, report_field
from coalition.desk.rows import RowForm, RowFormSet, RowInline
from coalition.editing.ownership import subject_name
from coalition.models import Claim

CLAIM_FIELDS = ("claim_source", "claim_paragraph", "claim_attribution", "claim_quote")
#: What a claim says beside naming its report.
_DETAILS = CLAIM_FIELDS[1:]


def _copy_of(column: str) -> dict[str, Any]:
    """The limits of a column of Claim, for a form field that stands in for it."""
    field: Any = Claim._meta.get_field(column)
    return {"required": False, "max_length": field.max_length}


class ClaimedRowForm(RowForm):
    """A row and its first claim."""

    claim_source = report_field(label=_("Report"))
    claim_paragraph = forms.IntegerField(
        label=_("Paragraph"),
        required=False,
        min_value=1,
        max_value=32767,
        widget=AdminIntegerFieldWidget,
    )
    claim_attribution = forms.CharField(
        label=_("Who says so"),
        help_text=_(
            "Who is speaking in the report, such as “party sources”; empty for the report."
        ),
        widget=AdminTextInputWidget,
        **_copy_of("attribution"),
    )
    claim_quote = forms.CharField(
        label=_("Quote"),
        help_text=_("A few words of the report, so that the place can be found."),
        widget=AdminTextInputWidget,
        **_copy_of("quote"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims: list[Claim] = self._claims()
        if self.first_claim is None:
            return
        for name in CLAIM_FIELDS:
            column = name.removeprefix("claim_")
            self.initial[name] = getattr(self.first_claim, f"{column}_id", None) or getattr(
                self.first_claim, column
            )
        tell_names(self, claim_source=self.first_claim._state.fields_cache.get("source"))
        others = len(self.claims) - 1
        if others:
            self.fields["claim_source"].help_text = (
                ngettext(
                    "The first claim; the row's own page has %d more.",
                    "The first claim; the row's own page has %d more.",
                    others,
                )
                % others
            )

    def _claims(self) -> list[Claim]:
        """The row's claims; of a row as a revision has it, those that it had."""
        kept = getattr(self.instance, "kept_rows", None)
        if kept is not None:
            return list(kept.get("claims", []))
        return list(self.instance.claims.all()) if self.instance.pk else []

    @property
    def first_claim(self) -> Claim | None:
        return self.claims[0] if self.claims else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        says_something = any(cleaned.get(name) for name in _DETAILS)
        if not cleaned.get("claim_source") and says_something:
            cleaned["claim_source"] = getattr(self.record, "default_source", None)
            if cleaned["claim_source"] is None:
                self.add_error(
                    "claim_source",
                    gettext("Which report says so? Name it here, or once for all rows above."),
                )
        return cleaned

    def save_claim(self) -> None:
        """Write the row's first claim, or remove it if the report was taken out."""
        if not any(name in self.changed_data for name in CLAIM_FIELDS):
            return
        if self.cleaned_data["claim_source"] is None:
            if self.first_claim is not None:
                self.first_claim.delete()
            return
        claim = self.first_claim or Claim(**{subject_name(type(self.instance)): self.instance})
        for name in CLAIM_FIELDS:
            setattr(claim, name.removeprefix("claim_"), self.cleaned_data[name])
        claim.save()


class ClaimedRowFormSet(RowFormSet):
    def save_new(self, form: Any, commit: bool = True) -> Any:
        row = super().save_new(form, commit=commit)
        form.save_claim()
        return row

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        row = super().save_existing(form, obj, commit=commit)
        form.save_claim()
        return row


if TYPE_CHECKING:
    _Prefetch = Prefetch[Any]
else:
    _Prefetch = Prefetch


class ClaimedRowInline(RowInline):
    """Rows that each carry their first claim, with a link to the page that has the others."""

    form = ClaimedRowForm
    formset = ClaimedRowFormSet
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        fields = formset.form.base_fields
        fields["claim_source"] = fitted(fields["claim_source"], request)
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        claims = Claim.objects.select_related("source").order_by("pk")
        return super().get_queryset(request).prefetch_related(Prefetch("claims", queryset=claims))
