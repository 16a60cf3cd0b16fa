"""The field with which a form names a report: the source of its claims, no column of its own."""

import copy
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest

from coalition.desk.autocompletes import PLAIN, KnowingSelect
from coalition.models import Claim, Source


def report_field(**kwargs: Any) -> Any:
    """A choice of one report, never required, as an autocomplete."""
    widget = KnowingSelect(Claim._meta.get_field("source"), admin.site)
    return forms.ModelChoiceField(Source.objects.all(), required=False, widget=widget, **kwargs)


def fitted(field: Any, request: HttpRequest, *, can_add: bool = False) -> Any:
    """A copy of a report field as `request` needs it: plain, or with a link to add a report."""
    field = copy.deepcopy(field)
    if PLAIN in request.GET:
        field.widget = forms.Select()
        field.widget.choices = field.choices
    if can_add:
        field.widget = RelatedFieldWidgetWrapper(
            field.widget,
            Claim._meta.get_field("source").remote_field,
            admin.site,
            can_add_related=request.user.has_perm("coalition.add_source"),
        )
    return field
