"""What was put right: corrections of what is public, withdrawals with their reason, and merges.

A withdrawal is told without the title, and takes the earlier corrections of its record along: what
was withdrawn is not to be read here. A merge is told for as long as it stands, and leads to a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coalition.live_editions import ends_of
from coalition.models.editions import Cause, Edition, EditionQuerySet
from coalition.pages.addresses import absolute, page_path, site_path
from coalition.pages.list_queries import single_values
from coalition.pages.public_answers import public_list
from coalition.pages.refusals import BadParameter
from coalition.pages.vantage import Vantage, vantage_of
from coalition.pages.wording import KIND, WITHDRAWN, word

_PAGE_SIZE = 25
_CURSOR = re.compile(r"[1-9][0-9]{0,17}\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """`path` is empty for a withdrawal."""

    title: str
    path: str
    kind_word: str
    note: str
    published_at: datetime
    is_withdrawal: bool


def corrections(vantage: Vantage) -> EditionQuerySet:
    """Newest first, as far as they had been made."""
    live = Edition.objects.live().values("uid")
    corrected = Q(cause=Cause.CORRECTED, uid__in=live)
    merged = Q(cause=Cause.MERGED) & ~Q(uid__in=live)
    found = Edition.objects.filter(corrected | Q(cause=Cause.WITHDRAWN) | merged)
    if vantage.as_of is not None:
        found = found.filter(published_at__lte=vantage.as_of)
    return found.without_bodies().order_by("-sequence")


def entries_of(editions: list[Edition]) -> list[Entry]:
    """One query, for the names and addresses that the corrected records have now; what merged
    records became part of takes a few more, if there are any.
    """
    corrected = [edition.uid for edition in editions if edition.cause == Cause.CORRECTED]
    present = {
        edition.uid: edition
        for edition in Edition.objects.live().filter(uid__in=corrected).without_bodies()
    }
    merged = {edition.uid for edition in editions if edition.cause == Cause.MERGED}
    ends = ends_of(merged) if merged else {}
    entries = []
    for edition in editions:
        if edition.cause == Cause.WITHDRAWN:
            entries.append(_withdrawal(edition))
        elif edition.uid in present:
            entries.append(_correction(edition, present[edition.uid]))
        elif edition.cause == Cause.MERGED and edition.uid in ends and ends[edition.uid].is_live:
            entries.append(_merge(edition, ends[edition.uid]))
    return entries


def _withdrawal(edition: Edition) -> Entry:
    return Entry(
        title=word(WITHDRAWN, edition.kind),
        path="",
        kind_word=word(KIND, edition.kind),
        note=edition.note,
        published_at=edition.published_at,
        is_withdrawal=True,
    )


def _correction(edition: Edition, present: Edition) -> Entry:
    return Entry(
        title=present.title,
        path=page_path(present.kind, present.slug),
        kind_word=word(KIND, edition.kind),
        note=edition.note,
        published_at=edition.published_at,
        is_withdrawal=False,
    )


def _merge(edition: Edition, into: Edition) -> Entry:
    names = {"one": edition.title, "other": into.title}
    return Entry(
        title=_("“%(one)s” is now part of “%(other)s”") % names,
        path=page_path(into.kind, into.slug),
        kind_word=word(KIND, edition.kind),
        note=_("Both are the same. Old links lead to the page that stays."),
        published_at=edition.published_at,
        is_withdrawal=False,
    )


@public_list
def correction_list(request: HttpRequest) -> HttpResponse:
    values = single_values(request.GET)
    after = values.pop("after", "")
    if values:
        raise BadParameter(next(iter(values)), _("This list has no such filter."))
    found = corrections(vantage_of(request))
    if after:
        if not _CURSOR.match(after):
            raise BadParameter(
                "after", _("That is no place in this list. Start from its first page.")
            )
        found = found.filter(sequence__lt=int(after))
    rows = list(found[: _PAGE_SIZE + 1])
    page = rows[:_PAGE_SIZE]
    context = {
        "entries": entries_of(page),
        "is_first": not after,
        "following": f"?after={page[-1].sequence}" if len(rows) > _PAGE_SIZE else "",
        "canonical": absolute(site_path("/corrections/")),
    }
    return render(request, "pages/corrections.html", context)
