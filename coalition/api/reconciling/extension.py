"""Data extension: columns for records that were reconciled before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError as WrongValue
from rest_framework.exceptions import ValidationError

from coalition.api.candidates import document_url
from coalition.api.name_questions import read_day
from coalition.api.parameters import echo, has_control, unknown_parameter
from coalition.api.reconciling.spec import PROPERTIES, Property, type_entry
from coalition.page_addresses import page_url
from coalition.resolving import Bearer, Resolver, Span

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    property: Property
    on: Span | None


@dataclass(frozen=True, slots=True)
class Extension:
    ids: list[str]
    columns: list[Column]


def read_extension(asked: Any) -> Extension:
    """Raises ValidationError, which names the field at fault."""
    if not isinstance(asked, dict) or not {"ids", "properties"} <= asked.keys():
        raise ValidationError({"extend": ["Give an object with ids and properties."]})
    for name in asked:
        if name not in ("ids", "properties"):
            detail = unknown_parameter(name, ["ids", "properties"], "field")
            raise ValidationError({f"extend.{echo(name)}": [detail]})
    ids, properties = asked["ids"], asked["properties"]
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise ValidationError({"extend.ids": ["Give a list of identifiers."]})
    if any(has_control(one) for one in ids):
        raise ValidationError({"extend.ids": ["Control characters are not accepted."]})
    if not isinstance(properties, list):
        raise ValidationError({"extend.properties": ["Give a list of objects with an id."]})
    columns: dict[str, Column] = {}
    for number, found in enumerate(properties):
        column = _column(found, f"extend.properties.{number}")
        if column.property.id in columns:
            # In the answer a row has each property once.
            detail = "Ask for each property once."
            raise ValidationError({f"extend.properties.{number}.id": [detail]})
        columns[column.property.id] = column
    return Extension(list(dict.fromkeys(ids)), list(columns.values()))


def answer_extension(asked: Extension, resolver: Resolver) -> Entry:
    """A row for every id that was asked for; one that nothing public has is empty."""
    return {
        "meta": [_meta(column.property) for column in asked.columns],
        "rows": {uid: _row(uid, asked.columns, resolver) for uid in asked.ids},
    }


def _column(given: Any, where: str) -> Column:
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise ValidationError({where: ["Give an object with an id."]})
    # What belongs to a row of one's own table is nothing to make a column of.
    offered = [known for known in PROPERTIES if known != "on"]
    if given["id"] not in offered:
        raise ValidationError(
            {f"{where}.id": [unknown_parameter(given["id"], offered, "property")]}
        )
    return Column(PROPERTIES[given["id"]], _on(given.get("settings") or {}, f"{where}.settings"))


def _on(settings: Any, where: str) -> Span | None:
    if not isinstance(settings, dict):
        raise ValidationError({where: ["Give an object."]})
    for name in settings:
        if name != "on":
            raise ValidationError({where: [unknown_parameter(name, ["on"], "setting")]})
    text = settings.get("on") or ""
    if not isinstance(text, str):
        raise ValidationError({f"{where}.on": ["Give a day, such as 2023-12-06."]})
    try:
        return read_day(text) if text.strip() else None
    except WrongValue as error:
        raise ValidationError({f"{where}.on": error.messages}) from None


def _meta(found: Property) -> Entry:
    return {"id": found.id, "name": found.name} | (
        {"type": type_entry(found.type)} if found.type else {}
    )


def _row(uid: str, columns: Iterable[Column], resolver: Resolver) -> Mapping[str, list[Entry]]:
    bearer = resolver.register.by_uid.get(uid)
    return {
        column.property.id: [] if bearer is None else _values(bearer, column, resolver)
        for column in columns
    }


def _values(bearer: Bearer, column: Column, resolver: Resolver) -> list[Entry]:
    match column.property.id:
        case "party":
            return [_entity(party) for party in resolver.parties_on(bearer, column.on)]
        case "alliance":
            return [_entity(host) for host in resolver.alliances_on(bearer, column.on)]
        case "offices":
            return [{"str": office.title} for office in resolver.offices_of(bearer, column.on)]
        case "region":
            held = [office.region for office in resolver.offices_of(bearer, column.on)]
            return _texts(bearer.region, *held)
        case "other_names":
            own = (name.text for name in bearer.names)
            return _texts(*(name for name in own if name not in (bearer.name, bearer.abbreviation)))
        case "url":
            return _texts(page_url(bearer.kind, bearer.slug))
        case "document_url":
            return _texts(document_url(bearer))
        case "wikidata":
            return _texts(bearer.wikidata_id)
        case "kind":
            return _texts(bearer.kind.value)
        case "abbreviation":
            return _texts(bearer.abbreviation)
        case _:
            return _texts(bearer.name)


def _texts(*texts: str) -> list[Entry]:
    return [{"str": text} for text in dict.fromkeys(texts) if text]


def _entity(bearer: Bearer) -> Entry:
    return {"id": bearer.uid, "name": bearer.name}
