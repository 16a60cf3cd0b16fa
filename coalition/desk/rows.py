"""Rows inside a record's form: attendances, memberships, positions, other names, claims."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.translation import gettext as _

from coalition.desk.autocompletes import BLANK_ROWS, PLAIN, Autocompletes, tell_names
from coalition.desk.reconciling.pages import reconciliation_of
from coalition.desk.reconciling.reconciliation import kept_instance
from coalition.revisions.snapshots import Snapshot

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
    #: Whether it is a deleted row that is to be made again, as it was and with what was typed.
    is_brought_back = False

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

    def has_changed(self) -> bool:
        return self.is_brought_back or super().has_changed()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_gone:
            raise ValidationError(
                _(
                    "Somebody deleted this row in the meantime. Choose above whether to keep yours "
                    "or to let it go."
                ),
                code="gone",
            )
        return cleaned


class RowFormSet(_InlineFormSet):
    """The rows of one record, in the order in which they were sent."""

    #: Deleted rows that are to be made again, by their keys; see `coalition.desk.reconciling`.
    brought_back: Mapping[int, Snapshot] = MappingProxyType({})

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.record = self.instance
        if self.is_bound and i < self.initial_form_count():
            form.is_gone = form.instance.pk is None
        return form

    def _existing_object(self, pk: Any) -> Any:
        row = super()._existing_object(pk)  # type: ignore[misc]
        if row is None and pk in self.brought_back:
            row = kept_instance(self.brought_back[pk])
        return row

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance._state.adding and form.instance.pk is not None:
            form.is_brought_back = True
            # Django's own field would look for the row.
            form.fields["id"] = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def save_new_objects(self, commit: bool = True) -> Any:
        """The new rows, and those made again: to Django a row with a key is none to be made."""
        rows = super().save_new_objects(commit)
        for form in self.initial_forms:
            is_wanted = form.is_brought_back and form not in self.deleted_forms
            if is_wanted and form.has_changed():
                rows.append(self.save_existing(form, form.instance, commit=commit))
                self.new_objects.append(rows[-1])
        return rows

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        row = super().save_existing(form, obj, commit=commit)
        if form.is_brought_back:
            for inner in (inner for rows in obj.kept_rows.values() for inner in rows):
                inner.save()
        return row

    def get_queryset(self) -> Any:
        """The stored rows, or those of the forms: the admin pairs forms and rows by position.

        Where a colleague has deleted a row, the pairs would shift and the last form be left out;
        such a form stands there without a row, and has no page to link to.
        """
        if self.is_bound and "forms" in self.__dict__:
            return [
                None if form.instance._state.adding else form.instance
                for form in self.initial_forms
            ]
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

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        found = reconciliation_of(request)
        if found is not None:
            formset.brought_back = found.brought_back.get(formset.get_default_prefix(), {})
        return formset

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
