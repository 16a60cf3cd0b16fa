"""What was put right: corrections of what is public, and withdrawals with their reason.

A withdrawal is told without the title, and takes the earlier corrections of its record along: what
was withdrawn is not to be read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coalition.models.editions import Cause, Edition, EditionQuerySet
from coalition.pages.addresses import absolute, page_path
from coalition.pages.list_queries import single_values
from coalition.pages.public_answers import public_list
from coalition.pages.refusals import BadParameter
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


def corrections() -> EditionQuerySet:
    """Newest first."""
    live = Edition.objects.live().values("uid")
    return (
        Edition.objects.filter(Q(cause=Cause.CORRECTED, uid__in=live) | Q(cause=Cause.WITHDRAWN))
        .without_bodies()
        .order_by("-sequence")
    )


def entries_of(editions: list[Edition]) -> list[Entry]:
    """One query, for the names and addresses that the corrected records have now."""
    corrected = [edition.uid for edition in editions if edition.cause == Cause.CORRECTED]
    present = {
        edition.uid: edition
        for edition in Edition.objects.live().filter(uid__in=corrected).without_bodies()
    }
    entries = []
    for edition in editions:
        if edition.cause == Cause.WITHDRAWN:
            entries.append(_withdrawal(edition))
        elif edition.uid in present:
            entries.append(_correction(edition, present[edition.uid]))
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


@public_list
def correction_list(request: HttpRequest) -> HttpResponse:
    values = single_values(request.GET)
    after = values.pop("after", "")
    if values:
        raise BadParameter(next(iter(values)), _("This list has no such filter."))
    found = corrections()
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
        "canonical": absolute("/corrections/"),
    }
    return render(request, "pages/corrections.html", context)
