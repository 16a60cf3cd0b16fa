"""Plans of PostgreSQL as it ran them, and the rows that they took in hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_LEDGER = {"coalition_edition", "coalition_editionlink"}


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A plan, and all that is in it."""
    yield plan
    for inner in plan.get("Plans", []):
        yield from nodes(inner)


def rows_taken(node: dict[str, Any]) -> int:
    """How many rows of the ledger the node took in hand, whether or not it kept them."""
    if node.get("Relation Name") not in _LEDGER and node["Node Type"] != "Bitmap Index Scan":
        return 0
    each = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    return round(node["Actual Loops"] * sum(node.get(name, 0) for name in each))
