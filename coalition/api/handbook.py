"""The OpenAPI schema, arranged for the page that people read."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from coalition.api import deprecations
from coalition.api.deprecations import Deprecation
from coalition.api.kinds import PUBLIC_KINDS
from coalition.api.paths import Described, operations
from coalition.api.prose import paragraphs, sentence
from coalition.api.value_words import Value, value_of

#: An answer that as many operations give in the same words is told once.
_MANY = 20


@dataclass(frozen=True, slots=True)
class Item:
    """A parameter, a header, or a field of an object."""

    name: str
    place: str
    value: Value
    is_required: bool
    is_deprecated: bool
    description: str


@dataclass(frozen=True, slots=True)
class Example:
    media: str
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """A link of OpenAPI: where an answer leads."""

    operation: str
    description: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    description: str
    media: tuple[str, ...]
    value: Value | None
    headers: tuple[Item, ...]
    ways: tuple[Way, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent along."""

    description: str
    media: tuple[str, ...]
    value: Value | None
    is_required: bool
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation. Of the answers that are told once for many, `common` has the status and the
    anchor."""

    name: str
    tag: str
    method: str
    path: str
    summary: str
    description: str
    is_deprecated: bool
    schemes: list[str]
    #: Whether it answers without any of these too.
    is_open: bool
    parameters: list[Item]
    body: Body | None
    answers: list[Answer]
    common: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Component:
    name: str
    description: str
    fields: list[Item]
    value: Value


@dataclass(frozen=True)
class Handbook:
    """Everything on the page; what a program calls a tag is a chapter here."""

    schema: dict[str, Any]

    @property
    def title(self) -> str:
        return str(self.schema["info"]["title"])

    @property
    def description(self) -> str:
        return str(self.schema["info"]["description"])

    @property
    def server(self) -> str:
        return str(self.schema["servers"][0]["url"])

    @cached_property
    def chapters(self) -> list[tuple[str, list[Entry]]]:
        # Records first, in the order of the kinds; what is about the API itself comes last.
        kinds = [kind.path for kind in PUBLIC_KINDS.values()]
        found: dict[str, list[Entry]] = {path: [] for path in kinds}
        for operation in operations(self.schema):
            entry = _entry(operation, self.common_answers)
            found.setdefault(entry.tag, []).append(entry)
        return [
            (tag.replace("-", " ").replace("_", " "), found[tag]) for tag in found if found[tag]
        ]

    @cached_property
    def common_answers(self) -> dict[Answer, str]:
        """What many operations answer in the same words, with the anchor where it is told."""
        found = [
            answer
            for operation in operations(self.schema)
            for answer in _answers(operation.described)
        ]
        many = [answer for answer, number in Counter(found).items() if number >= _MANY]
        many.sort(key=lambda answer: answer.status)
        return {answer: f"answer-{number}" for number, answer in enumerate(many, 1)}

    @cached_property
    def shared_headers(self) -> list[Item]:
        """What any answer may have in its head: said once."""
        found = self.schema["components"].get("headers", {})
        return [_item(name, one, "header") for name, one in found.items()]

    @cached_property
    def schemes(self) -> list[tuple[str, str, str]]:
        """The name of each way to say who asks, of what sort it is, and what to know of it."""
        found = self.schema["components"].get("securitySchemes", {})
        return [
            (
                name,
                " ".join(str(one[key]) for key in ("type", "scheme", "in", "name") if key in one),
                paragraphs(one.get("description", "")),
            )
            for name, one in found.items()
        ]

    @cached_property
    def components(self) -> list[Component]:
        return [
            Component(
                name,
                paragraphs(str(found.get("description", ""))),
                list(_fields(found)),
                value_of(found),
            )
            for name, found in self.schema["components"]["schemas"].items()
        ]

    @property
    def deprecations(self) -> tuple[Deprecation, ...]:
        return deprecations.DEPRECATIONS


def _entry(operation: Described, common: Mapping[Answer, str]) -> Entry:
    found = operation.described
    body = found.get("requestBody")
    answers = list(_answers(found))
    return Entry(
        name=operation.name,
        tag=next(iter(found.get("tags", ())), "other"),
        method=operation.method.upper(),
        path=operation.path,
        summary=found.get("summary", ""),
        description=paragraphs(found.get("description", "")),
        is_deprecated=bool(found.get("deprecated")),
        schemes=[name for one in found.get("security", ()) for name in one],
        is_open={} in found.get("security", ()),
        parameters=[_item(one["name"], one, one["in"]) for one in found.get("parameters", ())],
        body=_body(body) if body else None,
        answers=[answer for answer in answers if answer not in common],
        common=[(answer.status, common[answer]) for answer in answers if answer in common],
    )


def _answers(described: dict[str, Any]) -> Iterator[Answer]:
    for status, found in sorted(described["responses"].items(), key=lambda pair: str(pair[0])):
        yield _answer(str(status), found)


def _item(name: str, found: dict[str, Any], place: str) -> Item:
    return Item(
        name=name,
        place=place,
        value=value_of(found.get("schema", {})),
        is_required=bool(found.get("required")),
        is_deprecated=bool(found.get("deprecated")),
        description=sentence(found.get("description", "")),
    )


def _answer(status: str, found: dict[str, Any]) -> Answer:
    content = found.get("content", {})
    return Answer(
        status=status,
        description=sentence(found.get("description", "")),
        media=tuple(content),
        value=_value_in(content),
        headers=tuple(
            _item(name, one, "header")
            for name, one in found.get("headers", {}).items()
            if "$ref" not in one
        ),
        ways=tuple(
            Way(one["operationId"], sentence(one.get("description", "")))
            for one in found.get("links", {}).values()
            if "operationId" in one
        ),
        examples=tuple(_examples(content)),
    )


def _body(found: dict[str, Any]) -> Body:
    content = found.get("content", {})
    return Body(
        description=sentence(found.get("description", "")),
        media=tuple(content),
        value=_value_in(content),
        is_required=bool(found.get("required")),
        examples=tuple(_examples(content)),
    )


def _value_in(content: dict[str, Any]) -> Value | None:
    """What stands in it, whichever of its media types is chosen."""
    schemas = [media["schema"] for media in content.values() if "schema" in media]
    return value_of(schemas[0]) if schemas else None


def _examples(content: dict[str, Any]) -> Iterator[Example]:
    for name, media in content.items():
        values = [one["value"] for one in media.get("examples", {}).values() if "value" in one]
        values += [media["example"]] if "example" in media else []
        for value in values:
            is_text = isinstance(value, str)
            text = value if is_text else json.dumps(value, ensure_ascii=False, indent=2)
            yield Example(name, text)


def _fields(component: dict[str, Any]) -> Iterator[Item]:
    required = component.get("required", ())
    for name, found in component.get("properties", {}).items():
        yield Item(
            name=name,
            place="",
            value=value_of(found),
            is_required=name in required,
            is_deprecated=bool(found.get("deprecated")),
            # The words of a vocabulary follow on after an empty line; its own entry has them.
            description=sentence(str(found.get("description", "")).partition("\n\n*")[0]),
        )
