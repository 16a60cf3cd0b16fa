"""What is about to become public, and what is public and was changed since."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Value, When
from django.utils.translation import gettext as _

from coalition.desk.dashboard.kinds_together import together
from coalition.desk.dashboard.work import COUNTED, SHOWN, Entry, WorkList, links_to_lists
from coalition.models import Edition, Kind, ScheduledPublication, Stage
from coalition.publishing.pending import unpublished_among
from coalition.publishing.schedules import site_time


def scheduled(kinds: Sequence[Kind], *, now: datetime) -> WorkList:
    """The schedule: what was held back first, then what comes next."""
    rows = list(
        ScheduledPublication.objects.filter(kind__in=kinds)
        .select_related("scheduled_by")
        .order_by(F("held_back_at").asc(nulls_last=True), "due_at", "pk")[: COUNTED + 1]
    )
    records = _records_of(rows[:SHOWN]) if rows else {}
    entries = [
        _scheduled_entry(row, records[row.uid], now=now)
        for row in rows[:SHOWN]
        if row.uid in records
    ]
    return WorkList(
        "scheduled",
        _("Scheduled"),
        _("Nothing waits for its time. On the page that publishes, choose a time instead of now."),
        entries,
        len(rows),
        links_to_lists((row.kind for row in rows), "public=scheduled"),
    )


def _records_of(rows: list[ScheduledPublication]) -> dict[Any, dict[str, Any]]:
    kinds = {Kind(row.kind) for row in rows}
    uids = [row.uid for row in rows]
    found = together(kinds, lambda records, kind: records.filter(uid__in=uids))
    return {row["uid"]: row for row in found or ()}


def _scheduled_entry(row: ScheduledPublication, record: dict[str, Any], *, now: datetime) -> Entry:
    words = {"when": site_time(row.due_at), "who": row.scheduled_by.get_username()}
    if row.held_back_at is not None:
        mark, note = _("held back"), row.held_back_because
    elif row.version != record["version"]:
        mark, note = _("changed since"), _("It will be held back. Schedule it anew.")
    elif row.due_at <= now:
        mark, note = _("due"), ""
    else:
        mark = note = ""
    return Entry(
        Kind(row.kind),
        record["key"],
        record["named"],
        detail=_("For %(when)s, by %(who)s") % words,
        note=note,
        mark=mark,
    )


def changed(kinds: Sequence[Kind]) -> WorkList:
    """Live records that differ from what readers see.

    Versions say quickly where something was done since; whether readers would see a difference is
    then asked of those that are shown.
    """

    def narrow(records: Any, kind: Kind) -> Any:
        older = Edition.objects.filter(
            uid=OuterRef("uid"), is_live=True, record_version__lt=OuterRef("version")
        )
        ready = Case(When(stage=Stage.APPROVED, then=Value(0)), default=Value(1))
        return records.filter(Exists(older)).annotate(place=ready)

    query = together(kinds, narrow, "stage", "place")
    # Approved first: those only have to be published.
    order = ("place", "of_kind", "-key")
    found = [] if query is None else list(query.order_by(*order)[: COUNTED + 1])
    differing = unpublished_among([(row["of_kind"], row["uid"]) for row in found[:SHOWN]])
    shown = [row for row in found[:SHOWN] if row["uid"] in differing]
    same = min(len(found), SHOWN) - len(shown)
    return WorkList(
        "changed",
        _("Public, with changes readers do not see"),
        _("Readers see every public record as it stands here."),
        [
            Entry(
                Kind(row["of_kind"]),
                row["key"],
                row["named"],
                detail=_stage_words(row["stage"]),
                mark=_("ready to publish") if row["stage"] == Stage.APPROVED else "",
            )
            for row in shown
        ],
        len(found) - same,
        links_to_lists((row["of_kind"] for row in found), "public=changed") if shown else (),
    )


def _stage_words(stage: str) -> str:
    return str(Stage(stage).label)
