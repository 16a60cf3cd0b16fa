"""Rows inside a record's form: attendances, memberships, positions, other names, claims."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.translation import gettext as _

from coalition.desk.autocompletes import BLANK_ROWS, PLAIN, Autocompletes, tell_names

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
    _InlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
    _StackedInline = admin.StackedInline[Any, Any]
else:
    _ModelForm = forms.ModelForm
    _InlineFormSet = forms.BaseInlineFormSet
    _StackedInline = admin.StackedInline


class RowForm(_ModelForm):
    """One row. `record` is the record that it is, or will be, part of."""

    record: Any = None
    #: Whether somebody deleted the row after this form was opened.
    is_gone = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_names(self)

    def full_clean(self) -> None:
        """Check what was changed, and only that: thirty rows as they were cost no query."""
        if self.is_bound and self.instance.pk and not self.has_changed():
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {
                name: self.get_initial_for_field(field, name) for name, field in self.fields.items()
            }
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_gone:
            raise ValidationError(
                _(
                    "Somebody deleted this row in the meantime. Tick Delete to let it go, or copy "
                    "what you need into a new row first."
                ),
                code="gone",
            )
        return cleaned


class RowFormSet(_InlineFormSet):
    """The rows of one record, in the order in which they were sent."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.record = self.instance
        if self.is_bound and i < self.initial_form_count():
            form.is_gone = form.instance.pk is None
        return form

    def get_queryset(self) -> Any:
        """The stored rows, or those of the forms: the admin pairs forms and rows by position.

        Where a colleague has deleted a row, the pairs would shift and the last form be left out.
        """
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()

    def clean(self) -> None:
        super().clean()
        self.refuse_twins()

    def refuse_twins(self) -> None:
        """Point at rows that say the same as another one, where the subject has such a rule."""

    def kept_forms(self) -> Iterable[Any]:
        """The forms that will be rows: neither blank, nor marked for deletion, nor in error."""
        for form in self.forms:
            is_row = form.instance.pk is not None or form.has_changed()
            if is_row and form not in self.deleted_forms and form.is_valid():
                yield form


class RowInline(Autocompletes, _StackedInline):
    """Rows in lines of fields, which CSS lays out as a grid (`desk-rows`)."""

    form = RowForm
    formset = RowFormSet
    extra = 0
    is_compact = True
    classes = ["desk-rows"]

    class Media:
        js = ["coalition/desk/rows.js"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """With all that naming a row and its choices needs, so that no row costs a query."""
        names = [
            field.name
            for field in self.model._meta.get_fields()
            if isinstance(field, models.ForeignKey)
        ]
        return super().get_queryset(request).select_related(*names)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return BLANK_ROWS if PLAIN in request.GET else super().get_extra(request, obj, **kwargs)
