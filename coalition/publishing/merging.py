"""Merging in public: the page of the one leads to the other's, and so does every mention of it.

Documents are rewritten, never built anew: the records behind them may hold edits that nobody has
approved. Only what everything was merged into is published from its record, through its gates.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coalition.models import Cause, Edition, Record
from coalition.publishing.carrying import carry
from coalition.publishing.documents import KINDS
from coalition.publishing.gates import Gate, GatesClosed
from coalition.publishing.ledger import Entry, document_of, take_turn, write, write_tombstone
from coalition.publishing.publish import publish
from coalition.publishing.refresh import refresh
from coalition.publishing.renaming import Successor, rename
from coalition.webhooks.outbox import follow_merge

_BATCH = 1000


def merge_in_public(
    primary: Record, other: Record, *, by: Any, now: datetime
) -> tuple[int, int] | None:
    """Let the public address of `other`, and every live document that names it, lead to `primary`.

    Both records are as the merge left them. Returns what it wrote, as the sequence before and the
    last one; None if `other` is not public, for then nothing public changes. Raises GatesClosed if
    `primary` may not have its next edition.
    """
    before = take_turn()
    # Also of what is withdrawn: whoever was told of it is told of what it is now.
    follow_merge(other.uid, primary.uid)
    live = Edition.objects.live().filter(uid=other.uid).without_bodies().first()
    if live is None:
        return None
    if gates := gates_of_merge(primary, other):
        raise GatesClosed(primary, gates)
    note = _("It is the same as another record, under whose address it stands from now on.")
    write_tombstone(live, note=note, by=by, now=now, into=primary)
    successor = Successor(
        uid=str(other.uid),
        into=str(primary.uid),
        slug=primary.slug,
        name=str(getattr(primary, KINDS[live.kind].title_field)),  # type: ignore[index]
        abbreviation=getattr(primary, "abbreviation", "") or None,
    )
    hosts = _rename_mentions(successor, by=by, now=now)
    refresh(hosts - {successor.into}, by=by, now=now)
    publish(primary, by=by, now=now)
    return before, take_turn()


def gates_of_merge(primary: Record, other: Record) -> list[Gate]:
    """What keeps a public `other` from leading to `primary`, its own gates apart."""
    newest = Edition.objects.filter(uid=primary.uid).without_bodies().order_by("-number").first()
    if newest is not None and newest.cause == Cause.WITHDRAWN:
        message = _(
            "It was withdrawn, while “%s” is public. Publish it again, or let the other one stay."
        )
        return [Gate("withdrawn", "", message % other)]
    return []


def mentions_of(uid: Any) -> Any:
    """The live editions that speak of a record, in the order in which they are rewritten."""
    return Edition.objects.live().linked_to(uid).order_by("sequence")


def _rename_mentions(successor: Successor, *, by: Any, now: datetime) -> set[str]:
    """Rewrite every live mention, what is carried first; return the hosts of what was rewritten."""
    hosts: set[str] = set()
    for kind in KINDS:
        mentions = mentions_of(successor.uid).of_kind(kind).exclude(uid=successor.into)
        sequences = list(mentions.values_list("sequence", flat=True))
        for start in range(0, len(sequences), _BATCH):
            entries = _entries(sequences[start : start + _BATCH], successor)
            write(entries, by=by, now=now)
            hosts.update(uid for entry in entries for uid in entry.hosts())
    return hosts


def _entries(sequences: Iterable[int], successor: Successor) -> list[Entry]:
    live = list(Edition.objects.filter(sequence__in=sequences).order_by("sequence"))
    documents = [document_of(edition) for edition in live]
    for document in documents:
        rename(document, successor)
    carry(documents)
    return [
        Entry(
            document=document,
            cause=Cause.REFRESHED,
            replaces=edition,
            number=edition.number + 1,
            record_version=edition.record_version,
        )
        for edition, document in zip(live, documents, strict=True)
    ]
