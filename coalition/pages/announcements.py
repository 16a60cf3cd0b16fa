"""Announcements: what editors published and corrected, as the feeds tell it.

A document that merely follows what happened elsewhere, as when a record that it names was renamed
or merged, is no news of its own. It keeps its place and its date among the news; what it says is
what its page says now.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from coalition.models.editions import ENDINGS, Cause, Edition, EditionQuerySet
from coalition.pages.vantage import Vantage


@dataclass(frozen=True, slots=True)
class Announcement:
    """`document` is the one that is read now, `made_at` when the record was last announced.

    `correction` says what was wrong, if that is what was announced.
    """

    document: dict[str, Any]
    made_at: datetime
    correction: str


def told(vantage: Vantage) -> EditionQuerySet:
    """Every edition by which somebody said something until the moment, and not one that follows."""
    # The indexes of what is announced have this very condition, and SQLite knows it by its form.
    editions = Edition.objects.exclude(cause=Cause.REFRESHED)
    if vantage.as_of is not None:
        editions = editions.filter(published_at__lte=vantage.as_of)
    return editions


def announcing(vantage: Vantage) -> EditionQuerySet:
    """The edition that last announced each record that is public, the newest first."""
    said = told(vantage)
    later = said.filter(uid=OuterRef("uid"), number__gt=OuterRef("number"))
    # What was not ended is live. In the past that is not enough: it may have been ended since.
    found = said.exclude(cause__in=ENDINGS).filter(~Exists(later))
    if vantage.as_of is not None:
        found = found.filter(Exists(_present(vantage)))
    return found.order_by("-sequence")


def announcements(editions: EditionQuerySet, *, vantage: Vantage, limit: int) -> list[Announcement]:
    """The first `limit` of `editions`, which are some of `announcing`. One query."""
    rows = editions.annotate(present=Subquery(_present(vantage).values("body")[:1]))
    return [
        Announcement(
            document=json.loads(body),
            made_at=made_at,
            correction=note if cause == Cause.CORRECTED else "",
        )
        for body, made_at, cause, note in rows.values_list(
            "present", "published_at", "cause", "note"
        )[:limit]
    ]


def _present(vantage: Vantage) -> EditionQuerySet:
    """What readers see of the record that the outer query has before it."""
    return vantage.editions().filter(uid=OuterRef("uid")).order_by()
