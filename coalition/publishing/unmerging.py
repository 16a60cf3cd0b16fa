"""Unmerging in public: the live documents that a merge wrote say again what they said before."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from coalition.models import ENDINGS, Cause, Edition, Kind, Record
from coalition.page_addresses import page_url
from coalition.publishing.canonical import BOOKKEEPING, content
from coalition.publishing.documents import KINDS
from coalition.publishing.ledger import Entry, document_of, take_turn, write
from coalition.publishing.publish import publish

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class _Course:
    """The last edition of a record before a merge, the last that the merge wrote, and the newest.

    Their documents are loaded, of tombstones there is none.
    """

    was: Edition
    ours: Edition
    newest: Edition


@dataclass
class Reversal:
    """What would be published, and what stands in its way."""

    entries: list[Entry] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)


def reversal_of(other_uid: UUID, *, after: int, until: int) -> Reversal:
    """How to take back what the merge of `other_uid` wrote to the ledger, as it stands now.

    What became public with the merge was not public before, and stays so.
    """
    found = Reversal()
    place = {kind: number for number, kind in enumerate(KINDS)}
    courses = sorted(
        _courses(after, until),
        key=lambda course: (
            course.newest.uid != other_uid,
            place[Kind(course.newest.kind)],
            course.newest.sequence,
        ),
    )
    for course in courses:
        if course.newest.uid == other_uid:
            _bring_back(course, found)
        else:
            _take_back(course, found)
    return found


def _courses(after: int, until: int) -> Iterator[_Course]:
    written = Edition.objects.filter(sequence__gt=after, sequence__lte=until)
    histories: dict[UUID, list[Edition]] = defaultdict(list)
    known = Edition.objects.filter(uid__in=written.values("uid")).order_by("number")
    for edition in known.only("sequence", "uid", "cause"):
        histories[edition.uid].append(edition)
    places: list[tuple[int, int, int]] = []
    for history in histories.values():
        earlier = [edition for edition in history if edition.sequence <= after]
        if earlier and earlier[-1].cause not in ENDINGS:
            ours = [edition for edition in history if edition.sequence <= until][-1]
            places.append((earlier[-1].sequence, ours.sequence, history[-1].sequence))
    for start in range(0, len(places), _BATCH):
        batch = places[start : start + _BATCH]
        loaded = Edition.objects.in_bulk({sequence for place in batch for sequence in place})
        for place in batch:
            yield _Course(*(loaded[sequence] for sequence in place))


def _bring_back(course: _Course, found: Reversal) -> None:
    """The record that was merged away is public again as it was."""
    title, slug = course.newest.title, course.was.slug
    if course.newest != course.ours:
        found.obstacles.append(_("“%s” was published again since.") % title)
        return
    holder = Edition.objects.live().filter(kind=course.newest.kind, slug=slug).first()
    if holder is not None:
        found.obstacles.append(
            _("Its address “%(slug)s” now belongs to “%(title)s” in public.")
            % {"slug": slug, "title": holder.title}
        )
        return
    found.entries.append(_entry(document_of(course.was), course, Cause.REPUBLISHED))


def _take_back(course: _Course, found: Reversal) -> None:
    """A document that the merge wrote says again what it said, unless it says other things now."""
    if not course.newest.is_live:
        found.obstacles.append(_("“%s” was withdrawn since.") % course.newest.title)
        return
    before, present = document_of(course.was), document_of(course.newest)
    if content(present) != content(document_of(course.ours)):
        found.obstacles.append(
            _("“%(title)s” was published with other contents since, as edition %(number)d.")
            % {"title": course.newest.title, "number": course.newest.number}
        )
    elif content(present) != content(before):
        kept = {key: present[key] for key in BOOKKEEPING & present.keys()}
        found.entries.append(_entry(before | kept, course, Cause.REFRESHED))


def _entry(document: dict[str, Any], course: _Course, cause: Cause) -> Entry:
    newest = course.newest
    document["url"] = page_url(newest.kind, document["slug"])
    return Entry(
        document=document,
        cause=cause,
        replaces=newest if newest.is_live else None,
        number=newest.number + 1,
        record_version=course.was.record_version,
    )


def unmerge_in_public(
    reversal: Reversal, primary: Record, *, after: int, by: Any, now: datetime
) -> None:
    """Publish what was public before, and `primary` from its record if it was not public then."""
    take_turn()
    write(reversal.entries, by=by, now=now)
    if not Edition.objects.filter(uid=primary.uid, sequence__lte=after).exists():
        publish(primary, by=by, now=now)
