"""Tables: how a document becomes rows."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from coalition.api.flat.columns import Column, Facts, Sort
from coalition.models.editions import Kind

#: Between the items of a list in a CSV cell.
SEPARATOR = "|"

Wanted = Callable[[Facts], bool]


def everything(facts: Facts) -> bool:
    return True


class Differences(NamedTuple):
    """Of which rows of a document the sources differ; `settled` is None if it doesn't say."""

    disputed: frozenset[Hashable]
    settled: frozenset[Hashable] | None


class Row(NamedTuple):
    """What the columns of a row are read off."""

    number: int
    facts: Facts
    name: Hashable
    sources: dict[str, Facts]
    differences: Differences

    def cited(self) -> list[Facts]:
        """The sources of the row, each once, in the order of its claims."""
        named = dict.fromkeys(claim["source"] for claim in self.facts["claims"])
        return [self.sources[uid] for uid in named if uid in self.sources]


@dataclass(frozen=True, eq=False)
class Table:
    """One row for each item of the list `items` in the documents of `kind`.

    `name_of` names an item in the words of `disputed` and `settled`; `told_in` are the fields
    under which a difference on an item is told there.
    """

    name: str
    kind: Kind
    items: str
    noun: str
    component: str
    description: str
    heading: tuple[Column, ...]
    own: tuple[Column, ...]
    name_of: Callable[[Facts], Hashable]
    told_in: frozenset[str]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (*self.heading, *self.own)

    @cached_property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def key(self) -> list[str]:
        """The columns that together are unique."""
        return [self.names[0], "row"]

    def rows(
        self,
        document: Facts,
        wanted: Wanted = everything,
        *,
        numbers: Sequence[int] | None = None,
    ) -> Iterator[tuple[int, list[Any]]]:
        """The number, from 1, and the cells of each row that is `wanted`.

        `numbers` are those to look at, in that order; all if it is left out.
        """
        items = document[self.items]
        shared: tuple[list[Any], dict[str, Facts], Differences] | None = None
        for number in range(1, len(items) + 1) if numbers is None else numbers:
            facts = items[number - 1]
            if not wanted(facts):
                continue
            if shared is None:
                # Once for the document, and only if any row of it is wanted.
                shared = (
                    [column.read(document) for column in self.heading],
                    {source["id"]: source for source in document["sources"]},
                    self._differences(document),
                )
            heading, sources, differences = shared
            row = Row(number, facts, self.name_of(facts), sources, differences)
            yield number, [*heading, *[column.read(row) for column in self.own]]

    def _differences(self, document: Facts) -> Differences:
        settled = document.get("settled")
        return Differences(
            self._named(document["disputed"]), None if settled is None else self._named(settled)
        )

    def _named(self, told: Sequence[Facts]) -> frozenset[Hashable]:
        return frozenset(self.name_of(item) for item in told if item["field"] in self.told_in)


def row_number_column(noun: str) -> Column:
    return Column(
        name="row",
        sort=Sort.WHOLE,
        description=f"The number of the row in the document of {noun}, from 1.",
        read=lambda row: row.number,
    )


def claim_columns(noun: str) -> tuple[Column, ...]:
    """Who says so, and whether others say otherwise; the words themselves are in the document."""
    return (
        Column(
            name="claims",
            sort=Sort.WHOLE,
            unit="claims",
            description=f"How many claims of sources speak of {noun}.",
            read=lambda row: len(row.facts["claims"]),
        ),
        Column(
            name="publishers",
            sort=Sort.LIST,
            description="Who published the reports behind those claims, each once.",
            read=lambda row: _each_once(row, "publisher"),
            null="no publisher is known",
        ),
        Column(
            name="source_urls",
            sort=Sort.LIST,
            description="The addresses of those reports, each once.",
            read=lambda row: _each_once(row, "url"),
            null="no address is known",
        ),
        Column(
            name="disputed",
            sort=Sort.TRUTH,
            description=f"Whether sources differ on {noun} and the desk has not decided.",
            read=lambda row: row.name in row.differences.disputed,
        ),
        Column(
            name="settled",
            sort=Sort.TRUTH,
            description=f"Whether sources differ on {noun} and the desk has decided.",
            read=lambda row: (
                None if row.differences.settled is None else row.name in row.differences.settled
            ),
            null="an edition from before this was told",
        ),
    )


def _each_once(row: Row, key: str) -> list[str] | None:
    return list(dict.fromkeys(source[key] for source in row.cited() if source[key])) or None
