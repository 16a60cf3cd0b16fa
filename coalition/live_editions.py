"""Finding what is public by its address, and knowing what became of what no longer is."""

from uuid import UUID

from coalition.models.editions import Cause, Edition, Kind


class NotPublic(Exception):
    """Nothing public has, or ever had, this address. Drafts and thin air look the same."""


class Moved(Exception):
    """The record is public at another address: that of `edition`."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        super().__init__(edition.slug)


class Withdrawn(Exception):
    """The record was public until `tombstone`, whose note is the public reason."""

    def __init__(self, tombstone: Edition) -> None:
        self.tombstone = tombstone
        super().__init__(tombstone.note)


def find_live(kind: Kind, address: str) -> Edition:
    """The live edition of `kind` at `address`, a slug or a uid, in one query.

    A second and third query run only if there is none: they raise Moved for an old address of what
    is still public, Withdrawn for a withdrawn record, NotPublic for everything else.
    """
    editions = Edition.objects.of_kind(kind)
    uid = _uid(address)
    at_address = editions.filter(slug=address) if uid is None else editions.filter(uid=uid)
    live = at_address.live().defer("search_text").first()
    if live is not None:
        return live
    last_here = at_address.without_bodies().order_by("-sequence").first()
    if last_here is None:
        raise NotPublic(address)
    newest = editions.filter(uid=last_here.uid).without_bodies().order_by("-number")[0]
    if newest.cause == Cause.WITHDRAWN:
        raise Withdrawn(newest)
    raise Moved(newest)


def _uid(address: str) -> UUID | None:
    """A slug may be any word, so only the canonical 36 characters count as a uid."""
    if len(address) != 36:
        return None
    try:
        return UUID(address)
    except ValueError:
        return None
