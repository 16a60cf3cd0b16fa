"""What a browser sent for one form, and values in the shape in which it would send them."""

from typing import Any

from django import forms
from django.forms.widgets import MultiWidget
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from coalition.desk.keys import key_of

#: What a browser sends for one form, by the names of its fields without their prefix.
Sent = dict[str, list[str]]

#: Fields of a form that are no content: what the page knows, and what belongs to formsets.
BOOKKEEPING = frozenset({"read_version", "id", "DELETE", "default_source"})


def inner_widget(field: forms.Field) -> Any:
    """The widget itself, where the admin has put links around it."""
    return getattr(field.widget, "widget", field.widget)


def raw_of(field: forms.Field, name: str, sent: Sent) -> Any:
    """What was sent for a field, as its `clean` takes it."""
    return field.widget.value_from_datadict(MultiValueDict(sent), MultiValueDict(), name)


def is_sent(field: forms.Field, name: str, sent: Sent) -> bool:
    """Whether the form that was sent had the field at all."""
    data: Any = MultiValueDict(sent)
    return not field.widget.value_omitted_from_data(data, MultiValueDict(), name)


def put(field: forms.Field, name: str, value: Any, sent: Sent) -> None:
    """Let `sent` say `value`, as if it had been chosen in the form."""
    for key in [name, *(f"{name}{suffix}" for suffix in _suffixes(field))]:
        sent.pop(key, None)
    sent.update(as_sent(field, name, value))


def as_sent(field: forms.Field, name: str, value: Any) -> Sent:
    widget: Any = inner_widget(field)
    value = field.prepare_value(value)
    if _suffixes(field):
        parts = widget.decompress(value)
        named = zip(widget.widgets_names, widget.widgets, parts, strict=True)
        return {f"{name}{suffix}": _texts(part.format_value(one)) for suffix, part, one in named}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if value else {}
    return {name: _texts(widget.format_value(value))}


def differs(field: forms.Field, name: str, value: Any, sent: Sent) -> bool:
    """Whether `sent` says something else than `value`."""
    return bool(field.has_changed(value, raw_of(field, name, sent)))


def are_different(field: forms.Field, name: str, one: Any, other: Any) -> bool:
    return differs(field, name, one, as_sent(field, name, other))


def is_blank(field: forms.Field, name: str, sent: Sent) -> bool:
    raw = raw_of(field, name, sent)
    return not isinstance(raw, bool) and raw in (None, "", [], [None, None], ["", ""])


def shown(field: forms.Field, name: str, sent: Sent) -> str:
    """What was sent, as an editor reads it; as it was typed if it is not understood."""
    raw = raw_of(field, name, sent)
    if isinstance(field, forms.BooleanField):
        return _("yes") if raw else _("no")
    if isinstance(field, forms.ModelMultipleChoiceField):
        keys = [key for key in raw or [] if key_of(str(key)) is not None]
        return ", ".join(str(row) for row in field.queryset.filter(pk__in=keys))  # type: ignore[union-attr]
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.filter(pk=key_of(str(raw or ""))).first()  # type: ignore[union-attr]
        return str(row) if row else ""
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): label for key, label in _flat(field.choices)}
        return str(labels.get(str(raw), raw)) if raw not in (None, "") else ""
    if isinstance(raw, list):
        return " ".join(str(part) for part in raw if part)
    return "" if raw is None else str(raw)


def _flat(choices: Any) -> Any:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label


def _suffixes(field: forms.Field) -> list[str]:
    widget: Any = inner_widget(field)
    is_many = isinstance(widget, MultiWidget)
    return list(widget.widgets_names) if is_many else []


def _texts(value: Any) -> list[str]:
    if value is None:
        return [""]
    if isinstance(value, (list, tuple)):
        return [str(part) for part in value if part not in (None, "")]
    return [str(value)]
