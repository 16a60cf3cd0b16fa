"""Shapes: which models an entry of each kind is made of. Their fields come from the models.

The order of the kinds is the order of an export, and of an import: what others refer to comes
first, so that only references within a kind can point forward.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from django.db import models

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_columns
from coalition.imprecise_dates import ImpreciseDate
from coalition.interchange.columns import Column, column_of
from coalition.interchange.rules import Getter, OnceRule, Rule, check_rules, once_rules
from coalition.models import (
    CLAIM_SUBJECTS,
    Alliance,
    AllianceMembership,
    AllianceName,
    Attendance,
    Claim,
    Election,
    ElectionOutcome,
    Leader,
    LeaderName,
    Meeting,
    Office,
    Party,
    PartyMembership,
    PartyName,
    Record,
    SeatPosition,
    SeatSharingTalk,
    Source,
    Statement,
)

#: What a stored record keeps, and a new one is given, if its entry leaves it out: None in a row.
KEPT = ("uid", "version", "stage", "created_at")


class Layout:
    """The columns of one model in their order, without those that an entry's structure tells."""

    def __init__(self, model: type[models.Model], *, told: Iterable[str] = ()) -> None:
        left_out = {model._meta.pk.name, *told}
        for f in model._meta.concrete_fields:
            if isinstance(f, ImpreciseDateField):
                left_out |= set(imprecise_date_columns(f.name)[1:])
        fields = [f for f in model._meta.concrete_fields if f.name not in left_out]
        is_record = issubclass(model, Record)
        if is_record:
            first = ("slug", *KEPT)
            fields.sort(key=lambda f: first.index(f.name) if f.name in first else len(first))
        self.model = model
        self.columns: tuple[Column, ...] = tuple(column_of(f, i) for i, f in enumerate(fields))
        self.attnames = tuple(column.attname for column in self.columns)
        self.by_key = {column.key: column for column in self.columns}
        self.references = tuple(column for column in self.columns if column.refers_to)
        self.required = tuple(column for column in self.columns if column.is_required)
        #: What to select from the database, in an order that `assembled` understands.
        self.selected: tuple[str, ...] = tuple(
            name
            for column in self.columns
            for name in (
                imprecise_date_columns(column.key) if column.is_date else (column.attname,)
            )
        )
        self._has_dates = any(column.is_date for column in self.columns)
        kept = KEPT if is_record else ()
        #: Defaults that depend on the moment or the settings are asked for each time.
        self._asked = [
            (c.index, c.field.default)
            for c in self.columns
            if c.field.has_default() and callable(c.field.default) and c.key not in kept
        ]
        asked = {index for index, _default in self._asked}
        self._blank = [
            None if c.is_date or c.key in kept or c.index in asked else c.field.get_default()
            for c in self.columns
        ]
        self.rules: tuple[Rule, ...] = check_rules(model, self.getter)

    def blank(self) -> list[Any]:
        """The values of a row about which nothing is said."""
        values = self._blank.copy()
        for index, default in self._asked:
            values[index] = default()
        return values

    def assembled(self, selected: Sequence[Any]) -> list[Any]:
        """The values of a row as it was selected: four database columns make one date."""
        if not self._has_dates:
            return list(selected)
        source = iter(selected)
        values: list[Any] = []
        for column in self.columns:
            if column.is_date:
                edtf, earliest, latest, label = islice(source, 4)
                values.append(ImpreciseDate(str(edtf), earliest, latest, label) if edtf else None)
            else:
                values.append(next(source))
        return values

    def getter(self, name: str) -> Getter | None:
        """How a constraint finds `name` in a row's values; None if it is not in an entry."""
        if name == "id":
            name = "slug"  # A reference is still a slug when the rules are checked.
        if column := self.by_key.get(name):
            index = column.index
            if column.is_date:
                return lambda row: row[index].edtf if row[index] else ""
            return lambda row: row[index]
        base, _, bound = name.rpartition("_")
        if base in self.by_key and self.by_key[base].is_date:
            index = self.by_key[base].index
            return lambda row: getattr(row[index], bound) if row[index] else None
        return None


@dataclass(frozen=True)
class Rows:
    """Rows nested in an entry under `key`. `identity` says which stored row is the same one."""

    key: str
    model: type[models.Model]
    owner: str
    identity: tuple[str, ...] = ()
    #: The field of `Claim` that points at such a row; empty if no claim can.
    claimed_as: str = ""

    @cached_property
    def layout(self) -> Layout:
        return Layout(self.model, told=(self.owner,))

    @cached_property
    def once(self) -> tuple[OnceRule, ...]:
        return once_rules(self.model, self.owner, self.layout.getter)

    @cached_property
    def identity_indexes(self) -> tuple[int, ...]:
        """Where the identity stands in a row; the whole row if none is declared."""
        names = self.identity or tuple(self.layout.by_key)
        return tuple(self.layout.by_key[name].index for name in names)


@dataclass(frozen=True)
class Shape:
    """One kind of entry."""

    kind: str
    model: type[Record]
    rows: tuple[Rows, ...] = ()
    claimed_as: str = ""
    #: Many-to-many fields, as lists of slugs.
    lists: dict[str, type[Record]] = field(default_factory=dict)

    @cached_property
    def layout(self) -> Layout:
        return Layout(self.model)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every key that an entry of this kind may have, in the order of an export."""
        rows = [rows.key for rows in self.rows]
        claims = ["claims"] if self.claimed_as else []
        return ("kind", *self.layout.by_key, *self.lists, *rows, *claims)


#: A claim is nested in what it speaks of, so that its subject goes without saying.
CLAIM_LAYOUT = Layout(Claim, told=CLAIM_SUBJECTS)

_NAME = ("name", "kind")

SHAPES: dict[str, Shape] = {
    shape.kind: shape
    for shape in (
        Shape("source", Source),
        Shape("party", Party, (Rows("other_names", PartyName, "party", _NAME),), "party"),
        Shape(
            "alliance",
            Alliance,
            (
                Rows("other_names", AllianceName, "alliance", _NAME),
                Rows(
                    "memberships",
                    AllianceMembership,
                    "alliance",
                    ("party", "since"),
                    "alliance_membership",
                ),
            ),
            "alliance",
        ),
        Shape(
            "leader",
            Leader,
            (
                Rows("other_names", LeaderName, "leader", _NAME),
                Rows(
                    "party_memberships",
                    PartyMembership,
                    "leader",
                    ("party", "since"),
                    "party_membership",
                ),
                Rows("offices", Office, "leader", ("title", "since"), "office"),
            ),
            "leader",
        ),
        Shape(
            "election",
            Election,
            (Rows("outcomes", ElectionOutcome, "election", ("party", "alliance"), "outcome"),),
            "election",
        ),
        Shape(
            "meeting",
            Meeting,
            # A leader without a party, and a party without a leader, have rows of their own.
            (Rows("attendances", Attendance, "meeting", ("party", "leader"), "attendance"),),
            "meeting",
        ),
        Shape(
            "seat_sharing_talk",
            SeatSharingTalk,
            # A position is never changed in place: the sum of a talk's agreed seats must be right
            # after every single statement.
            (Rows("positions", SeatPosition, "talk", (), "position"),),
            "talk",
            {"parties": Party, "meetings": Meeting},
        ),
        Shape("statement", Statement, (), "statement"),
    )
}

KINDS_IN_ORDER = tuple(SHAPES)

#: The kind of the record that a foreign key points at.
KIND_OF_MODEL: dict[type[models.Model], str] = {shape.model: kind for kind, shape in SHAPES.items()}
