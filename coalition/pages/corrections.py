"""What was put right: corrections of what is public, withdrawals with their reason, and merges.

A withdrawal is told without the title, and takes the earlier corrections of its record along: what
was withdrawn is not to be read here. A merge is told for as long as it stands, and leads to a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid5

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.live_editions import ends_of
from coalition.models.editions import Cause, Edition, EditionQuerySet
from coalition.pages.addresses import page_path
from coalition.pages.editions import edition_path
from coalition.pages.vantage import Vantage, present
from coalition.pages.wording import KIND, WITHDRAWN, word

#: What was done, in one word.
ACTION: Mapping[str, str | Promise] = {
    Cause.CORRECTED: gettext_lazy("Correction"),
    Cause.WITHDRAWN: gettext_lazy("Withdrawal"),
    Cause.MERGED: gettext_lazy("Merge"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """`path` is empty for a withdrawal. `changes` leads to what a correction changed."""

    id: str
    sequence: int
    title: str
    path: str
    changes: str
    cause: str
    kind: str
    note: str
    published_at: datetime

    @property
    def has_own_title(self) -> bool:
        """Whether the title is the record's own, in the language of the desk."""
        return self.cause == Cause.CORRECTED

    @property
    def has_own_note(self) -> bool:
        """Whether the note is what the desk wrote, in its language."""
        return self.cause != Cause.MERGED

    @property
    def action(self) -> str:
        return word(ACTION, self.cause)

    @property
    def kind_word(self) -> str:
        return word(KIND, self.kind)


def corrections(vantage: Vantage, *, cause: str = "", kind: str = "") -> EditionQuerySet:
    """Newest first, as far as they had been made; all of them, or of one cause or kind."""
    # Asked of each amendment by key; a list of all that is live would be as long as the ledger.
    live = Q(Exists(Edition.objects.live().filter(uid=OuterRef("uid"))))
    told = {
        Cause.CORRECTED: Q(cause=Cause.CORRECTED) & live,
        Cause.WITHDRAWN: Q(cause=Cause.WITHDRAWN),
        Cause.MERGED: Q(cause=Cause.MERGED) & ~live,
    }
    wanted = Q()
    for name, condition in told.items():
        if cause in ("", name):
            wanted |= condition
    # The index of what amends is used only if its own condition is named.
    found = Edition.objects.amending().filter(wanted)
    if kind:
        found = found.filter(kind=kind)
    if vantage.as_of is not None:
        found = found.filter(published_at__lte=vantage.as_of)
    return found.without_bodies().order_by("-sequence")


def entries_of(editions: list[Edition]) -> list[Entry]:
    """One query, for the names and addresses that the corrected records have now; what merged
    records became part of takes a few more, if there are any.
    """
    corrected = [edition.uid for edition in editions if edition.cause == Cause.CORRECTED]
    newest = {
        edition.uid: edition
        for edition in Edition.objects.live().filter(uid__in=corrected).without_bodies()
    }
    merged = {edition.uid for edition in editions if edition.cause == Cause.MERGED}
    ends = ends_of(merged) if merged else {}
    entries = []
    for edition in editions:
        if edition.cause == Cause.WITHDRAWN:
            entries.append(_entry(edition, word(WITHDRAWN, edition.kind), "", edition.note))
        elif edition.uid in newest:
            entries.append(_correction(edition, newest[edition.uid]))
        elif edition.cause == Cause.MERGED and edition.uid in ends and ends[edition.uid].is_live:
            entries.append(_merge(edition, ends[edition.uid]))
    return entries


def _correction(edition: Edition, newest: Edition) -> Entry:
    return _entry(
        edition,
        newest.title,
        page_path(newest.kind, newest.slug),
        edition.note,
        changes=edition_path(newest, edition.number, vantage=present()),
    )


def _merge(edition: Edition, into: Edition) -> Entry:
    return _entry(
        edition,
        _("“%(one)s” is now part of “%(other)s”") % {"one": edition.title, "other": into.title},
        page_path(into.kind, into.slug),
        _("Both are the same. Old links lead to the page that stays."),
    )


def _entry(edition: Edition, title: str, path: str, note: str, changes: str = "") -> Entry:
    return Entry(
        # One for each edition, whatever the addresses of the site and of the record become.
        id=uuid5(edition.uid, f"edition {edition.number}").urn,
        sequence=edition.sequence,
        title=title,
        path=path,
        changes=changes,
        cause=edition.cause,
        kind=edition.kind,
        note=note,
        published_at=edition.published_at,
    )
