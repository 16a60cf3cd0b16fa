"""The forms of a key: a new one, an old one, and its replacement."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from coalition.access import KeyRefused, narrow, rename
from coalition.access.issuing import refuse_scopes_beyond, written
from coalition.access.lifecycle import OVERLAP
from coalition.editing.edits import User
from coalition.models import ApiKey, Scope

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[ApiKey]
else:
    _ModelForm = forms.ModelForm


class IssueForm(forms.Form):
    """What a new key is to be. Whether it may be so, `coalition.access.issue` decides."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("What uses it, so that whoever finds it here knows whom to ask."),
    )
    user: Any = forms.ModelChoiceField(
        label=_("Acts as"),
        queryset=None,
        help_text=_(
            "The key may do what this account may, and never more. A partner’s account is in the "
            "group Partners and not staff."
        ),
    )
    scopes = forms.MultipleChoiceField(
        label=_("May"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(
        label=_("Works until"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("The last day on which it works. Empty: until it is revoked."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts: Any = self.fields["user"]
        accounts.queryset = get_user_model().objects.filter(is_active=True).order_by("username")


class KeyForm(_ModelForm):
    """An issued key: it gets another name, or fewer scopes."""

    scopes = forms.MultipleChoiceField(
        label=_("May"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Scopes can be taken away, never added: issue another key for more."),
    )

    class Meta:
        model = ApiKey
        fields = ["name", "scopes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Where the key may only be looked at, it has no fields.
        if "scopes" in self.fields:
            has = self.instance.scope_set
            field: Any = self.fields["scopes"]
            field.choices = [choice for choice in Scope.choices if choice[0] in has]
            self.initial["scopes"] = sorted(has)

    def clean_scopes(self) -> str:
        chosen = self.cleaned_data["scopes"]
        try:
            refuse_scopes_beyond(self.instance.scope_set, chosen)
        except KeyRefused as refused:
            raise forms.ValidationError(str(refused)) from None
        return written(chosen)

    def carry_out(self, *, by: User) -> None:
        """Do what was asked, each change as an act of its own."""
        if "scopes" in self.changed_data:
            narrow(self.instance, scopes=self.cleaned_data["scopes"].split(), by=by)
        if "name" in self.changed_data:
            rename(self.instance, name=self.cleaned_data["name"], by=by)


class RotateForm(forms.Form):
    """How long the old key goes on working beside the new one."""

    overlap = forms.TypedChoiceField(
        label=_("The old key works"),
        coerce=lambda days: timedelta(days=int(days)),
        initial=OVERLAP.days,
        choices=[
            (0, _("no longer: it may be in wrong hands")),
            (1, _("for another day")),
            (7, _("for another week")),
            (30, _("for another thirty days")),
        ],
    )
