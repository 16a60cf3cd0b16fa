"""A record of each kind in each stage, as the desk and the public may have it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from coalition.api.records.kinds import RecordKind
from coalition.merging import merge
from coalition.models import Action, Edition, Source, Stage
from coalition.publishing import approve, schedule, submit, withdraw
from coalition.publishing.gates import SOURCED_KINDS
from coalition.publishing.review import remember
from tests import factories
from tests.api.access.callers import owner, submitter
from tests.editorial_factories import ProposalFactory

STAGES = (
    "drafting",
    "in_review",
    "approved",
    "scheduled",
    "published",
    "edited",
    "withdrawn",
    "merged",
)
#: Of what the desk does not merge there is none that was.
MERGED = frozenset({"party", "leader", "meeting"})

_FACTORIES: dict[str, Any] = {
    "party": factories.PartyFactory,
    "leader": factories.LeaderFactory,
    "alliance": factories.AllianceFactory,
    "election": factories.ElectionFactory,
    "meeting": factories.MeetingFactory,
    "seat_sharing_talk": factories.SeatSharingTalkFactory,
    "statement": factories.StatementFactory,
    "source": factories.SourceFactory,
}


def stages_of(kind: RecordKind) -> tuple[str, ...]:
    if not kind.is_public:
        # A report has none.
        return STAGES[:1]
    return STAGES if kind.kind in MERGED else STAGES[:-1]


def in_every_stage(kind: RecordKind) -> dict[str, Any]:
    """All of them proposals of the owner's, with the reports that they rest on; what left drafting
    was submitted by the submitter."""
    made = {stage: record_in(kind, stage) for stage in stages_of(kind)}
    if kind.is_public:
        for source in Source.objects.all():
            ProposalFactory(kind="source", uid=source.uid, by=owner())
    for stage, record in made.items():
        ProposalFactory(kind=kind.kind, uid=record.uid, by=owner())
        if stage != "drafting":
            remember([record], Action.SUBMITTED, by=submitter())
    return made


def record_in(kind: RecordKind, stage: str) -> Any:
    record = _made(kind)
    if stage in ("published", "edited", "withdrawn", "merged"):
        factories.published(record)
    if stage == "in_review":
        submit(record, by=None)
    elif stage in ("approved", "scheduled"):
        approve(record, by=None)
    if stage == "scheduled":
        due_at = timezone.now() + timedelta(hours=1)
        schedule(record, by=factories.carol(), due_at=due_at)
    elif stage == "edited":
        name = "title" if hasattr(record, "title") else "name"
        setattr(record, name, "Another name")
        record.stage = Stage.DRAFTING
        record.save()
    elif stage == "withdrawn":
        withdraw(record, by=None, reason="It never was so.")
    elif stage == "merged":
        other = _made(kind)
        factories.published(other)
        merge(other, record, by=factories.carol())
    return record


def _made(kind: RecordKind) -> Any:
    more: dict[str, Any] = {}
    if kind.kind in SOURCED_KINDS:
        more["sourced"] = True
    if kind.kind == "statement":
        party = factories.PartyFactory()
        factories.published(party)
        more["speaker_party"] = party
    return _FACTORIES[kind.kind](**more)


def tag_of(record: Any) -> str:
    """Its ETag."""
    editions = Edition.objects.filter(uid=record.uid).count()
    return f'"{record.version}.{editions}"' if editions else f'"{record.version}"'
