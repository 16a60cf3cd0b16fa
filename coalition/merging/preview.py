"""Preview: what a merge would do, side by side, for whoever decides. Writes and locks nothing."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.merging.absorbing import Absorption, Move, absorb
from coalition.merging.aliases import missing_aliases, names_of
from coalition.merging.collisions import Collision
from coalition.merging.fields import FieldPair, field_pairs
from coalition.merging.owners import owner_of
from coalition.merging.refusals import check_pair
from coalition.models import ENDINGS, Claim, Edition, Record, Stage
from coalition.publishing.documents import kind_of_record
from coalition.publishing.gates import Gate, check_gates
from coalition.publishing.merging import gates_of_merge, mentions_of


@dataclass(frozen=True, slots=True)
class Moving:
    """Rows of one sort that will point at the primary, each in a few words."""

    label: str
    rows: list[str]


@dataclass(frozen=True, slots=True)
class Twins:
    """Two rows that become one. `claims` of the row that gives way go to the one that stays."""

    label: str
    about: str
    collision: Collision
    claims: int


@dataclass(frozen=True, slots=True)
class InPublic:
    """What readers will notice. Without `other`, a live edition, nothing."""

    other: Edition | None = None
    primary: Edition | None = None
    mentions: list[Edition] = field(default_factory=list)
    #: What keeps the primary from its next edition, and with it the merge from being done.
    gates: list[Gate] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Preview:
    primary: Record
    other: Record
    fields: list[FieldPair]
    moves: list[Moving]
    twins: list[Twins]
    #: References that would point at the record itself, in words.
    cleared: list[str]
    aliases: list[str]
    in_public: InPublic
    #: Whether the primary goes back to drafting, for nobody has approved what the other says.
    is_reopened: bool

    @property
    def differing(self) -> list[FieldPair]:
        return [pair for pair in self.fields if pair.is_differing]

    @property
    def filled(self) -> list[FieldPair]:
        return [pair for pair in self.fields if not pair.is_differing]

    @property
    def has_two_identities(self) -> bool:
        """Whether somebody outside the desk tells the two apart."""
        return any(pair.name == "wikidata_id" for pair in self.differing)


def preview(primary: Record, other: Record) -> Preview:
    """What `merge` would do with the two as they are; raises MergeRefused for two that cannot."""
    check_pair(primary, other)
    absorption = absorb(primary, other)
    return Preview(
        primary=primary,
        other=other,
        fields=field_pairs(primary, other),
        moves=_moving(absorption, primary, other),
        twins=_twins(absorption, primary, other),
        cleared=[_cleared(move, primary, other) for move in absorption.moves if move.cleared],
        aliases=missing_aliases(primary, names_of(other)),
        in_public=_in_public(primary, other),
        is_reopened=primary.stage == Stage.APPROVED and other.stage != Stage.APPROVED,
    )


def _moving(absorption: Absorption, *pair: Record) -> list[Moving]:
    by_model: dict[Any, list[str]] = defaultdict(list)
    for move in absorption.moves:
        by_model[type(move.row)].append(_about(move.row, *pair))
    return [Moving(_many(model), rows) for model, rows in by_model.items()]


def _many(model: Any) -> str:
    """What rows are called; those of a table between two like the side that declares it."""
    declared_by = model._meta.auto_created
    return str((declared_by or model)._meta.verbose_name_plural)


def _about(row: Any, *pair: Record) -> str:
    """A row in a few words: whose it is, unless that is one of the pair, and what it says."""
    owner = owner_of(row)
    if row._meta.auto_created or owner is row:
        return str(owner)
    if isinstance(row, Claim):
        return str(row)
    return str(row) if owner in pair else f"{owner}: {row}"


def _twins(absorption: Absorption, *pair: Record) -> list[Twins]:
    claims: dict[tuple[Any, Any], int] = defaultdict(int)
    for move in absorption.inner:
        if isinstance(move.row, Claim):
            name = next(iter(move.after))
            claims[name, move.row.__dict__[name]] += 1
    return [
        Twins(
            label=str(type(collision.gone)._meta.verbose_name),
            about=_about(collision.kept, *pair),
            collision=collision,
            claims=sum(count for (_name, key), count in claims.items() if key == collision.gone.pk),
        )
        for collision in absorption.collisions
        if not type(collision.gone)._meta.auto_created
    ]


def _cleared(move: Move, *pair: Record) -> str:
    names = ", ".join(str(pointer.verbose_name) for pointer in move.cleared)
    return _("%(row)s: “%(field)s” is emptied") % {"row": _about(move.row, *pair), "field": names}


def _in_public(primary: Record, other: Record) -> InPublic:
    newest: dict[Any, Edition] = {}
    pair = Edition.objects.filter(uid__in=[primary.uid, other.uid]).without_bodies()
    for edition in pair.order_by("number"):
        newest[edition.uid] = edition
    live = newest.get(other.uid)
    if live is None or live.cause in ENDINGS:
        return InPublic()
    kind = kind_of_record(primary)
    loaded = kind.rows(kind.model.objects.filter(pk=primary.pk)).get()
    gates = [
        *gates_of_merge(primary, other),
        *check_gates(loaded, kind.kind, today=timezone.localdate()),
    ]
    present = newest.get(primary.uid)
    return InPublic(
        other=live,
        primary=present if present is not None and present.is_live else None,
        mentions=list(mentions_of(other.uid).exclude(uid=primary.uid).without_bodies()),
        gates=[gate for gate in gates if gate.is_blocking],
    )
