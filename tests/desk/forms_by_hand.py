"""Filling in an admin form as a browser would: start from the page's own fields, change some."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse


class _Fields(HTMLParser):
    """The fields of the form with the most of them, as a browser would send them unchanged."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[dict[str, list[str]]] = []
        self._select = self._textarea = ""
        self._chosen: list[str] = []
        self._text: list[str] = []
        self._first: str | None = None
        self._is_multiple = False

    def _add(self, name: str, value: str) -> None:
        if self.forms and name:
            self.forms[-1].setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append({})
        elif tag == "input":
            kind = given.get("type") or "text"
            is_ticked = kind not in ("checkbox", "radio") or "checked" in given
            if kind not in ("submit", "button") and is_ticked:
                # A box without a value of its own is sent as "on".
                value = given.get("value", "on" if kind in ("checkbox", "radio") else "")
                self._add(given.get("name") or "", value or "")
        elif tag == "select":
            self._select, self._chosen, self._first = given.get("name") or "", [], None
            self._is_multiple = "multiple" in given
        elif tag == "option" and self._select:
            value = given.get("value") or ""
            self._first = value if self._first is None else self._first
            if "selected" in given:
                self._chosen.append(value)
        elif tag == "textarea":
            self._textarea, self._text = given.get("name") or "", []

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            chosen = self._chosen
            if not chosen and not self._is_multiple and self._first is not None:
                chosen = [self._first]
            for value in chosen:
                self._add(self._select, value)
            self._select = ""
        elif tag == "textarea":
            self._add(self._textarea, "".join(self._text).removeprefix("\n"))
            self._textarea = ""


def fields_of(html: str) -> dict[str, Any]:
    """The fields of the main form on a page; the blank row that scripts copy is left out."""
    parser = _Fields()
    parser.feed(html)
    fields = max(parser.forms, key=len)
    return {
        name: values if len(values) > 1 else values[0]
        for name, values in fields.items()
        if "__prefix__" not in name
    }


def change_url(record: Any) -> str:
    """The address of the form of a record or a row."""
    return reverse(f"admin:coalition_{record._meta.model_name}_change", args=[record.pk])


def form_at(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send from the page at `url` if its user just pressed a button."""
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return fields_of(answer.content.decode())


def add_row(form: dict[str, Any], prefix: str, **values: Any) -> str:
    """Add a row as "Add another" does; return the prefix of its fields."""
    number = int(form[f"{prefix}-TOTAL_FORMS"])
    form[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    for name, value in values.items():
        form[f"{prefix}-{number}-{name}"] = value
    return f"{prefix}-{number}"
