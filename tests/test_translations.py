"""Every text of the public pages is translated, in every language of the site.

`make messages` collects them; what it leaves open stands in the `.po` files without a translation.
"""

from __future__ import annotations

import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from newsroom.languages import TRANSLATED
from newsroom.messages import LANGUAGES, LOCALE, collected, is_translated, of_template

_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")
_TAG = re.compile(r"<[^>]*>")


def path_of(language: str, suffix: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"django.{suffix}"


def catalog_of(language: str) -> Catalog:
    return read_po(BytesIO(path_of(language, "po").read_bytes()), locale=language)


def messages_of(language: str) -> list[Message]:
    return [message for message in catalog_of(language) if message.id]


def forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def keys_of(message: Message) -> tuple[str | tuple[str, ...], str | None]:
    return message.id if isinstance(message.id, str) else tuple(message.id), message.context


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def test_every_language_beside_english_has_a_catalogue() -> None:
    assert set(LANGUAGES) == {code for code, _ in TRANSLATED if not code.startswith("en")}


def test_catalogue_holds_what_the_pages_say_and_nothing_else(language: str) -> None:
    said = set(collected())
    known = {keys_of(message) for message in messages_of(language)}
    assert (said - known, known - said) == (set(), set()), "Run `make messages`."


def test_everything_is_translated_and_nothing_is_a_guess(language: str) -> None:
    open_ones = [
        message.id
        for message in messages_of(language)
        if message.fuzzy or not is_translated(message.string)
    ]
    assert open_ones == []


def test_plurals_have_all_their_forms(language: str) -> None:
    number = catalog_of(language).num_plurals
    wrong = [
        message.id
        for message in messages_of(language)
        if message.pluralizable and len(forms(message.string)) != number
    ]
    assert wrong == []


def test_placeholders_and_markup_are_those_of_the_original(language: str) -> None:
    """One form of a plural may leave out what another has, such as the number one."""
    wrong = []
    for message in messages_of(language):
        ids, strings = forms(message.id), forms(message.string)
        allowed = {frozenset(_PLACEHOLDER.findall(text)) for text in ids}
        tags = sorted(_TAG.findall(ids[0]))
        for string in strings:
            if frozenset(_PLACEHOLDER.findall(string)) not in allowed:
                wrong.append((message.id, string))
            if sorted(_TAG.findall(string)) != tags:
                wrong.append((message.id, string))
    assert wrong == []


def test_text_begins_and_ends_as_the_original_does(language: str) -> None:
    """Space at either end is what keeps it from the words beside it."""
    wrong = [
        message.id
        for message in messages_of(language)
        for text, string in zip(forms(message.id), forms(message.string), strict=False)
        if (text[:1].isspace(), text[-1:].isspace())
        != (string[:1].isspace(), string[-1:].isspace())
    ]
    assert wrong == []


def test_compiled_catalogue_is_made_from_the_written_one(language: str) -> None:
    compiled = GNUTranslations(BytesIO(path_of(language, "mo").read_bytes()))
    found = {key: text for key, text in compiled._catalog.items() if key}  # type: ignore[attr-defined]
    written: dict[Any, str] = {}
    for message in messages_of(language):
        key = forms(message.id)[0]
        key = f"{message.context}\x04{key}" if message.context else key
        if message.pluralizable:
            written |= {(key, n): text for n, text in enumerate(forms(message.string))}
        else:
            written[key] = str(message.string)
    assert found == written, "Run `make messages`."


@pytest.mark.parametrize(
    ("template", "messages"),
    [
        (
            '{% translate "One" %} and {% translate "Two" context "a title" %}',
            [("One", None), ("Two", "a title")],
        ),
        ('{% include "x.html" with heading=_("Three") %}', [("Three", None)]),
        (
            "{% blocktranslate with n=x %}It’s {{ n }}, 100% (sure).{% endblocktranslate %}",
            [("It’s %(n)s, 100%% (sure).", None)],
        ),
        (
            "{% blocktranslate count n=x %}{{ n }} day{% plural %}{{ n }} days"
            "{% endblocktranslate %}",
            [(("%(n)s day", "%(n)s days"), None)],
        ),
        ("<p>(not a text)</p>", []),
    ],
)
def test_texts_of_a_template_are_collected(template: str, messages: list[Any]) -> None:
    assert list(of_template("{% load i18n %}" + template)) == messages
