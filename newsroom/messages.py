"""Collects what the public pages say and compiles its translations: `make messages`.

What is new arrives in `coalition/locale/<language>/LC_MESSAGES/django.po` without a translation,
what is no longer said leaves it; `tests/test_translations.py` refuses what is left open. The desk
and the API are in one language, so their texts are no part of it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils import dates
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "coalition" / "locale"
#: Every language but English, in which the texts are written.
LANGUAGES = ("hi",)

PYTHON = ("coalition/pages", "coalition/templatetags", "coalition/document_differences", "newsroom")
TEMPLATES = ("templates/*.html", "templates/pages", "templates/errors", "templates/embed")
#: Shown at the desk alone.
_AT_THE_DESK = {"templates/_preview.html"}

_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
#: What Django makes of a template: calls among what is blanked out.
_CALL = re.compile(r"(?<![A-Za-z])(?:np|n|p)?gettext\(|(?<![A-Za-z_])_\(")

#: A message, with its plural if it has one, and its context.
Message = tuple[str | tuple[str, ...], str | None]


def main() -> None:
    found = collected()
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        catalog = updated(_read(path, language), found)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as written:
            write_po(written, catalog, width=100, include_lineno=False, sort_output=True)
        with path.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalog)
        missing = sum(not is_translated(message.string) for message in catalog if message.id)
        print(f"{language}: {len(catalog)} texts, {missing} without a translation")


def _read(path: Path, language: str) -> Catalog:
    if path.exists():
        with path.open("rb") as written:
            return read_po(written, locale=language)
    return Catalog(locale=language, project="Coalition Desk", version="1")


def updated(old: Catalog, found: dict[Message, set[str]]) -> Catalog:
    """What is said now, with the translations there are."""
    catalog = Catalog(
        locale=old.locale,
        project="Coalition Desk",
        version="1",
        # No date of the day: the file changes when a text does.
        creation_date=datetime(2023, 12, 6, tzinfo=UTC),
        revision_date=datetime(2023, 12, 6, tzinfo=UTC),
        last_translator="",
        language_team="",
        msgid_bugs_address="",
        fuzzy=False,
    )
    catalog.header_comment = "# What the public pages of Coalition Desk say. See `make messages`."
    for (message, context), places in found.items():
        key = message if isinstance(message, str) else message[0]
        known = old.get(key, context)
        string = (
            known.string if known and isinstance(known.id, str) is isinstance(message, str) else ""
        )
        catalog.add(
            message,
            string or ("" if isinstance(message, str) else ("", "")),
            locations=[(place, 0) for place in sorted(places)],
            context=context,
        )
    return catalog


def is_translated(string: Any) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def collected() -> dict[Message, set[str]]:
    """Every text of the public pages, with the files that it stands in."""
    found: dict[Message, set[str]] = {}
    for path in _files(PYTHON, "*.py"):
        for message in _of_python(path):
            found.setdefault(message, set()).add(_name(path))
    for path in _files(TEMPLATES, "*.html"):
        if _name(path) not in _AT_THE_DESK:
            for message in of_template(path.read_text(), _name(path)):
                found.setdefault(message, set()).add(_name(path))
    for message in _of_django():
        found.setdefault(message, set()).add("django/utils/dates.py")
    return found


def _files(places: tuple[str, ...], pattern: str) -> Iterator[Path]:
    for place in places:
        yield from sorted(ROOT.glob(place) if "*" in place else (ROOT / place).rglob(pattern))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _of_python(path: Path) -> Iterator[Message]:
    with path.open("rb") as source:
        for _, message, _, context in extract("python", source, keywords=_KEYWORDS):
            yield message, context


def of_template(source: str, name: str = "") -> Iterator[Message]:
    text = templatize(source, origin=name)
    for start in _CALL.finditer(text):
        call = ast.parse(_whole_call(text[start.start() :]), mode="eval").body
        assert isinstance(call, ast.Call)
        strings = [node.value for node in call.args if isinstance(node, ast.Constant)]
        texts = [value for value in strings if isinstance(value, str)]
        kind = start[0].removesuffix("(").removesuffix("gettext")
        context = texts.pop(0) if "p" in kind else None
        yield (tuple(texts[:2]) if "n" in kind else texts[0]), context


def _whole_call(text: str) -> str:
    """Up to the bracket that closes the call: the first after which it is Python."""
    for end in re.finditer(r"\)", text):
        try:
            ast.parse(text[: end.end()], mode="eval")
        except SyntaxError:
            continue
        return text[: end.end()]
    raise ValueError(f"A call without an end: {text[:80]}")


def _of_django() -> Iterator[Message]:
    """Months and days: the Hindi of Django misspells some, and what is here goes before it."""
    for message, context in _of_python(Path(dates.__file__)):
        if context is None:
            yield message, context


if __name__ == "__main__":
    main()
