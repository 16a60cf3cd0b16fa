"""`rules.csv`: who gets which status for what, by the stage of the record.

A line is a rule. `always` is the status whatever the stage; else each stage has its own. `others`
are all but the broken, `public` and `records` all acts of either half, `steps` all steps.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from tests.api.access.callers import SORTS

TABLE = Path(__file__).with_name("rules.csv")
_GROUPS = {
    "everybody": " ".join(SORTS),
    "others": " ".join(sort for sort in SORTS if sort != "broken"),
    "steps": "submit return approve publish correct schedule unschedule withdraw",
}
_GROUPS["public"] = "ask document entity flyout options other"
_GROUPS["records"] = (
    f"root list create read write bulk delete {_GROUPS['steps']} read-source write-source "
    "bulk-source delete-source options-records other-records other-reads-records"
)


@dataclass(frozen=True)
class Rule:
    line: int
    who: frozenset[str]
    does: frozenset[str]
    statuses: dict[str, str]

    @property
    def is_the_same(self) -> bool:
        """Whatever the stage."""
        return bool(self.statuses["always"])

    def status(self, stage: str) -> int:
        return int(self.statuses["always"] or self.statuses[stage])


def rules() -> list[Rule]:
    with TABLE.open(newline="") as file:
        return [
            Rule(line, _words(row.pop("who")), _words(row.pop("does")), row)
            for line, row in enumerate(csv.DictReader(file), start=2)
        ]


def _words(cell: str) -> frozenset[str]:
    return frozenset(word for name in cell.split() for word in _GROUPS.get(name, name).split())


class Book:
    """The rules, by who and what; raises KeyError for what none is about."""

    def __init__(self) -> None:
        self._by: dict[tuple[str, str], Rule] = {}
        self.twice: list[str] = []
        for rule in rules():
            for who in rule.who:
                for act in rule.does:
                    if (who, act) in self._by:
                        self.twice.append(f"{who} {act}: line {rule.line} too")
                    self._by[who, act] = rule

    def pairs(self) -> set[tuple[str, str]]:
        return set(self._by)

    def rule(self, who: str, act: str) -> Rule:
        return self._by[who, act]
