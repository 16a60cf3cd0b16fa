"""Unmerging in public: the live documents that a merge wrote say again what they said before."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from coalition.models import ENDINGS, Cause, Edition, Record
from coalition.publishing.canonical import BOOKKEEPING, content, public_url
from coalition.publishing.documents import KINDS
from coalition.publishing.ledger import Entry, document_of, take_turn, write
from coalition.publishing.publish import publish


@dataclass
class Reversal:
    """What would be published, and what stands in its way."""

    entries: list[Entry] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)


def reversal_of(other_uid: UUID, *, after: int, until: int) -> Reversal:
    """How to take back what the merge of `other_uid` wrote to the ledger, as it stands now."""
    found = Reversal()
    written = Edition.objects.filter(sequence__gt=after, sequence__lte=until)
    uids = set(written.values_list("uid", flat=True))
    editions: dict[UUID, list[Edition]] = {uid: [] for uid in uids}
    for edition in Edition.objects.filter(uid__in=uids).without_bodies().order_by("number"):
        editions[edition.uid].append(edition)
    place = {kind: number for number, kind in enumerate(KINDS)}
    for uid, history in sorted(
        editions.items(),
        key=lambda item: (item[0] != other_uid, place[item[1][0].kind], str(item[0])),  # type: ignore[index]
    ):
        _take_back(uid, history, found, after=after, until=until, is_other=uid == other_uid)
    return found


def _take_back(
    uid: UUID, history: list[Edition], found: Reversal, *, after: int, until: int, is_other: bool
) -> None:
    earlier = [edition for edition in history if edition.sequence <= after]
    ours = [edition for edition in history if edition.sequence <= until][-1]
    newest = history[-1]
    if not earlier or earlier[-1].cause in ENDINGS:
        # It became public with the merge, and stays so.
        return
    before = document_of(Edition.objects.get(sequence=earlier[-1].sequence))
    if is_other:
        if newest != ours:
            found.obstacles.append(_("“%s” was published again since.") % newest.title)
            return
        holder = Edition.objects.live().filter(kind=newest.kind, slug=before["slug"]).first()
        if holder is not None:
            found.obstacles.append(
                _("Its address “%(slug)s” now belongs to “%(title)s” in public.")
                % {"slug": holder.slug, "title": holder.title}
            )
            return
        found.entries.append(_entry(before, newest, earlier[-1], Cause.REPUBLISHED))
        return
    if not newest.is_live:
        found.obstacles.append(_("“%s” was withdrawn since.") % newest.title)
        return
    present = document_of(Edition.objects.get(sequence=newest.sequence))
    then = present if newest == ours else document_of(Edition.objects.get(sequence=ours.sequence))
    if content(present) != content(then):
        found.obstacles.append(
            _("“%(title)s” was published with other contents since, as edition %(number)d.")
            % {"title": newest.title, "number": newest.number}
        )
    elif content(present) != content(before):
        kept = {key: present[key] for key in BOOKKEEPING & present.keys()}
        found.entries.append(_entry(before | kept, newest, earlier[-1], Cause.REFRESHED))


def _entry(document: dict[str, Any], newest: Edition, was: Edition, cause: Cause) -> Entry:
    document["url"] = public_url(KINDS[newest.kind].path, document["slug"])  # type: ignore[index]
    return Entry(
        document=document,
        cause=cause,
        replaces=newest if newest.is_live else None,
        number=newest.number + 1,
        record_version=was.record_version,
    )


def unmerge_in_public(
    reversal: Reversal, primary: Record, *, after: int, by: Any, now: datetime
) -> None:
    """Publish what was public before, and `primary` from its record if it was not public then."""
    take_turn()
    _learn_bodies(reversal)
    write(reversal.entries, by=by, now=now)
    if not Edition.objects.filter(uid=primary.uid, sequence__lte=after).exists():
        publish(primary, by=by, now=now)


def _learn_bodies(reversal: Reversal) -> None:
    """The ledger compares an edition with the one it replaces, which was read without its body."""
    for entry in reversal.entries:
        if entry.replaces is not None:
            entry.replaces.refresh_from_db()
