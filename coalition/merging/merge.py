"""The merge itself, in one transaction: rows, fields, names, the public, and what undoing takes."""

import copy
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.editing.audit import DELETION, log
from coalition.merging.absorbing import Absorption, absorb, grouped
from coalition.merging.aliases import alias_of, missing_aliases, names_of
from coalition.merging.collisions import filled_columns
from coalition.merging.facts import contradicted
from coalition.merging.fields import Side, changed_columns, field_pairs, take_over
from coalition.merging.journal import Journal
from coalition.merging.owners import lock, owners_of, touch
from coalition.merging.refusals import MERGEABLE, MergeRefused, check_pair, in_words
from coalition.merging.relations import values_of
from coalition.models import Claim, Merge, Record, ScheduledPublication, Stage, StaleRecordError
from coalition.publishing.documents import kind_of_record
from coalition.publishing.gates import GatesClosed
from coalition.publishing.ledger import take_turn
from coalition.publishing.merging import merge_in_public
from coalition.publishing.review import TransitionRefused, reopen_for_edit
from coalition.revisions import keep, keep_before

__all__ = ["MERGEABLE", "MergeRefused", "merge"]


def merge(
    primary: Record,
    other: Record,
    *,
    choices: Mapping[str, str] | None = None,
    by: Any,
    now: datetime | None = None,
) -> Merge:
    """Let `other` become part of `primary`, as records and in public, and return what undoes it.

    `choices` says of a field whose value is kept ("primary" or "other"); without one that of the
    primary is, or the other's if the primary has none. Both are as the caller read them: raises
    StaleRecordError if either has changed since, MergeRefused for what cannot be, and in both cases
    writes nothing.
    """
    check_pair(primary, other)
    now = now or timezone.now()
    names = {"other": str(other), "primary": str(primary)}
    words = _("Merged “%(other)s” into “%(primary)s”.") % names
    try:
        with transaction.atomic():
            return _merge(primary, other, choices or {}, words, by=by, now=now)
    except IntegrityError as error:
        raise MergeRefused(
            _(
                "The two cannot be one as they are: rows of theirs contradict one another. Nothing "
                "was changed. Look at the rows that both have, and mend or remove one of each."
            )
        ) from error
    except GatesClosed as closed:
        raise MergeRefused(
            _("%s Nothing was changed. Put that right first, then merge them.") % closed
        ) from closed
    except TransitionRefused as refused:
        raise MergeRefused(str(refused)) from refused


def _merge(
    primary: Record,
    other: Record,
    choices: Mapping[str, str],
    words: str,
    *,
    by: Any,
    now: datetime,
) -> Merge:
    # Nobody publishes between here and the end; then rows, what names the two before the two.
    take_turn()
    primary, other, absorption = _locked(primary, other)
    touched = owners_of(absorption, primary, other)
    keep_before(primary)
    journal = Journal()
    before = copy.copy(primary)
    pair: tuple[Any, Any] = (before, other)
    claims = [(record, list(record.claims.all())) for record in pair]
    _move_rows(absorption, journal)
    _save_primary(primary, before, other, choices, journal, by=by, now=now)
    for record, said in claims:
        for claim, value in contradicted(said, said=record, against=primary):
            journal.set(Claim, [claim.pk], {"value": ""}, {"value": value})
    for name in missing_aliases(primary, [*names_of(other), *names_of(before)]):
        journal.insert(alias_of(primary, name))
    _take_off_schedule(other, journal)
    for model, keys in touched.items():
        journal.touch(model, keys)
    log([other], by=by, words=words, act=DELETION)
    journal.delete(type(other), [values_of(other)])
    touch(touched, by=by, words=words)
    keep(primary, by=by, words=words)
    log([primary], by=by, words=words)
    span = merge_in_public(primary, other, by=by, now=now)
    if span is not None:
        journal.public(*span)
    journal.left(primary.version)
    return Merge.objects.create(
        kind=kind_of_record(primary).kind,
        primary_uid=primary.uid,
        primary_name=str(before)[:200],
        other_uid=other.uid,
        other_name=str(other)[:200],
        moves=journal.entries,
        merged_at=now,
        merged_by=by,
    )


def _locked(primary: Record, other: Record) -> tuple[Any, Any, Absorption]:
    """Both as they are stored, if they are what the caller read, and what points at them."""
    # Whoever saves a meeting locks it first and the leaders that its rows name after it.
    lock(owners_of(absorb(primary, other), primary, other))
    lock({type(primary): {primary.pk, other.pk}})
    stored = type(primary)._default_manager.select_for_update().in_bulk([primary.pk, other.pk])
    for record in (primary, other):
        if record.pk not in stored or stored[record.pk].version != record.version:
            raise StaleRecordError(record)
    return stored[primary.pk], stored[other.pk], absorb(primary, other)


def _move_rows(absorption: Absorption, journal: Journal) -> None:
    for moves in (absorption.inner, absorption.moves):
        for model, group in grouped(moves):
            keys = [move.row.pk for move in group]
            journal.set(model, keys, group[0].before, group[0].after)
    gone: dict[type[models.Model], list[dict[str, Any]]] = {}
    for collision in absorption.collisions:
        gone.setdefault(type(collision.gone), []).append(values_of(collision.gone))
    for model, rows in gone.items():
        journal.delete(model, rows)
    for collision in absorption.collisions:
        if filled := filled_columns(collision):
            before = {name: collision.kept.__dict__[name] for name in filled}
            journal.set(type(collision.kept), [collision.kept.pk], before, filled)


def _save_primary(
    primary: Any,
    before: Any,
    other: Any,
    choices: Mapping[str, str],
    journal: Journal,
    *,
    by: Any,
    now: datetime,
) -> None:
    """The fields that are kept. Words that nobody has approved take the approval away."""
    offered = {pair.name for pair in field_pairs(primary, other)}
    if not choices.keys() <= offered or not set(choices.values()) <= set(Side.values):
        raise MergeRefused(
            _("What there is to choose has changed. Look at the two records again, then merge.")
        )
    take_over(primary, other, choices)
    try:
        primary.clean_fields()
        primary.validate_constraints()
    except ValidationError as error:
        raise MergeRefused(
            _("With these choices “%(record)s” cannot be saved: %(why)s Choose otherwise.")
            % {"record": primary, "why": in_words(error)}
        ) from error
    if other.stage != Stage.APPROVED:
        reopen_for_edit(primary, by=by, now=now)
    primary.save()
    if changed := changed_columns(before, primary):
        journal.note_set(
            type(primary),
            [primary.pk],
            {name: before.__dict__[name] for name in changed},
            {name: primary.__dict__[name] for name in changed},
        )


def _take_off_schedule(other: Record, journal: Journal) -> None:
    """What is no record any more is not published at any time."""
    scheduled = ScheduledPublication.objects.filter(uid=other.uid)
    if rows := [values_of(row) for row in scheduled]:
        journal.delete(ScheduledPublication, rows)
