"""What waits on its way through the stages: for my review, returned to me, drafts of mine."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from coalition.desk.dashboard.kinds_together import together
from coalition.desk.dashboard.work import (
    COUNTED,
    SHOWN,
    Entry,
    WorkList,
    days_ago,
    links_to_lists,
    model_name,
)
from coalition.models import Action, Kind, Stage, Transition

_MOVES = (Action.SUBMITTED, Action.RETURNED, Action.APPROVED, Action.REOPENED)


def in_review(user: Any, kinds: Sequence[Kind], *, is_editor: bool, now: datetime) -> WorkList:
    """For an editor what others submitted, the longest waiting first; for a reporter their own."""

    def narrow(records: Any, kind: Kind) -> Any:
        submission = _newest(Action.SUBMITTED)
        annotated = records.filter(stage=Stage.IN_REVIEW).annotate(
            submitted_by=Subquery(submission.values("by")[:1]),
            submitter=Subquery(submission.values("by__username")[:1]),
            since=Subquery(submission.values("at")[:1]),
        )
        if is_editor:
            return annotated.filter(Q(submitted_by=None) | ~Q(submitted_by=user.pk))
        return annotated.filter(submitted_by=user.pk)

    found = _first(together(kinds, narrow, "submitter", "since"), "since", "of_kind", "key")
    entries = [
        _entry(row, detail=_submitted(row, now=now, is_own=not is_editor)) for row in found[:SHOWN]
    ]
    if is_editor:
        title = _("Waiting for your review")
        empty = _("Nobody waits for you. What colleagues submit appears here.")
    else:
        title = _("Waiting for an editor")
        empty = _("Nothing of yours is in review. Submit a draft when it is ready.")
    return WorkList(
        "review", title, empty, entries, len(found), _links(found, "stage__exact=in_review")
    )


def drafting(user: Any, kinds: Sequence[Kind]) -> tuple[WorkList, WorkList]:
    """What came back to `user` with a note, and the other drafts that `user` has worked on."""

    def narrow(records: Any, kind: Kind) -> Any:
        last = Transition.objects.filter(uid=OuterRef("uid"), action__in=_MOVES)
        edits = LogEntry.objects.filter(
            user=user.pk,
            content_type__app_label="coalition",
            content_type__model=model_name(kind),
            object_id=Cast(OuterRef("pk"), CharField()),
        ).order_by()
        annotated = records.filter(stage=Stage.DRAFTING).annotate(
            last_action=Subquery(last.values("action")[:1]),
            submitted_by=Subquery(_newest(Action.SUBMITTED).values("by")[:1]),
            returner=Subquery(last.values("by__username")[:1]),
            note=Subquery(last.values("note")[:1]),
            is_returned=Case(
                When(last_action=Action.RETURNED, submitted_by=user.pk, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
        )
        return annotated.filter(Q(is_returned=True) | Exists(edits))

    query = together(kinds, narrow, "is_returned", "returner", "note")
    found = _first(query, "-is_returned", "of_kind", "-key")
    returned = [row for row in found if row["is_returned"]]
    drafts = [row for row in found if not row["is_returned"]]
    return (
        WorkList(
            "returned",
            _("Returned to you"),
            _("Nothing came back. If an editor returns what you submitted, the note is here."),
            [
                _entry(row, detail=_returned(row), note=row["note"] or "")
                for row in returned[:SHOWN]
            ],
            len(returned),
            _links(returned, "stage__exact=drafting"),
        ),
        WorkList(
            "drafts",
            _("Your drafts"),
            _("No draft is under way. Add the source of your next report, and record from it."),
            [_entry(row) for row in drafts[:SHOWN]],
            len(drafts),
            _links(drafts, "stage__exact=drafting"),
        ),
    )


def _newest(action: Action) -> QuerySet[Transition]:
    return Transition.objects.filter(uid=OuterRef("uid"), action=action)


def _first(query: QuerySet[Any] | None, *order: str) -> list[dict[str, Any]]:
    return [] if query is None else list(query.order_by(*order)[: COUNTED + 1])


def _links(found: list[dict[str, Any]], query: str) -> list[tuple[str, str]]:
    return links_to_lists((row["of_kind"] for row in found), query)


def _entry(row: dict[str, Any], **words: str) -> Entry:
    return Entry(Kind(row["of_kind"]), row["key"], row["named"], **words)


def _submitted(row: dict[str, Any], *, now: datetime, is_own: bool) -> str:
    if row["since"] is None:
        return _("Brought in by a command")
    waited = days_ago(row["since"], now=now)
    if is_own:
        return _("Submitted %s") % (waited or _("today"))
    words = {"who": row["submitter"] or _("a command"), "when": waited or _("today")}
    return _("Submitted by %(who)s %(when)s") % words


def _returned(row: dict[str, Any]) -> str:
    return _("By %s") % row["returner"] if row["returner"] else ""
