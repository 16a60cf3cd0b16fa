"""Rules: the check constraints of the models, evaluated in Python before the database is asked.

The rules stand in the models and nowhere else; here their conditions are compiled into functions on
a row's list of values. The database has the last word all the same.
"""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

#: A row's values, by the index of their columns.
Values = list[Any]
Getter = Callable[[Values], Any]
#: None is SQL's "unknown", which a check constraint lets pass.
Condition = Callable[[Values], bool | None]

#: True by construction of a `Column`, or of the row as a whole.
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


def check_rules(
    model: type[models.Model], getter: Callable[[str], Getter | None]
) -> tuple[Rule, ...]:
    """The check constraints of `model` that can fail; `getter` says how to read a field's value."""
    return tuple(
        Rule(
            _keys(constraint.condition)[0],
            _message(constraint),
            _compiled(constraint.condition, getter),
        )
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and not constraint.name.endswith(_IMPLIED)
    )


def once_rules(
    model: type[models.Model], owner: str, getter: Callable[[str], Getter | None]
) -> tuple[OnceRule, ...]:
    """The unique constraints of `model` that hold among the rows of one `owner`."""
    return tuple(
        OnceRule(
            _message(constraint),
            _compiled(constraint.condition, getter) if constraint.condition else lambda _row: True,
            _tuple_of([_required(name, getter) for name in constraint.fields if name != owner]),
        )
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and owner in constraint.fields
    )


def constraint_message(model: type[models.Model], text: str) -> str | None:
    """The message of the constraint of `model` that a database names in its error, if any."""
    for constraint in model._meta.constraints:
        if re.search(rf"\b{constraint.name}\b", text):
            return _message(constraint)
    return None


def _message(constraint: models.BaseConstraint) -> str:
    if constraint.violation_error_message != constraint.default_violation_error_message:
        return str(constraint.violation_error_message)
    endings = (text for ending, text in _REMEDIES.items() if constraint.name.endswith(ending))
    return next(endings, f"It breaks the rule {constraint.name}.")


def _keys(condition: Any) -> list[str]:
    found: list[str] = []
    for child in condition.children:
        found += _keys(child) if isinstance(child, models.Q) else [child[0].split("__")[0]]
    return found


def _tuple_of(getters: list[Getter]) -> Getter:
    return lambda row: tuple(get(row) for get in getters)


def _required(name: str, getter: Callable[[str], Getter | None]) -> Getter:
    found = getter(name)
    if found is None:
        raise LookupError(f"A constraint names the field {name}, which is in no entry.")
    return found


def _compiled(condition: models.Q, getter: Callable[[str], Getter | None]) -> Condition:
    parts = list(_parts(condition, getter))
    whole = _all(parts) if condition.connector == models.Q.AND else _any(parts)
    if not condition.negated:
        return whole

    def negation(row: Values) -> bool | None:
        found = whole(row)
        return None if found is None else not found

    return negation


def _parts(condition: models.Q, getter: Callable[[str], Getter | None]) -> Iterator[Condition]:
    for child in condition.children:
        if isinstance(child, models.Q):
            yield _compiled(child, getter)
        else:
            key, expected = child
            name, _, lookup = key.partition("__")
            yield _comparison(_required(name, getter), lookup or "exact", expected, getter)


def _all(parts: list[Condition]) -> Condition:
    def condition(row: Values) -> bool | None:
        result: bool | None = True
        for part in parts:
            found = part(row)
            if found is False:
                return False
            if found is None:
                result = None
        return result

    return condition


def _any(parts: list[Condition]) -> Condition:
    def condition(row: Values) -> bool | None:
        result: bool | None = False
        for part in parts:
            found = part(row)
            if found:
                return True
            if found is None:
                result = None
        return result

    return condition


def _comparison(
    get: Getter, lookup: str, expected: Any, getter: Callable[[str], Getter | None]
) -> Condition:
    if lookup == "isnull":
        return lambda row: (get(row) is None) is expected
    if lookup == "in":
        return lambda row: get(row) in expected
    if lookup == "regex":
        pattern = re.compile(expected)
        return lambda row: pattern.search(get(row)) is not None
    other = (
        _required(expected.name, getter)
        if isinstance(expected, models.F)
        else lambda _row: expected
    )
    if lookup == "exact":
        # Django negates an equality so that nulls pass, as None == something does here.
        return lambda row: get(row) == other(row)
    compare = {"gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le}[lookup]

    def ordered(row: Values) -> bool | None:
        left, right = get(row), other(row)
        return None if left is None or right is None else compare(left, right)

    return ordered
