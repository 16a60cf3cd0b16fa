"""Publishing: from approved records to their next editions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.models import ENDINGS, Action, Cause, Edition, Record, Stage
from coalition.page_addresses import page_url
from coalition.publishing.canonical import content
from coalition.publishing.carrying import carry
from coalition.publishing.columns import is_past_event
from coalition.publishing.documents import KINDS, KindOfDocument
from coalition.publishing.documents.claims import moment
from coalition.publishing.gates import Gate, GatesClosed, clean_note
from coalition.publishing.ledger import Entry, document_of, take_turn, write
from coalition.publishing.plan import Plan, draw_up
from coalition.publishing.references import keep_names
from coalition.publishing.refresh import refresh
from coalition.publishing.review import SelfApprovalRefused, remember
from coalition.publishing.schedules import clear_schedules
from coalition.publishing.submissions import objection_to_own, own_submissions

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Publication:
    """What one act did, in ledger order: `editions` are all new ones, those taken along first.

    `taken_along` are the records that were never public before and had to come too. Both are
    empty if nothing had changed since the last edition.
    """

    editions: list[Edition] = field(default_factory=list)
    taken_along: list[Record] = field(default_factory=list)
    #: Those of `taken_along` that nobody had approved before.
    approved_along: list[Record] = field(default_factory=list)
    #: What stood in the way, by record; of a rehearsal only.
    closed: list[tuple[Record, list[Gate]]] = field(default_factory=list)

    def edition_of(self, record: Record) -> Edition | None:
        return next((edition for edition in self.editions if edition.uid == record.uid), None)


def publish(record: Record, *, by: Any, note: str = "", now: datetime | None = None) -> Publication:
    """Make the next edition of `record` from its row, and make it live.

    Raises GatesClosed, with nothing written, if a blocking gate is closed, and SelfApprovalRefused
    if `by` submitted it and somebody else therefore has to publish it. A `note` becomes part
    of the ledger; use `correct` for one that readers see as a correction. Publishing what has not
    changed writes nothing, so a second click is harmless.
    """
    return publish_all([record], by=by, note=note, now=now)


def correct(record: Record, *, by: Any, note: str, now: datetime | None = None) -> Publication:
    """Publish the next edition with a public note that says what was wrong.

    Raises GatesClosed if there is no note, or nothing live to correct.
    """
    if not note.strip():
        gate = Gate("no_note", "note", _("Say what was wrong; readers will see it."))
        raise GatesClosed(record, [gate])
    with transaction.atomic():
        # The turn comes first, so that nobody withdraws it between the look and the correction.
        take_turn()
        if not Edition.objects.live().filter(uid=record.uid).exists():
            message = _("It is not public, so there is nothing to correct. Publish it.")
            raise GatesClosed(record, [Gate("not_live", "", message)])
        return publish_all([record], by=by, note=note, now=now, is_correction=True)


def publish_all(
    records: Sequence[Record],
    *,
    by: Any,
    note: str = "",
    now: datetime | None = None,
    is_correction: bool = False,
    is_rehearsal: bool = False,
) -> Publication:
    """Publish many records of any kind in one transaction: all of them, or none.

    Documents are built and written a thousand at a time, what others refer to first. The records
    themselves stay loaded until the end: hand over a long list in parts. `is_rehearsal` goes on
    behind closed gates and is for `coalition.publishing.rehearsal` alone, which undoes it all.
    """
    now = now or timezone.now()
    note = clean_note(records[0], note) if records else ""
    with transaction.atomic():
        take_turn()
        if not is_rehearsal:
            _refuse_own(records, by)
        plan = draw_up(records, by=by, now=now, is_rehearsal=is_rehearsal)
        editions: list[Edition] = []
        hosts: set[str] = set()
        for kind, by_key in plan.records.items():
            rows = list(by_key.values())
            for start in range(0, len(rows), _BATCH):
                entries = _entries(
                    plan, KINDS[kind], rows[start : start + _BATCH], note, is_correction
                )
                editions += write(entries, by=by, now=now)
                hosts.update(uid for entry in entries for uid in entry.hosts())
        approved_along = _settle_stage(plan.taken_along, by, now)
        clear_schedules((record for _kind, record in plan), by=by, now=now)
        written = {str(edition.uid) for edition in editions}
        editions += refresh(hosts - written, by=by, now=now)
    return Publication(
        editions=editions,
        taken_along=plan.taken_along,
        approved_along=approved_along,
        closed=plan.closed,
    )


def _entries(
    plan: Plan, kind: KindOfDocument, rows: list[Any], note: str, is_correction: bool
) -> list[Entry]:
    earlier = _last_documents(plan, rows)
    taken_along = {str(record.uid) for record in plan.taken_along}
    documents = [_document(plan, kind, record) for record in rows]
    for document in documents:
        if document["id"] in earlier:
            _continue_from(document, document_of(earlier[document["id"]]))
    carry(documents)
    # What goes along is approved on the way, which raises its version by one.
    versions = {
        str(record.uid): record.version + (record.stage != Stage.APPROVED) for record in rows
    }
    entries = []
    for document in documents:
        uid = document["id"]
        newest = plan.newest.get(uid)
        current = earlier[uid] if newest is not None and newest.is_live else None
        if current is not None and not is_correction and _unchanged(document, current):
            continue
        entries.append(
            Entry(
                document=document,
                cause=_cause(newest, is_correction=is_correction),
                # It was written about what the editor chose, not about whatever came along.
                note="" if uid in taken_along else note,
                replaces=current,
                number=newest.number + 1 if newest else 1,
                record_version=versions[uid],
            )
        )
    return entries


def _document(plan: Plan, kind: KindOfDocument, record: Any) -> dict[str, Any]:
    return {
        "id": str(record.uid),
        "kind": str(kind.kind),
        "slug": record.slug,
        "url": page_url(kind.kind, record.slug),
        "edition": None,
        "published_at": None,
        "first_published_at": moment(plan.first_published.get(str(record.uid))),
        "correction": None,
        "corrections": [],
        **kind.build(record, plan.refs),
    }


def _continue_from(document: dict[str, Any], earlier: dict[str, Any]) -> None:
    """Go on from the last document there was, be it live or withdrawn since."""
    if is_past_event(earlier):
        keep_names(document, earlier)
    document["correction"] = earlier["correction"]
    document["corrections"] = earlier["corrections"]


def _unchanged(document: dict[str, Any], current: Edition) -> bool:
    return content(document) == content(document_of(current))


def _last_documents(plan: Plan, rows: list[Any]) -> dict[str, Edition]:
    """The newest editions with a body, by uid."""
    uids = [str(record.uid) for record in rows]
    sequences = [plan.last_document[uid] for uid in uids if uid in plan.last_document]
    return {str(edition.uid): edition for edition in Edition.objects.filter(sequence__in=sequences)}


def _cause(newest: Edition | None, *, is_correction: bool) -> Cause:
    if newest is None:
        return Cause.PUBLISHED
    if newest.cause in ENDINGS:
        return Cause.REPUBLISHED
    return Cause.CORRECTED if is_correction else Cause.PUBLISHED


def _refuse_own(records: Sequence[Record], by: Any) -> None:
    own = own_submissions(records, by=by)
    for record in records:
        if record.uid in own:
            raise SelfApprovalRefused(record, objection_to_own(record, own[record.uid]))


def _settle_stage(taken_along: list[Record], by: Any, now: datetime) -> list[Record]:
    """What became public in somebody else's wake counts as approved by whoever published.

    Returns what was not approved before.
    """
    settled = [record for record in taken_along if record.stage != Stage.APPROVED]
    for entry in KINDS.values():
        unsettled = [record.pk for record in settled if isinstance(record, entry.model)]
        for start in range(0, len(unsettled), _BATCH):
            # The rows are locked, so their versions are those that were read.
            entry.model.objects.filter(pk__in=unsettled[start : start + _BATCH]).update(
                stage=Stage.APPROVED, version=F("version") + 1
            )
    for record in settled:
        record.stage = Stage.APPROVED
        record.version += 1
    note = _("It was published along with a record that names it.")
    remember(settled, Action.APPROVED, by=by, note=note, now=now)
    return settled
