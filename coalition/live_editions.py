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


#: Bare tuples from a query set that is made once. A model instance of all columns would cost more
#: than everything else between the socket and the database.
_BODIES = Edition.objects.order_by().values_list("body", "digest")


def find_body(kind: Kind, address: str) -> tuple[str, str]:
    """The document at `address` as it is served, and its digest, in one query.

    Raises as `find_live` does.
    """
    for body, digest in _BODIES.filter(is_live=True, kind=kind, **_at(address))[:1]:
        return body, digest
    raise _what_became_of(kind, address)


def find_live(kind: Kind, address: str) -> Edition:
    """The live edition of `kind` at `address`, a slug or a uid, in one query.

    A second and third query run only if there is none: they raise Moved for an old address of what
    is still public, Withdrawn for a withdrawn record, NotPublic for everything else.
    """
    live = Edition.objects.order_by().filter(is_live=True, kind=kind, **_at(address))
    for edition in live.defer("search_text")[:1]:
        return edition
    raise _what_became_of(kind, address)


def _what_became_of(kind: Kind, address: str) -> Moved | Withdrawn | NotPublic:
    editions = Edition.objects.of_kind(kind).without_bodies()
    last_here = editions.filter(**_at(address)).order_by("-sequence").first()
    if last_here is None:
        return NotPublic(address)
    newest = editions.filter(uid=last_here.uid).order_by("-number")[0]
    return Withdrawn(newest) if newest.cause == Cause.WITHDRAWN else Moved(newest)


def _at(address: str) -> dict[str, UUID | str]:
    uid = _uid(address)
    return {"slug": address} if uid is None else {"uid": uid}


def _uid(address: str) -> UUID | None:
    """A slug may be any word, so only the canonical 36 characters count as a uid."""
    if len(address) != 36:
        return None
    try:
        return UUID(address)
    except ValueError:
        return None
