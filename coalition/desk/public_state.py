"""What the public sees of a record now, and whether that is what the record says."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from coalition.models import Cause, Edition, Record
from coalition.publishing.canonical import public_url
from coalition.publishing.documents import KINDS


@dataclass(frozen=True, slots=True)
class PublicState:
    """`newest` is the newest edition, live or a tombstone; None if there never was one."""

    newest: Edition | None

    @property
    def live(self) -> Edition | None:
        return self.newest if self.newest is not None and self.newest.is_live else None

    @property
    def number(self) -> int:
        """How many editions there have been."""
        return self.newest.number if self.newest is not None else 0

    @property
    def url(self) -> str:
        """The public page, or an empty text."""
        if self.live is None:
            return ""
        return public_url(KINDS[self.live.kind].path, self.live.slug)  # type: ignore[index]

    def __str__(self) -> str:
        return describe(self.number or None, self.newest.cause if self.newest else None)


def public_state_of(record: Record) -> PublicState:
    return PublicState(Edition.objects.filter(uid=record.uid).order_by("-number").first())


def describe(number: int | None, cause: str | None) -> str:
    """The public state in a few words, from the newest edition's number and cause."""
    if number is None:
        return _("Not public")
    if cause == Cause.WITHDRAWN:
        return _("Withdrawn")
    return _("Edition %d") % number


def with_public_state(records: QuerySet[Any]) -> QuerySet[Any]:
    """`records` with `newest_number` and `newest_cause`, in the same query."""
    newest = Edition.objects.filter(uid=OuterRef("uid")).order_by("-number")
    annotated: QuerySet[Any] = records.annotate(
        newest_number=Subquery(newest.values("number")[:1]),
        newest_cause=Subquery(newest.values("cause")[:1]),
    )
    return annotated
