"""No key of any document changes silently: each is changed in turn, at every depth."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from coalition.document_differences import BOOKKEEPING, differences
from coalition.models import Kind
from coalition.publishing.canonical import BOOKKEEPING as OF_PUBLISHING
from tests.seed_documents import Document, Public, published_seeds

# The database is made only where a test asks for it, and here the fixture asks.
pytestmark = pytest.mark.django_db

Path = tuple[Any, ...]


@pytest.fixture(scope="module")
def seeds(django_db_setup: None, django_db_blocker: Any) -> Public:
    return published_seeds(django_db_blocker)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a document; of a list the first three rows."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            if path or key not in BOOKKEEPING:
                yield from paths(item, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value[:3]):
            yield from paths(item, (*path, place))


def other(value: Any) -> Iterator[Any]:
    """What might stand in the place of `value` one day."""
    yield None if value is not None else "something"
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        yield value + " and more"
    elif isinstance(value, list):
        yield [*value, "something"]
        yield [*value, {"new": "row"}]
        if len(value) > 1:
            yield value[::-1] if value[::-1] != value else [*value, 1]
            yield value[1:]
    elif isinstance(value, dict):
        yield value | {"new_key": "something"}
        yield {}


def changed(document: Document, path: Path, value: Any) -> Document:
    copied = copy.deepcopy(document)
    inner: Any = copied
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return copied


def at(document: Document, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


@pytest.mark.parametrize("kind", Kind.values)
def test_document_does_not_differ_from_itself(seeds: Public, kind: str) -> None:
    documents = seeds.of_kind(kind)
    assert documents
    for document in documents:
        assert differences(document, copy.deepcopy(document)) == []


def richest(seeds: Public, kind: str) -> list[Document]:
    """For each key of the kind a document that has the most to say under it."""
    documents = seeds.of_kind(kind)
    found = {
        key: max(documents, key=lambda document: len(str(document[key]))) for key in documents[0]
    }
    return list({document["id"]: document for document in found.values()}.values())


@pytest.mark.parametrize("kind", Kind.values)
def test_no_key_changes_silently(seeds: Public, kind: str) -> None:
    silent = [
        (path, value)
        for document in richest(seeds, kind)
        for path in paths(document)
        for value in other(at(document, path))
        if not differences(document, changed(document, path, value))
        or not differences(changed(document, path, value), document)
    ]
    assert silent == []


@pytest.mark.parametrize("kind", Kind.values)
def test_every_change_has_words(seeds: Public, kind: str) -> None:
    wordless = [
        change
        for document in richest(seeds, kind)
        for path in paths(document)
        for value in other(at(document, path))
        for change in differences(document, changed(document, path, value))
        if not change.label.strip() or not (change.verdict or change.before != change.after)
    ]
    assert wordless == []


@pytest.mark.parametrize("kind", Kind.values)
def test_new_top_level_key_has_a_line(seeds: Public, kind: str) -> None:
    document = seeds.of_kind(kind)[0]
    for value in (0, False, "text", ["a"], [{"b": 1}], {"c": {"d": 2}}):
        assert len(differences(document, document | {"brand_new": value})) == 1, value


@pytest.mark.parametrize("kind", Kind.values)
def test_bookkeeping_is_left_out(seeds: Public, kind: str) -> None:
    document = seeds.of_kind(kind)[0]
    later = document | dict.fromkeys(BOOKKEEPING, "another")
    assert differences(document, later) == []


def test_bookkeeping_is_that_of_publishing() -> None:
    assert BOOKKEEPING == OF_PUBLISHING


@pytest.mark.parametrize("kind", Kind.values)
def test_first_document_is_told_in_full(seeds: Public, kind: str) -> None:
    """Without an earlier one, everything that it says is new, and nothing of it is left out."""
    for document in seeds.of_kind(kind):
        told = {change.key for change in differences(None, document)}
        said = {key for key, value in document.items() if value not in (None, [], {})}
        assert told >= said - BOOKKEEPING - {"id", "kind"}
