"""Histories: who did what to a record, and when, the latest first."""

from typing import Any

from coalition.api.records.actors import MOVES, Actor
from coalition.editing.authors import author_name
from coalition.editing.timeline import entries, keys_of
from coalition.interchange.values import write_datetime
from coalition.models import Record, Transition
from coalition.revisions.snapshots import versions_of

#: How much of it an answer tells.
LIMIT = 100


def history_of(record: Record, *, actor: Actor) -> list[dict[str, Any]]:
    """The last hundred things that happened to it, in the same queries whatever their number."""
    if actor.only_proposes:
        return _of_proposal(record, actor)
    return [
        {
            "at": write_datetime(entry.at),
            "what": entry.source,
            "title": str(entry.title),
            "note": entry.note or None,
            "by": entry.who or None,
            "version": entry.version,
            "changed": entry.summary or None,
        }
        for entry in entries(record, keys_of(record)[:LIMIT])
    ]


def _of_proposal(record: Record, actor: Actor) -> list[dict[str, Any]]:
    """Their own saves, and the moves from stage to stage with their notes.

    What else the desk did, who did it, and what it added may name what is nobody's business.
    """
    own = author_name(actor.user)
    saves = versions_of(type(record), record.pk).filter(revision__user=actor.user)
    found = [
        _told(at, "save", "Saved", "", own)
        for at in saves.order_by()
        .values_list("revision__date_created", flat=True)
        .distinct()
        .order_by("-revision__date_created")[:LIMIT]
    ]
    moves = Transition.objects.filter(uid=record.uid, action__in=MOVES).order_by("-at", "-pk")
    found += [
        _told(
            move.at,
            "step",
            move.get_action_display(),
            move.note,
            own if move.by_id == actor.user.pk else None,
            move.version,
        )
        for move in moves[:LIMIT]
    ]
    return sorted(found, key=lambda one: str(one["at"]), reverse=True)[:LIMIT]


def _told(
    at: Any, what: str, title: str, note: str, by: str | None, version: int | None = None
) -> dict[str, Any]:
    return {
        "at": write_datetime(at),
        "what": what,
        "title": title,
        "note": note or None,
        "by": by,
        "version": version,
        "changed": None,
    }
