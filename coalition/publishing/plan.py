"""The plan of one act of publishing: which records become public together, and under what names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.models import (
    ENDINGS,
    Edition,
    Kind,
    Record,
    ScheduledPublication,
    Stage,
    StaleRecordError,
)
from coalition.publishing.documents import KINDS, KindOfDocument, kind_of_record
from coalition.publishing.gates import Gate, GatesClosed, check_gates
from coalition.publishing.references import Reference, ReferenceTable
from coalition.publishing.schedules import reserved_for_later, site_time
from coalition.publishing.submissions import objection_to_own, own_submissions

#: What a document names in passing. Such a record goes along at any stage, for its name is public
#: with the document anyway; an event goes along only if it is approved.
IDENTITIES = frozenset({Kind.PARTY, Kind.LEADER, Kind.ALLIANCE, Kind.ELECTION})

_BATCH = 1000


@dataclass
class Plan:
    """Loaded, locked records by kind, the names they may use, and what is public of them now."""

    records: dict[Kind, dict[int, Any]] = field(
        default_factory=lambda: {kind: {} for kind in KINDS}
    )
    taken_along: list[Record] = field(default_factory=list)
    refs: ReferenceTable = field(default_factory=ReferenceTable)
    #: The newest edition of each planned record by uid, live or not.
    newest: dict[str, Edition] = field(default_factory=dict)
    #: The sequence of its newest edition that is no tombstone.
    last_document: dict[str, int] = field(default_factory=dict)
    first_published: dict[str, Any] = field(default_factory=dict)
    #: What stands in the way, by record. Only a rehearsal goes on with any.
    closed: list[tuple[Record, list[Gate]]] = field(default_factory=list)
    #: What an editor wants to become public later than this, by uid.
    reserved: dict[str, ScheduledPublication] = field(default_factory=dict)

    def __iter__(self) -> Any:
        for kind, records in self.records.items():
            for record in records.values():
                yield KINDS[kind], record


def draw_up(
    records: Sequence[Record], *, by: Any, now: datetime, is_rehearsal: bool = False
) -> Plan:
    """Load and lock `records` and whatever has to go along; raise GatesClosed if one may not.

    Runs inside the transaction of the act, which has taken its turn in the ledger. The rows are
    locked against editors' saves, and a record that changed since the caller read it is refused
    with StaleRecordError: nobody publishes what they have not seen. A rehearsal goes on behind
    closed gates, and names from their rows even records that are not public.
    """
    plan = Plan(reserved=reserved_for_later(now))
    wanted: dict[Kind, set[int]] = {kind: set() for kind in KINDS}
    for record in records:
        wanted[kind_of_record(record).kind].add(record.pk)
    named = {(kind, pk) for kind, keys in wanted.items() for pk in keys}
    targets: dict[str, Record] = {}
    while any(wanted.values()):
        fresh = _load(plan, wanted)
        unknown = {
            str(target.uid): target for entry, record in fresh for target in entry.targets(record)
        }
        targets |= unknown
        wanted = _going_along(plan, unknown)
    for record in records:
        loaded = plan.records[kind_of_record(record).kind].get(record.pk)
        if loaded is None or loaded.version != record.version:
            raise StaleRecordError(record)
    plan.taken_along = [record for entry, record in plan if (entry.kind, record.pk) not in named]
    _learn_editions(plan)
    holders = _addresses_in_use(plan)
    plan.closed = list(_closed(plan, named, holders, by=by, today=timezone.localdate(now)))
    if not is_rehearsal and plan.closed:
        raise GatesClosed(*plan.closed[0])
    if is_rehearsal:
        _make_room(plan, targets, holders, now)
    return plan


def _load(plan: Plan, wanted: dict[Kind, set[int]]) -> list[tuple[KindOfDocument, Any]]:
    fresh = []
    for kind, keys in wanted.items():
        entry = KINDS[kind]
        ordered = sorted(keys - plan.records[kind].keys())
        for start in range(0, len(ordered), _BATCH):
            batch = ordered[start : start + _BATCH]
            # Lock first, by key alone: PostgreSQL refuses to lock across the outer joins below.
            # NO KEY, so that an editor's new row that points at one of these need not wait.
            locked = entry.model.objects.select_for_update(no_key=True).filter(pk__in=batch)
            list(locked.order_by("pk").values_list("pk"))
            for record in entry.rows(entry.model.objects.filter(pk__in=batch)).order_by("pk"):
                plan.records[kind][record.pk] = record
                plan.refs.add(_reference_of_record(entry, record))
                fresh.append((entry, record))
    return fresh


def _reference_of_record(entry: KindOfDocument, record: Any) -> Reference:
    return Reference(
        id=str(record.uid),
        kind=entry.kind,
        slug=record.slug,
        name=getattr(record, entry.title_field),
        abbreviation=getattr(record, "abbreviation", "") or None,
    )


def _going_along(plan: Plan, targets: dict[str, Record]) -> dict[Kind, set[int]]:
    """Which of the records that documents name were never published, and may be now."""
    plan.refs.add_live(uid for uid in targets if uid not in plan.refs)
    missing = {uid: target for uid, target in targets.items() if uid not in plan.refs}
    withdrawn = {
        str(uid)
        for uid in Edition.objects.filter(uid__in=list(missing)).values_list("uid", flat=True)
    }
    wanted: dict[Kind, set[int]] = {kind: set() for kind in KINDS}
    for uid, target in missing.items():
        kind = kind_of_record(target).kind
        if uid in withdrawn or uid in plan.reserved:
            continue
        if kind in IDENTITIES or target.stage == Stage.APPROVED:
            wanted[kind].add(target.pk)
    return wanted


def _learn_editions(plan: Plan) -> None:
    uids = [record.uid for _entry, record in plan]
    for start in range(0, len(uids), _BATCH):
        editions = Edition.objects.filter(uid__in=uids[start : start + _BATCH]).defer(
            "body", "search_text"
        )
        for edition in editions.order_by("uid", "number"):
            uid = str(edition.uid)
            plan.newest[uid] = edition
            if edition.cause not in ENDINGS:
                plan.last_document[uid] = edition.sequence
            plan.first_published.setdefault(uid, edition.published_at)


def _closed(
    plan: Plan,
    named: set[tuple[Kind, int]],
    holders: dict[tuple[Kind, str], Edition],
    *,
    by: Any,
    today: date,
) -> Iterator[tuple[Record, list[Gate]]]:
    """Each record that may not become public, with why."""
    in_review = [record for record in plan.taken_along if record.stage == Stage.IN_REVIEW]
    own = own_submissions(in_review, by=by)
    for entry, record in plan:
        closed: list[Gate] = []
        if (entry.kind, record.pk) in named or entry.kind not in IDENTITIES:
            found = check_gates(record, entry.kind, today=today)
            closed += [gate for gate in found if gate.is_blocking]
        for target in dict.fromkeys(entry.targets(record)):
            if target.uid not in plan.refs:
                closed.append(_target_not_public(target, plan.reserved.get(str(target.uid))))
        if record.uid in own:
            closed.append(
                Gate("own_submission", "stage", objection_to_own(record, own[record.uid]))
            )
        holder = holders.get((entry.kind, record.slug))
        if holder is not None and holder.uid != record.uid:
            closed.append(_address_taken(holder))
        if closed:
            yield record, closed


def _make_room(
    plan: Plan,
    targets: dict[str, Record],
    holders: dict[tuple[Kind, str], Edition],
    now: datetime,
) -> None:
    """Let a rehearsal go on where gates are closed; what it does is undone."""
    for target in targets.values():
        if target.uid not in plan.refs:
            plan.refs.add(_reference_of_record(kind_of_record(target), target))
    planned = {record.uid for _entry, record in plan}
    in_the_way = [holder.sequence for holder in holders.values() if holder.uid not in planned]
    Edition.objects.filter(sequence__in=in_the_way).update(is_live=False, retired_at=now)


def _target_not_public(target: Record, reserved: ScheduledPublication | None) -> Gate:
    if reserved is not None:
        message = _(
            "It refers to “%(target)s”, which becomes public on %(when)s. Publish that first, or "
            "schedule this for later."
        )
        words = {"target": target, "when": site_time(reserved.due_at)}
        return Gate("target_not_public", "", message % words, about=(target,))
    message = _(
        "It refers to “%s”, which is not public. Publish that first, or take the reference out."
    )
    return Gate("target_not_public", "", message % target, about=(target,))


def _address_taken(holder: Edition) -> Gate:
    message = _("The address “%(slug)s” still belongs to “%(title)s” in public. Choose another.")
    return Gate("address_taken", "slug", message % {"slug": holder.slug, "title": holder.title})


def _addresses_in_use(plan: Plan) -> dict[tuple[Kind, str], Edition]:
    """Who has, in public, an address that a planned record wants.

    Another record may give up its own in the same act; until its edition is written it has it.
    """
    found: dict[tuple[Kind, str], Edition] = {}
    for kind, records in plan.records.items():
        slugs = [
            record.slug
            for record in records.values()
            if (newest := plan.newest.get(str(record.uid))) is None
            or not newest.is_live
            or newest.slug != record.slug
        ]
        for start in range(0, len(slugs), _BATCH):
            holders = Edition.objects.live().filter(
                kind=kind, slug__in=slugs[start : start + _BATCH]
            )
            found |= {(kind, holder.slug): holder for holder in holders.without_bodies()}
    return found
