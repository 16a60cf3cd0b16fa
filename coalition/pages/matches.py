"""Where in a document the words of a search stand, if not in its title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coalition.pages.highlights import Highlighter
from coalition.pages.isolation import listed
from coalition.pages.wording import OTHER_NAME, word

Document = dict[str, Any]

_REFERENCE = {"id", "kind", "slug", "name", "abbreviation"}
_MOST = 3
_MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Match:
    """“also known as Didi”: the words before it, and the text with its marks."""

    label: str
    text: SafeString


def matches_of(document: Document, highlighter: Highlighter, shown: str) -> list[Match]:
    """The fewest lines that hold the words which `shown`, what the result says anyway, does not."""
    missing = highlighter.words - highlighter.words_in(shown)
    found: list[Match] = []
    names: list[str] = []
    if not missing:
        return []
    for label, text in _texts(document):
        here = highlighter.words_in(text)
        if not here & missing:
            continue
        if label:
            missing -= here
            found.append(Match(label, highlighter.mark(text)))
        elif len(names) < _MOST_NAMES and text not in names:
            names.append(text)
        if len(found) == _MOST:
            break
    if names:
        found.append(Match(_("names:"), highlighter.mark(listed(names))))
    return found


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """What search looks into, each with the words to say before it; none before mere names."""
    for row in document.get("other_names", []):
        yield word(OTHER_NAME, row["kind"]), row["name"]
    for row in document.get("offices", []):
        yield _("office:"), row["title"]
    place = document.get("place") or {}
    where = listed(part for part in (place.get("venue"), place.get("city")) if part)
    if where:
        yield _("place:"), where
    if document.get("body"):
        yield _("elects:"), document["body"]
    for row in document.get("attendance", []):
        yield "", _person(row)
        if row["on_behalf_of"]:
            yield "", _named(row["on_behalf_of"])
        if row["named_as"]:
            yield _("named in the report as"), row["named_as"]
    for reference in _references(document):
        yield "", _named(reference)


def _person(row: Document) -> str:
    """“Vaiko (MDMK)”: named is all that this says, not that they came."""
    leader, party = row["leader"], row["party"]
    if leader is None:
        return _named(party)
    return (
        f"{leader['name']} ({party['abbreviation'] or party['name']})" if party else leader["name"]
    )


def _named(reference: Document) -> str:
    name: str = reference["name"]
    short = reference.get("abbreviation")
    return f"{name} ({short})" if short else name


def _references(value: Any) -> Iterator[Document]:
    """Every record that the document speaks of, but for who is in its attendance."""
    if isinstance(value, list):
        for item in value:
            yield from _references(item)
    elif isinstance(value, dict):
        if value.keys() == _REFERENCE:
            yield value
            return
        for key, item in value.items():
            if key not in ("attendance", "claims", "sources"):
                yield from _references(item)
