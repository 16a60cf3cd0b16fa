"""What cells hold, read and written: dates, choices, names of other records."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export import widgets

from coalition.date_phrases import parse_typed, typed_form
from coalition.desk.bulk.directory import Directory
from coalition.imprecise_dates import ImpreciseDate, ImpreciseDateError
from coalition.models import Record
from coalition.models.text import clean_text


class CellWidget(widgets.Widget):  # type: ignore[misc]  # The library has no types.
    """How the cells of a column are read and written."""


class TextWidget(CellWidget):
    """Text, by the rules of all text here. Empty is empty, never None."""

    def __init__(self, *, multiline: bool = False) -> None:
        super().__init__()
        self.multiline = multiline

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return clean_text(value or "", multiline=self.multiline)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class NumberWidget(CellWidget):
    """A paragraph: a whole number above zero, or nothing."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        if not value:
            return None
        if not (value.isascii() and value.isdigit() and 0 < int(value[:9]) <= 32767):
            raise ValueError(_("“%s” is no paragraph. Write a number such as 3.") % value[:40])
        return int(value)


class DateWidget(CellWidget):
    """A date as editors type it, EDTF included; written so that it is read back as the same."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> ImpreciseDate | None:
        try:
            return parse_typed(value) if value else None
        except ImpreciseDateError as error:
            raise ValueError(str(error)) from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return typed_form(value) if value else ""


class ChoiceWidget(CellWidget):
    """One of a vocabulary, by its word in the API or its label at the desk."""

    def __init__(self, choices: Any, *, empty: str = "") -> None:
        super().__init__()
        self.choices, self.empty = choices, empty

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        if not value:
            return self.empty
        typed = value.lower()
        for word, label in self.choices:
            if typed in (word, word.replace("_", " "), str(label).lower()):
                return str(word)
        words = ", ".join(word for word, _label in self.choices)
        raise ValueError(
            _("“%(value)s” is none of %(words)s.") % {"value": value[:40], "words": words}
        )

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(value or "")


class RecordWidget(CellWidget):
    """Another record, by slug, name, abbreviation or other name; written as its slug."""

    def __init__(self, model: type[Record]) -> None:
        super().__init__()
        self.model = model

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        directories: dict[type[Record], Directory] = kwargs["directories"]
        return directories[self.model].only(value) if value else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.slug if value is not None else ""
