"""Finding what is public by its address, and knowing what became of what no longer is."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from coalition.models.editions import Cause, Edition, EditionLink, Kind, Relation
from coalition.uids import as_uid


class NotPublic(Exception):
    """Nothing public has, or ever had, this address. Drafts and thin air look the same."""


class NotPublicThen(NotPublic):
    """The record is public, but nothing of it was at `as_of` that may still be shown.

    `now` is what it is now, `first_at` when it was published for the first time; None if it was
    public then, and what it said has been withdrawn since.
    """

    def __init__(self, now: Edition, as_of: datetime, first_at: datetime | None) -> None:
        self.now = now
        self.as_of = as_of
        self.first_at = first_at
        super().__init__(now.slug)


class Moved(Exception):
    """The record, or the one that it was merged into, is public at another address: `edition`'s."""

    def __init__(self, edition: Edition, *, is_merged: bool = False) -> None:
        self.edition = edition
        self.is_merged = is_merged
        super().__init__(edition.slug)


class Withdrawn(Exception):
    """The record was public until `tombstone`, whose note is the public reason."""

    def __init__(self, tombstone: Edition) -> None:
        self.tombstone = tombstone
        super().__init__(tombstone.note)


class Document(NamedTuple):
    """A document as it is served, with its digest, and the slug that its record has now."""

    body: str
    digest: str
    slug: str


#: Bare tuples from a query set that is made once. A model instance of all columns would cost more
#: than everything else between the socket and the database.
_BODIES = Edition.objects.order_by().values_list("body", "digest", "slug")


def find_body(kind: Kind, address: str) -> Document:
    """The document at `address`, in one query. Raises as `find_live` does."""
    for row in _BODIES.filter(is_live=True, kind=kind, **_at(address))[:1]:
        return Document(*row)
    raise _what_became_of(kind, address)


def find_body_at(moment: datetime, kind: Kind, address: str) -> Document:
    """The document that was live at `moment`. Raises as `find_live_at` does."""
    then = find_live_at(moment, kind, address)
    return Document(then.body, then.digest, then.slug)


def find_live(kind: Kind, address: str) -> Edition:
    """The live edition of `kind` at `address`, a slug or a uid, in one query.

    Further queries run only if there is none: they raise Moved for an old address of what is still
    public and for what was merged into it, Withdrawn for a withdrawn record, NotPublic for
    everything else.
    """
    live = Edition.objects.order_by().filter(is_live=True, kind=kind, **_at(address))
    for edition in live.defer("search_text")[:1]:
        return edition
    raise _what_became_of(kind, address)


def find_live_at(moment: datetime, kind: Kind, address: str) -> Edition:
    """The edition that was live at `moment` of what is at `address` now, in two queries.

    Raises as `find_live` does, and NotPublicThen.
    """
    now = find_live(kind, address)
    then = Edition.objects.live_at(moment).filter(uid=now.uid).defer("search_text").first()
    if then is None:
        first = Edition.objects.filter(uid=now.uid).order_by("number").without_bodies()[0]
        raise NotPublicThen(
            now, moment, first.published_at if first.published_at > moment else None
        )
    # One address for one record: today's links lead here too.
    then.slug = now.slug
    return then


def _what_became_of(kind: Kind, address: str) -> Moved | Withdrawn | NotPublic:
    editions = Edition.objects.of_kind(kind).without_bodies()
    last_here = editions.filter(**_at(address)).order_by("-sequence").first()
    if last_here is None:
        return NotPublic(address)
    newest = ends_of([last_here.uid]).get(last_here.uid)
    if newest is None:
        return NotPublic(address)
    if not newest.is_live:
        return Withdrawn(newest)
    return Moved(newest, is_merged=newest.uid != last_here.uid)


def ends_of(uids: Iterable[UUID]) -> dict[UUID, Edition]:
    """The newest edition of each record, or of what it was merged into, however often: live, or the
    tombstone of a withdrawal.

    Two queries for each merge in the longest chain, and one for its end. What was never public, or
    merged in a circle, is left out.
    """
    ends: dict[UUID, Edition] = {}
    standing_for = {uid: {uid} for uid in uids}
    seen: set[UUID] = set()
    while standing_for:
        seen |= standing_for.keys()
        newest = _newest(standing_for)
        merged = {e.sequence: e.uid for e in newest.values() if e.cause == Cause.MERGED}
        for uid, edition in newest.items():
            if edition.sequence not in merged:
                ends |= dict.fromkeys(standing_for[uid], edition)
        onward: dict[UUID, set[UUID]] = {}
        for sequence, target in _targets(merged):
            if target not in seen:
                onward.setdefault(target, set()).update(standing_for[merged[sequence]])
        standing_for = onward
    return ends


def _newest(uids: Iterable[UUID]) -> dict[UUID, Edition]:
    editions = Edition.objects.filter(uid__in=list(uids)).without_bodies().order_by("number")
    return {edition.uid: edition for edition in editions}


def _targets(sequences: Iterable[int]) -> Iterable[tuple[int, UUID]]:
    wanted = list(sequences)
    if not wanted:
        return []
    return EditionLink.objects.filter(
        edition__in=wanted, relation=Relation.MERGED_INTO
    ).values_list("edition_id", "target_uid")


def _at(address: str) -> dict[str, UUID | str]:
    uid = as_uid(address)
    return {"slug": address} if uid is None else {"uid": uid}
