"""What the public sees of a record now, and what it will see once the time has come."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coalition.models import Cause, Edition, Record, ScheduledPublication
from coalition.page_addresses import page_url
from coalition.publishing.schedules import scheduled_publication_of


@dataclass(frozen=True, slots=True)
class PublicState:
    """`newest` is the newest edition, live or a tombstone; None if there never was one.

    `scheduled` is the next one, if it waits for its time.
    """

    newest: Edition | None
    scheduled: ScheduledPublication | None = None

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
        return page_url(self.live.kind, self.live.slug)

    def __str__(self) -> str:
        return describe(self.number or None, self.newest.cause if self.newest else None)


def public_state_of(record: Record) -> PublicState:
    newest = Edition.objects.filter(uid=record.uid).order_by("-number").first()
    return PublicState(newest, scheduled_publication_of(record))


def describe(number: int | None, cause: str | None) -> str:
    """The public state in a few words, from the newest edition's number and cause."""
    if number is None:
        return _("Not public")
    if cause == Cause.WITHDRAWN:
        return _("Withdrawn")
    return _("Edition %d") % number
