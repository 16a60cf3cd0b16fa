"""Representation: a record as its entry, with what only the server sets."""

from collections.abc import Sequence
from typing import Any

from coalition.api.records.actors import Actor
from coalition.api.records.kinds import RecordKind
from coalition.api.records.visibility import ProposersNames, take_out_withheld
from coalition.interchange.exporting import entries_of
from coalition.interchange.layouts import KEPT
from coalition.interchange.values import write_datetime
from coalition.models import Edition, Proposal, ScheduledPublication
from coalition.page_addresses import page_url

#: What is told beside the entry.
TOLD = ("public", "scheduled_for", "proposed_by", "withheld")
#: What a body may repeat as it stands, and never set.
READ_ONLY = (*KEPT, *TOLD)


def represent(kind: RecordKind, keys: Sequence[Any], *, actor: Actor) -> list[dict[str, Any]]:
    """The records `keys` in that order, in so many queries whatever their number.

    What follows the entry is `public` (the live edition, or null), `scheduled_for`, `proposed_by`,
    and for who only proposes `withheld`: where the desk refers to what is not public.
    """
    if not keys:
        return []
    names = ProposersNames(actor) if actor.only_proposes else lambda slugs: slugs
    entries = entries_of(kind.shape, keys, names)
    withheld = [take_out_withheld(entry) if actor.only_proposes else [] for entry in entries]
    uids = [entry["uid"] for entry in entries]
    public = _public(kind, uids)
    due = ScheduledPublication.objects.filter(uid__in=uids).values_list("uid", "due_at")
    scheduled = {str(uid): write_datetime(moment) for uid, moment in due}
    proposals = Proposal.objects.filter(uid__in=uids).values_list("uid", "by__username")
    proposed = {str(uid): name for uid, name in proposals}
    return [
        entry
        | {
            "public": public.get(entry["uid"]),
            "scheduled_for": scheduled.get(entry["uid"]),
            "proposed_by": proposed.get(entry["uid"]),
        }
        | ({"withheld": hidden} if actor.only_proposes else {})
        for entry, hidden in zip(entries, withheld, strict=True)
    ]


def _public(kind: RecordKind, uids: Sequence[str]) -> dict[str, dict[str, Any]]:
    if not kind.is_public:
        return {}
    live = Edition.objects.live().filter(uid__in=uids)
    return {
        str(uid): {"edition": number, "url": page_url(kind.kind, slug)}
        for uid, number, slug in live.values_list("uid", "number", "slug")
    }


def number_of_editions(uid: Any) -> int:
    """How many editions there have been, tombstones included."""
    newest = Edition.objects.filter(uid=uid).order_by("-number").values_list("number", flat=True)
    return newest.first() or 0


def etag_of(version: int, editions: int) -> str:
    """The entity tag of a record: its version, and how often it was public, if ever."""
    return f'"{version}.{editions}"' if editions else f'"{version}"'
