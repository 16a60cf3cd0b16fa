"""The pages that lead to others, and when each of them changed last, for the sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max, Subquery

from coalition.models.editions import Edition, Kind
from coalition.page_addresses import PAGE_PATHS
from coalition.pages.addresses import list_path, site_path
from coalition.pages.almanac import FIRST_MONTH, LAST_MONTH, Month, months_of
from coalition.pages.archive import month_path
from coalition.pages.paging import DATED_KINDS

_CORRECTIONS = "corrections"


def changed_lists() -> Iterator[tuple[str, datetime | None]]:
    """Paths with the moment: a list has changed when something of its kind was published."""
    changed = _newest_publications()
    newest = max((changed[kind] for kind in PAGE_PATHS if kind in changed), default=None)
    yield site_path("/"), newest
    for kind in PAGE_PATHS:
        yield list_path(kind), changed.get(kind)
    yield site_path("/agenda/"), changed.get(Kind.MEETING)
    yield site_path("/corrections/"), changed.get(_CORRECTIONS)
    months = _changed_months()
    yield site_path("/archive/"), max(months.values(), default=None)
    for month in sorted(months):
        yield month_path(month), months[month]


def _newest_publications() -> dict[str, datetime]:
    """When something of each kind was last published, and when something was last put right.

    One query of as many looks into an index as there are kinds; a count over all would read all.
    """
    live, every = Edition.objects.live(), Edition.objects.all()
    newest = {kind: live.of_kind(Kind(kind)).order_by("-published_at") for kind in PAGE_PATHS}
    newest[_CORRECTIONS] = every.amending().order_by("-sequence")
    found = (
        every.order_by("-sequence")
        .values_list(*(Subquery(one.values("published_at")[:1]) for one in newest.values()))
        .first()
    )
    moments = zip(newest, found or (), strict=found is not None)
    return {name: moment for name, moment in moments if moment}


def _changed_months() -> dict[Month, datetime]:
    """Of each month that has a page in the archive, when something in it was last published."""

    rows = (
        Edition.objects.live()
        .filter(kind__in=DATED_KINDS)
        .exclude(earliest=None, latest=None)
        .order_by()
        .values_list(FIRST_MONTH, LAST_MONTH)
        .annotate(changed=Max("published_at"))
    )
    changed: dict[Month, datetime] = {}
    for first, last, moment in rows:
        for found in months_of(Month.read(first), Month.read(last)):
            changed[found] = max(moment, changed.get(found, moment))
    return changed
