"""Shapes: which models an entry of each kind is made of. Their fields come from the models.

The order of the kinds is the order of an export, and of an import: what others refer to comes
first, so that only references within a kind can point forward.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db import models

from coalition.interchange.layouts import Layout
from coalition.interchange.rules import OnceRule, once_rules
from coalition.models import (
    CLAIM_SUBJECTS,
    DECISION_SUBJECTS,
    Alliance,
    AllianceMembership,
    AllianceName,
    Attendance,
    Claim,
    Decision,
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


@dataclass(frozen=True)
class Attached:
    """What is nested in whatever it speaks of, so that its subject goes without saying."""

    key: str
    model: type[models.Model]
    subjects: tuple[str, ...]
    #: The field that no two of them on one subject may share, if there is one.
    once: str = ""

    @cached_property
    def layout(self) -> Layout:
        return Layout(self.model, told=self.subjects)


CLAIMS = Attached("claims", Claim, CLAIM_SUBJECTS)
DECISIONS = Attached("decisions", Decision, DECISION_SUBJECTS, once="field")


def attached_to(subject: str) -> tuple[Attached, ...]:
    """What can be attached to that which claims call `subject`; nothing to what they cannot."""
    return tuple(kind for kind in (CLAIMS, DECISIONS) if subject in kind.subjects)


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
        attached = [kind.key for kind in attached_to(self.claimed_as)]
        return ("kind", *self.layout.by_key, *self.lists, *rows, *attached)


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
