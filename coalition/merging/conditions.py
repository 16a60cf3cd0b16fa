"""Whether the condition of a unique constraint holds for a row that is not stored yet."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.db.models.constants import LOOKUP_SEP


def holds(condition: Q, values: Mapping[str, Any]) -> bool:
    """Look at `values`, by attname, as the database would look at the row.

    Raises NotImplementedError for a look-up that no constraint has needed so far.
    """
    children: list[Any] = condition.children
    found = (
        holds(child, values) if isinstance(child, Q) else _matches(child[0], child[1], values)
        for child in children
    )
    if condition.connector not in (Q.AND, Q.OR):
        raise NotImplementedError(condition.connector)
    result = all(found) if condition.connector == Q.AND else any(found)
    return not result if condition.negated else result


def _matches(path: str, expected: Any, values: Mapping[str, Any]) -> bool:
    name, _separator, lookup = path.partition(LOOKUP_SEP)
    value = values[name] if name in values else values[f"{name}_id"]
    if lookup == "isnull":
        return (value is None) is expected
    if lookup == "in":
        return value in expected
    if lookup in ("", "exact"):
        return bool(value == expected)
    raise NotImplementedError(path)
