"""Rules: the constraints of the models, evaluated in Python before the database is asked.

They stand in the models and nowhere else; here their conditions are compiled into functions on a
row's list of values. The database has the last word all the same.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

#: A row's values, by the index of their columns.
Values = list[Any]
Getter = Callable[[Values], Any]
#: From the name of a field to what reads it from a row's values.
Getters = Callable[[str], Getter]
#: None is SQL's "unknown", which a check constraint lets pass.
Condition = Callable[[Values], bool | None]

#: Ends of the names of constraints that hold by construction of an entry.
_IMPLIED = ("_known", "_bounds", "_whole", "_one_subject")

#: What to do about a constraint whose model has no message of its own, by the end of its name.
_REMEDIES = {
    "_qualified": "A number and its qualifier (exactly, at_least, about, at_most) go together.",
    "_approximate_start_given": "Only a start_time can be approximate. Give one.",
    "_positive": "The number must be above zero. Leave it out if it is not known.",
    "_another": "A record cannot refer to itself.",
    "_before_until": "It ends before it begins. Mend since or until.",
    "_before_concluded": "It ends before it begins. Mend began or concluded.",
    "_party_or_alliance": "Name a party or an alliance, and not both.",
    "_from_one": "Paragraphs are counted from 1.",
    "_once_per_kind": "This name is listed twice with the same kind. Leave one out.",
    "_once_per_start": "It is listed twice with the same beginning. Leave one out.",
    "_once_per_date": "It is listed twice with the same date. Leave one out.",
    "_once_per_party": "This party is listed twice. Leave one out.",
    "_once_per_alliance": "This alliance is listed twice. Leave one out.",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A check constraint. `key` is the field that a violation is reported at."""

    key: str
    message: str
    holds: Condition


@dataclass(frozen=True, slots=True)
class OnceRule:
    """A unique constraint among the rows of one owner."""

    message: str
    applies: Condition
    identity: Getter


def check_rules(model: type[models.Model], getters: Getters) -> tuple[Rule, ...]:
    """The check constraints of `model` that an entry can break."""
    rules = []
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            condition: Any = constraint.condition
            if not constraint.name.endswith(_IMPLIED):
                compiled = _compiled(condition, getters)
                rules.append(Rule(_first_key(condition), _message(constraint), compiled))
    return tuple(rules)


def once_rules(model: type[models.Model], owner: str, getters: Getters) -> tuple[OnceRule, ...]:
    """The unique constraints of `model` that hold among the rows of one `owner`."""
    return tuple(
        OnceRule(
            _message(constraint),
            _compiled(constraint.condition or models.Q(), getters),
            _tuple_of([getters(name) for name in constraint.fields if name != owner]),
        )
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and owner in constraint.fields
    )


def constraint_message(model: type[models.Model], text: str) -> str | None:
    """The message of the constraint of `model` that a database names in its error, if any."""
    for constraint in model._meta.constraints:
        if re.search(rf"\b{constraint.name}\b", text):
            return _message(constraint)
    for field in model._meta.concrete_fields:
        # As SQLite says it, and as PostgreSQL does.
        if field.unique and re.search(
            rf"\b{model._meta.db_table}\.{field.column}\b|Key \({field.column}\)=", text
        ):
            return f"Another record has this {field.name} since a moment ago. Give another one."
    return None


def _message(constraint: models.BaseConstraint) -> str:
    if constraint.violation_error_message != constraint.default_violation_error_message:
        return str(constraint.violation_error_message)
    remedies = (text for end, text in _REMEDIES.items() if constraint.name.endswith(end))
    return next(remedies, f"It breaks the rule {constraint.name}.")


def _first_key(condition: Any) -> str:
    child = condition.children[0]
    return _first_key(child) if isinstance(child, models.Q) else str(child[0].split("__")[0])


def _tuple_of(getters: list[Getter]) -> Getter:
    return lambda row: tuple(get(row) for get in getters)


def _compiled(condition: Any, getters: Getters) -> Condition:
    parts = [
        _compiled(child, getters) if isinstance(child, models.Q) else _comparison(child, getters)
        for child in condition.children
    ]
    decides = condition.connector == models.Q.OR
    negated = bool(condition.negated)

    def holds(row: Values) -> bool | None:
        result: bool | None = not decides
        for part in parts:
            found = part(row)
            if found is decides:
                return decides is not negated
            if found is None:
                result = None
        return None if result is None else result is not negated

    return holds if negated or len(parts) != 1 else parts[0]


def _name(reference: Any) -> str:
    return str(reference.name)


def _comparison(child: tuple[str, Any], getters: Getters) -> Condition:
    key, expected = child
    name, _, lookup = key.partition("__")
    get = getters(name)
    if lookup == "isnull":
        return lambda row: (get(row) is None) is expected
    if lookup == "in":
        return lambda row: get(row) in expected
    if lookup == "regex":
        pattern = re.compile(expected)
        return lambda row: pattern.search(get(row)) is not None
    if lookup == "" and not isinstance(expected, models.F):
        return lambda row: bool(get(row) == expected)
    other = getters(_name(expected)) if isinstance(expected, models.F) else lambda _row: expected
    if lookup == "":
        # Django negates an equality so that nulls pass, as None == something does here.
        return lambda row: bool(get(row) == other(row))
    compare = {"gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le}[lookup]

    def ordered(row: Values) -> bool | None:
        left, right = get(row), other(row)
        return None if left is None or right is None else bool(compare(left, right))

    return ordered
