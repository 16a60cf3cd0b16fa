"""Fields that search as one types, and their plain form for a browser without JavaScript.

Django's widget asks the database for the name of the row it shows: once per field and row, which is
over a hundred queries for a meeting of thirty. Ours is told the names that its form has loaded.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.forms import Media
from django.http import HttpRequest

from coalition.desk.keys import key_of

#: In the address of a form: every choice as a plain list, and blank rows to fill in.
PLAIN = "plain"
BLANK_ROWS = 3

if TYPE_CHECKING:
    _BaseModelAdmin = admin.options.BaseModelAdmin[Any]
else:
    _BaseModelAdmin = object


class KnowingSelect(AutocompleteSelect):
    """An autocomplete that looks nothing up whose name it knows."""

    #: Key of a row, as text -> its name.
    known: Mapping[str, str] = MappingProxyType({})

    @property
    def media(self) -> Media:
        """With names for who cannot see the labels, after what makes the autocompletes."""
        last = "coalition/desk/autocomplete_names.js"
        return super().media + Media(
            js=["admin/js/jquery.init.js", "admin/js/autocomplete.js", last]
        )

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        # What came with an address or a refused form may be no key at all.
        chosen = [str(key) for key in value if key_of(str(key)) is not None]
        if not all(key in self.known for key in chosen):
            return super().optgroups(name, chosen, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [
            self.create_option(name, key, self.known[key], True, index)
            for index, key in enumerate(chosen, start=len(options))
        ]
        return [(None, options, 0)]


def tell_names(form: Any, **rows: models.Model | None) -> None:
    """Give the autocompletes of `form` the names that are loaded already.

    Those are the related rows that its instance holds, and `rows`, by field.
    """
    loaded = {**form.instance._state.fields_cache, **rows}
    for name, field in form.fields.items():
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget = widget.widget
        row = loaded.get(name)
        if isinstance(widget, KnowingSelect) and row is not None:
            widget.known = {str(row.pk): str(row)}


class Autocompletes(_BaseModelAdmin):
    """For model admins and inlines: `autocomplete_fields`, unless the plain form is asked for."""

    #: Whether there is no room for links beside each choice.
    is_compact = False

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        return () if PLAIN in request.GET else super().get_autocomplete_fields(request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnowingSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside a choice, offer to add what is missing. Nothing is deleted from there."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
            if self.is_compact:
                field.widget.can_change_related = field.widget.can_view_related = False
        return field
