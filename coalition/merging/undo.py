"""Undoing a merge: all goes back to where it was, or the editor is told what is in the way."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.editing.audit import ADDITION, log
from coalition.merging.journal import (
    DELETE,
    INSERT,
    LEFT,
    SET,
    TOUCH,
    Entry,
    model_of,
    put_back,
    thawed,
)
from coalition.merging.obstacles import look, span_of
from coalition.merging.owners import lock, touch
from coalition.models import Action, Merge, Record, Stage, Transition
from coalition.publishing.documents import KINDS
from coalition.publishing.gates import GatesClosed
from coalition.publishing.ledger import take_turn
from coalition.publishing.review import TransitionRefused, reopen_for_edit
from coalition.publishing.unmerging import unmerge_in_public
from coalition.revisions import keep


class UndoBlocked(Exception):
    """The merge cannot be undone; nothing was written. `obstacles` say what stands in the way."""

    def __init__(self, obstacles: list[str]) -> None:
        self.obstacles = obstacles
        super().__init__(" ".join(obstacles))


def undo(merge: Merge, *, by: Any, now: datetime | None = None) -> Merge:
    """Make two records of one again, with the keys, addresses and rows that they had.

    What was added to the primary since stays with it. An approval comes back only for what was
    approved: if anybody edited the primary since, both go back to drafting. Raises UndoBlocked,
    with nothing written, if something that was moved has been changed, deleted or published
    otherwise since.
    """
    now = now or timezone.now()
    words = _("Took “%(other)s” out of “%(primary)s” again.") % {
        "other": merge.other_name,
        "primary": merge.primary_name,
    }
    try:
        with transaction.atomic():
            return _undo(merge, words, by=by, now=now)
    except (GatesClosed, TransitionRefused) as refused:
        raise UndoBlocked([str(refused)]) from refused
    except IntegrityError as error:
        raise UndoBlocked(
            [_("Rows that were added since contradict those that would be put back.")]
        ) from error


def _undo(merge: Merge, words: str, *, by: Any, now: datetime) -> Merge:
    take_turn()
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise UndoBlocked([_("It was undone already.")])
    touched = _touched(merge)
    lock(touched)
    model = KINDS[merge.kind].model  # type: ignore[index]
    lock({model: set(model.objects.filter(uid=merge.primary_uid).values_list("pk", flat=True))})
    obstacles, reversal = look(merge)
    if obstacles:
        raise UndoBlocked(obstacles)
    is_edited = _is_edited(merge, model.objects.get(uid=merge.primary_uid))
    for entry in reversed(merge.moves):
        _take_back(entry)
    touch(touched, by=by, words=words)
    for record in _approved_since(merge, touched):
        _reopen(record, by=by, now=now)
    primary = model.objects.get(uid=merge.primary_uid)
    other = model.objects.get(uid=merge.other_uid)
    if not (is_edited and _reopen(primary, by=by, now=now)):
        primary.save(update_fields=["stage"])
    if is_edited:
        _reopen(other, by=by, now=now)
    for record in (primary, other):
        keep(record, by=by, words=words)
    log([primary], by=by, words=words)
    log([other], by=by, words=words, act=ADDITION)
    if reversal is not None:
        unmerge_in_public(reversal, primary, after=span_of(merge)["after"], by=by, now=now)
    merge.undone_at, merge.undone_by = now, by
    merge.save(update_fields=["undone_at", "undone_by"])
    return merge


def _is_edited(merge: Merge, primary: Record) -> bool:
    """Whether anybody saved the primary, rows included, since the merge: what comes back then is
    not what was approved."""
    left = [entry["version"] for entry in merge.moves if entry["op"] == LEFT]
    return left != [primary.version]


def _approved_since(merge: Merge, touched: dict[type[models.Model], set[Any]]) -> list[Record]:
    """The records with rows of the merge whose approval is for what they say with it."""
    found: list[Record] = []
    for model, keys in touched.items():
        rows: Any = model._base_manager.filter(pk__in=keys, stage=Stage.APPROVED)
        approvals = Transition.objects.filter(
            uid__in=rows.values("uid"), action=Action.APPROVED, at__gt=merge.merged_at
        )
        found += rows.filter(uid__in=approvals.values("uid"))
    return found


def _reopen(record: Record, *, by: Any, now: datetime) -> bool:
    """Take approval away where `by` may not give it, and say whether that happened."""
    is_reopened = reopen_for_edit(record, by=by, now=now)
    if is_reopened:
        record.save(update_fields=["stage"])
    return is_reopened


def _touched(merge: Merge) -> dict[type[models.Model], set[Any]]:
    found: dict[type[models.Model], set[Any]] = defaultdict(set)
    for entry in merge.moves:
        if entry["op"] == TOUCH:
            model = model_of(entry)
            found[model] |= set(
                model._base_manager.filter(pk__in=entry["pks"]).values_list("pk", flat=True)
            )
    return found


def _take_back(entry: Entry) -> None:
    if entry["op"] == SET:
        model = model_of(entry)
        before, left = thawed(model, entry["before"]), thawed(model, entry["after"])
        rows = model._base_manager.filter(pk__in=entry["pks"])
        if stage := before.pop("stage", ""):
            # Approved or returned in the meantime, it stays so.
            rows.filter(stage=left["stage"]).update(stage=stage)
        if before:
            rows.update(**before)
    elif entry["op"] == DELETE:
        for row in entry["rows"]:
            put_back(model_of(entry), row)
    elif entry["op"] == INSERT:
        model = model_of(entry)
        keys = [row[model._meta.pk.attname] for row in entry["rows"]]
        model._base_manager.filter(pk__in=keys).delete()
