"""Reconciliation queries: read as the protocol has them, answered by the same resolver.

What is wrong with the shape of a batch is refused as a whole, for a program made it. What is wrong
with a value is the matter of one row of somebody's table: it never fails the others, and its own
row is answered without a match.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError as WrongValue
from rest_framework.exceptions import ValidationError

from coalition.api.candidates import features_of
from coalition.api.filter_fields import RegionField
from coalition.api.name_questions import NAME_LIMIT, read_day
from coalition.api.parameters import echo, has_control, unknown_parameter
from coalition.api.reconciling.spec import PROPERTIES, TYPES, type_entry
from coalition.models.editions import Kind
from coalition.resolving import (
    DEFAULT_LIMIT,
    MAX_LIMIT,
    NAMED,
    Asked,
    Bearer,
    Candidate,
    Question,
    Resolver,
)

_FIELDS = ("query", "type", "type_strict", "limit", "properties")
_STRICTNESS = ("any", "all", "should")
#: Each of them is looked up among all names. A cell that holds more is no list of parties.
_MOST_PARTIES = 10
#: A cell with a date is sent as a moment.
_MIDNIGHT = re.compile(r"T00:00(:00(\.0+)?)?(Z|\+00:00)?$", re.ASCII)

Entry = dict[str, Any]


def read_queries(batch: Any) -> dict[str, Question]:
    """The questions by their keys; raises ValidationError, which names the field at fault."""
    if not isinstance(batch, dict):
        raise ValidationError({"queries": ["Give an object of queries under keys."]})
    if any(has_control(key) for key in batch):
        raise ValidationError({"queries": ["Control characters are not accepted in keys."]})
    return {key: _question(query, f"queries.{echo(key)}") for key, query in batch.items()}


def answer_queries(questions: Mapping[str, Question], resolver: Resolver) -> Entry:
    return {
        key: {"result": [_result(found) for found in _candidates(question, resolver)]}
        for key, question in questions.items()
    }


def describe(bearer: Bearer, party: Bearer | None) -> str:
    """A few words that tell namesakes apart."""
    kind = TYPES[bearer.kind.value]
    more = [bearer.abbreviation, bearer.region, party.name if party else ""]
    return ", ".join([kind, *filter(None, more)])


def _candidates(question: Question, resolver: Resolver) -> list[Candidate]:
    return resolver.resolve(question) if question.name else []


def _result(found: Candidate) -> Entry:
    return {
        "id": found.bearer.uid,
        "name": found.bearer.name,
        "description": describe(found.bearer, found.party),
        "score": found.score,
        "match": found.is_match,
        "type": [type_entry(found.bearer.kind.value)],
        "features": features_of(found),
    }


def _question(query: Any, where: str) -> Question:
    if not isinstance(query, dict):
        raise ValidationError({where: ["Give an object with a query."]})
    for name in query:
        if name not in _FIELDS:
            raise ValidationError(
                {f"{where}.{echo(name)}": [unknown_parameter(name, _FIELDS, "field")]}
            )
    name = query.get("query", "")
    if not isinstance(name, str):
        raise ValidationError({f"{where}.query": ["Give a text."]})
    if query.get("type_strict") not in (None, *_STRICTNESS):
        raise ValidationError({f"{where}.type_strict": ["Choose one of: any, all, should."]})
    asked, is_doubtful = _asked(query.get("properties") or [], f"{where}.properties")
    # No name is as long, so that nothing is like it.
    is_name = bool(name.strip()) and len(name) <= NAME_LIMIT and not has_control(name)
    return Question(
        name=name if is_name else "",
        kinds=_kinds(query.get("type"), f"{where}.type", has_party=bool(asked.parties)),
        asked=asked,
        limit=_limit(query.get("limit"), f"{where}.limit"),
        is_doubtful=is_doubtful,
    )


def _kinds(given: Any, where: str, *, has_party: bool) -> list[Kind]:
    words = given if isinstance(given, list) else [] if given in (None, "") else [given]
    if not all(isinstance(word, str) for word in words):
        raise ValidationError({where: ["Give the id of a type, or a list of them."]})
    if not words:
        return [Kind.LEADER] if has_party else list(NAMED)
    # Of a type that is not from here there is nothing.
    return [kind for kind in NAMED if kind.value in words]


def _limit(given: Any, where: str) -> int:
    if given is None:
        return DEFAULT_LIMIT
    if isinstance(given, bool) or not isinstance(given, int | float) or given < 1:
        raise ValidationError({where: ["Give a whole number from 1 on."]})
    return int(min(given, MAX_LIMIT))


def _asked(properties: Any, where: str) -> tuple[Asked, bool]:
    """What is asked beside the name, and whether some value of it could not be understood."""
    if not isinstance(properties, list):
        raise ValidationError({where: ["Give a list of objects with pid and v."]})
    values: dict[str, list[str]] = {}
    for number, given in enumerate(properties):
        at = f"{where}.{number}"
        if not isinstance(given, dict) or not {"pid", "v"} <= given.keys():
            raise ValidationError({at: ["Give an object with pid and v."]})
        name = given["pid"]
        if not isinstance(name, str) or name not in PROPERTIES:
            detail = unknown_parameter(str(name), list(PROPERTIES), "property")
            raise ValidationError({f"{at}.pid": [detail]})
        found = given["v"] if isinstance(given["v"], list) else [given["v"]]
        values.setdefault(name, []).extend(_value(value, f"{at}.v") for value in found)
    is_doubtful = any(has_control(text) for texts in values.values() for text in texts)
    on = region = None
    try:
        if days := values.get("on"):
            (day,) = days
            on = read_day(_MIDNIGHT.sub("", day.strip()))
    except (WrongValue, ValueError):
        is_doubtful = True
    try:
        if regions := values.get("region"):
            (place,) = regions
            region = RegionField().read(place.strip().upper())
    except (WrongValue, ValueError):
        is_doubtful = True
    parties = [text[:NAME_LIMIT] for text in values.get("party", ()) if text.strip()]
    if len(parties) > _MOST_PARTIES:
        parties, is_doubtful = parties[:_MOST_PARTIES], True
    return Asked(parties=parties, on=on, region=region or ""), is_doubtful


def _value(value: Any, where: str) -> str:
    """A value as text: of a cell that was reconciled before, its identifier."""
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return str(value["id"])
    if isinstance(value, str | int | float):
        return str(value)
    raise ValidationError({where: ["Give a text, a number, or an object with an id."]})
