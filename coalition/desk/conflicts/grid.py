"""The grid of facts by sources: what each report says of each fact, and what the record says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from coalition.models import Attendance, Claim, Decision, Meeting, Record, Source
from coalition.publishing.documents import kind_of_record
from coalition.publishing.documents.claims import claims_of, source_document, source_order
from coalition.publishing.documents.differences import (
    Difference,
    claims_by_fact,
    decisions_of,
    differences,
)
from coalition.publishing.facts import Fact, facts_of, unknown_fact


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim as a cell shows it: its value in words, or that it agrees."""

    claim: Claim
    value: str
    is_contrary: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source says of one fact; nothing if it is silent."""

    source: Source
    sayings: list[Saying]


@dataclass(slots=True)
class Row:
    """One fact of `owner`, which is the record or one of its rows."""

    key: str
    label: str
    owner: Any
    fact: Fact
    cells: list[Cell]
    difference: Difference | None
    decision: Decision | None

    @property
    def present(self) -> str:
        """What the record says, in words."""
        return worded(self.fact, self.fact.told(self.owner))

    @property
    def sayings(self) -> list[Saying]:
        return [saying for cell in self.cells for saying in cell.sayings]

    @property
    def has_contrary(self) -> bool:
        return any(saying.is_contrary for saying in self.sayings)

    @property
    def is_marked(self) -> bool:
        """Whether there is something to look at: sources differ, or the record from its source."""
        return self.difference is not None or self.has_contrary

    @property
    def is_settled(self) -> bool:
        return self.difference is not None and self.difference.is_settled

    @property
    def standing(self) -> str:
        """How the fact stands, in a word that needs no colour."""
        if self.difference is None:
            return _("The record differs from its source") if self.has_contrary else ""
        if self.decision is None:
            return _("Sources differ: undecided")
        return _("Left open") if self.decision.is_open else _("Sources differ: settled")


@dataclass(slots=True)
class Group:
    """Rows under one heading."""

    title: str
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    record: Record
    sources: list[Source]
    groups: list[Group]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def marked(self) -> list[Row]:
        return [row for row in self.rows if row.is_marked]

    @property
    def undecided(self) -> list[Row]:
        return [row for row in self.marked if row.decision is None]


def grid_of(record: Record, *, with_silent: bool = False) -> Grid:
    """The grid of a meeting or talk, in as many queries whatever its size.

    A fact that no column holds a value of and no claim speaks of is left out, unless `with_silent`.
    """
    kind = kind_of_record(record)
    loaded = kind.rows(kind.model.objects.filter(pk=record.pk)).get()
    owned = loaded.attendances.all() if isinstance(loaded, Meeting) else loaded.positions.all()
    owners = [loaded, *owned]
    found = {claim.source_id: claim.source for owner in owners for claim in claims_of(owner)}
    sources = sorted(found.values(), key=lambda source: source_order(source_document(source)))
    facts = Group(_("The meeting") if isinstance(loaded, Meeting) else _("The talks"))
    facts.rows = list(_rows(loaded, sources, with_silent=with_silent))
    rows = Group(_("Who came") if isinstance(loaded, Meeting) else _("Positions"))
    for owner in owned:
        rows.rows += _rows(owner, sources, with_silent=False)
    return Grid(loaded, sources, [group for group in (facts, rows) if group.rows])


def _rows(owner: Any, sources: list[Source], *, with_silent: bool) -> Iterator[Row]:
    by_fact = claims_by_fact(owner)
    known = {fact.name for fact in facts_of(owner)}
    found = {difference.fact.name: difference for difference in differences(owner)}
    decisions = decisions_of(owner)
    unknown = [fact for name, (fact, _claims) in by_fact.items() if name not in known]
    whole = [claim for claim in claims_of(owner) if not claim.field]
    facts = [*facts_of(owner), *unknown]
    if whole and isinstance(owner, Record):
        by_fact[""] = (unknown_fact(""), whole)
        facts.append(by_fact[""][0])
    for fact in facts:
        claims = by_fact.get(fact.name, (fact, []))[1]
        is_filled = bool(fact.say(owner)) and not fact.parts
        if fact.is_of_row:
            is_filled = fact.name == ""
        if claims or is_filled or (with_silent and not fact.parts):
            yield Row(
                key=f"{owner._meta.model_name}-{owner.pk}-{fact.name or 'row'}",
                label=_label(owner, fact),
                owner=owner,
                fact=fact,
                cells=[_cell(owner, fact, source, claims) for source in sources],
                difference=found.get(fact.name),
                decision=decisions.get(fact.name) if fact.name or fact.is_of_row else None,
            )


def _label(owner: Any, fact: Fact) -> str:
    if isinstance(owner, Record):
        return str(fact.label) if fact.name else _("As a whole")
    if isinstance(owner, Attendance):
        name = named(owner)
    else:
        name = f"{owner.party} {owner.get_position_display()}"
        if owner.to_party:
            name += " " + _("to %s") % owner.to_party
    return f"{name}: {fact.label}" if fact.name else name


def named(row: Attendance) -> str:
    """Who a row is about: “Vaiko (MDMK)”, or the party as such."""
    if row.leader is None:
        return str(row.party)
    party = row.party.abbreviation or row.party.name if row.party else ""
    return f"{row.leader} ({party})" if party else str(row.leader)


def _cell(owner: Any, fact: Fact, source: Source, claims: list[Claim]) -> Cell:
    own = fact.own(owner)
    return Cell(
        source,
        [
            Saying(
                claim,
                worded(fact, claim.value),
                bool(claim.value)
                and fact.meaning(claim.value, owner) not in {own, *fact.superseded},
            )
            for claim in claims
            if claim.source_id == source.pk
        ],
    )


def worded(fact: Fact, value: str) -> str:
    """A value as an editor reads it: of a vocabulary its label, in capitals as forms have it."""
    if fact.choices is None or not value:
        return value
    meant = fact.meant(value)
    return str(fact.choices(meant).label) if meant in fact.choices.values else value
