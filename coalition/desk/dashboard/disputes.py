"""Facts on which the sources differ, and on which the desk has not settled."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.desk.dashboard.kinds_together import together
from coalition.desk.dashboard.work import COUNTED, SHOWN, Entry, WorkList
from coalition.models import (
    Attendance,
    AttendanceStatus,
    Claim,
    Decision,
    Kind,
    Meeting,
    SeatPosition,
    SeatSharingTalk,
)
from coalition.publishing.documents.claims import claims_prefetch
from coalition.publishing.documents.differences import differences
from coalition.publishing.facts import MEETING_FACTS

#: Plans, which what came of them does not contradict.
_PLANS = (AttendanceStatus.EXPECTED, AttendanceStatus.INVITED)

#: How a claim on a field leads to its record: the subject, and the way from there.
_FIELDS = (
    ("meeting", Kind.MEETING, "meeting"),
    ("talk", Kind.SEAT_SHARING_TALK, "talk"),
    ("position", Kind.SEAT_SHARING_TALK, "position__talk"),
)
#: Facts that include others: who bears out the place bears out the city.
_COVERING = sorted({name for fact in MEETING_FACTS for name in fact.covered_by})
#: The subjects, with the records that their facts name.
_SUBJECTS: dict[str, Any] = {
    "meeting": Meeting.objects.select_related("alliance", "follows"),
    "talk": SeatSharingTalk.objects.select_related("alliance", "election"),
    "position": SeatPosition.objects.all(),
}


def disputed() -> WorkList:
    """Meetings and talks with facts that are disputed in public, and in how many facts."""
    facts = Counter((Kind(row["of_kind"]), row["record"]) for row in _disputed(list(_facts())))
    shown = list(facts.items())[:SHOWN]
    titles = _titles([record for record, _number in shown])
    entries = [
        Entry(
            *record,
            titles[record],
            detail=ngettext(
                "Sources differ on %d fact. Weigh them, and give a reason.",
                "Sources differ on %d facts. Weigh them, and give reasons.",
                number,
            )
            % number,
            page="conflicts",
        )
        for record, number in shown
        if record in titles
    ]
    return WorkList(
        "disputed",
        _("Disputed facts"),
        _("No two sources contradict each other without a word from the desk."),
        entries,
        len(facts),
    )


def _titles(records: list[tuple[Kind, int]]) -> dict[tuple[Kind, int], str]:
    if not records:
        return {}
    kinds = {kind for kind, _key in records}

    def narrow(found: Any, kind: Kind) -> Any:
        return found.filter(pk__in=[key for of_kind, key in records if of_kind == kind])

    rows = together(kinds, narrow)
    return {(Kind(row["of_kind"]), row["key"]): row["named"] for row in rows or ()}


def _disputed(facts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Those of `facts` on which the sources do differ, as the conflict desk and readers see it.

    A database cannot know that “7 pm” is 19:00.
    """
    open_facts = {name: _open_facts(name, facts) for name in _SUBJECTS}
    for fact in facts:
        name = fact["of_subject"]
        if not name or (fact["fact"], fact["called"]) in open_facts[name]:
            yield fact


def _open_facts(subject: str, facts: list[dict[str, Any]]) -> set[tuple[int, str]]:
    """The facts of the subjects in `facts` that are disputed, by key and by the name in claims."""
    keys = {fact["fact"] for fact in facts if fact["of_subject"] == subject}
    if not keys:
        return set()
    owners = _SUBJECTS[subject].filter(pk__in=keys)
    return {
        (owner.pk, claim.field)
        for owner in owners.prefetch_related(claims_prefetch(), "decisions")
        for found in differences(owner)
        if not found.is_settled
        for claim in found.claims
        if claim.value
    }


def _facts() -> Any:
    """What may be disputed with its record, the newest records first, up to COUNTED and one."""
    queries = [_differing(*where) for where in _FIELDS]
    queries.append(_contrary_attendances())
    return queries[0].union(*queries[1:], all=True).order_by("-record")[: COUNTED + 1]


def _differing(subject: str, kind: Kind, path: str) -> Any:
    """Fields of which a claim asserts a value that another does not.

    One that asserts nothing says what is recorded.
    """
    settled = Decision.objects.filter(
        is_open=False, field=OuterRef("field"), **{subject: OuterRef(subject)}
    )
    claims = Claim.objects.filter(**{f"{subject}__isnull": False}).exclude(field="")
    agreeing = Claim.objects.filter(
        Q(field=OuterRef("field")) | Q(field__in=_COVERING),
        value="",
        **{subject: OuterRef(subject)},
    )
    return (
        claims.exclude(value="")
        .filter(~Exists(settled))
        .order_by()
        .values(subject, "field")
        .annotate(
            of_kind=Value(str(kind), output_field=CharField()),
            record=F(f"{path}_id"),
            fact=F(f"{subject}_id"),
            of_subject=Value(subject, output_field=CharField()),
            called=F("field"),
            values_asserted=Count(Lower("value"), distinct=True),
        )
        .filter(Q(values_asserted__gt=1) | Exists(agreeing))
        .values("of_kind", "record", "fact", "of_subject", "called")
    )


def _contrary_attendances() -> Any:
    """Rows of which a claim asserts another status, plans apart: what came of one is no dispute.

    The row is looked up claim by claim. Few claims assert anything, which PostgreSQL cannot know;
    given a join, it would read every attendance there is.
    """
    rows = Attendance.objects.filter(pk=OuterRef("attendance")).order_by()
    settled = Decision.objects.filter(is_open=False, attendance=OuterRef("attendance"))
    is_outdated_plan = Q(asserted__in=_PLANS) & ~Q(status__in=_PLANS)
    return (
        Claim.objects.filter(attendance__isnull=False, field__in=["", "status"])
        .exclude(value="")
        .annotate(
            asserted=Lower("value"),
            status=Subquery(rows.values("status")[:1]),
            of_kind=Value(str(Kind.MEETING), output_field=CharField()),
            record=Subquery(rows.values("meeting")[:1]),
            fact=F("attendance_id"),
            of_subject=Value("", output_field=CharField()),
            called=Value("", output_field=CharField()),
        )
        .exclude(asserted=F("status"))
        .exclude(is_outdated_plan)
        .filter(~Exists(settled))
        .order_by()
        .values("of_kind", "record", "fact", "of_subject", "called")
        .distinct()
    )
