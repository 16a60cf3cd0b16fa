"""What the public sees of a record now, and whether that is what the record says."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from coalition.models import Cause, Edition, Record
from coalition.publishing.canonical import content, public_url
from coalition.publishing.carrying import carry
from coalition.publishing.columns import is_past_event
from coalition.publishing.documents import KINDS, kind_of_record
from coalition.publishing.ledger import document_of
from coalition.publishing.references import ReferenceTable, keep_names, reference_of_edition


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


def has_unpublished_changes(record: Record, live: Edition) -> bool:
    """Whether publishing `record` now would change what readers see.

    The document is built and compared, for versions do not tell: an edit that was undone again
    leaves nothing to publish. It takes no lock, so opening a form never waits for a publisher.
    """
    kind = kind_of_record(record)
    loaded = kind.rows(kind.model.objects.filter(pk=record.pk)).get()
    targets = kind.targets(loaded)
    refs = ReferenceTable()
    refs.add(reference_of_edition(live))
    refs.add_live(target.uid for target in targets)
    if not all(target.uid in refs for target in targets):
        return True
    earlier = document_of(live)
    document = {
        "id": str(loaded.uid),
        "kind": str(kind.kind),
        "slug": loaded.slug,
        **kind.build(loaded, refs),
    }
    if is_past_event(earlier):
        keep_names(document, earlier)
    carry([document])
    return content(document) != content(earlier)
