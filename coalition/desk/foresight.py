"""Foresight: what publishing would do, in an editor's words.

It is found out by rehearsing it, which takes the publishers' turn for as long as it lasts. So it is
asked for on the pages that publish, and nowhere else.
"""

from dataclasses import dataclass, field

from coalition.desk.publication.findings import Finding, findings
from coalition.document_differences import Change, Outline, differences, outline
from coalition.editing.edits import User
from coalition.editing.steps import Step
from coalition.models import Edition, Record
from coalition.publishing.ledger import document_of
from coalition.publishing.rehearsal import rehearsed


@dataclass(frozen=True, slots=True)
class Foresight:
    """`blocking` is what stands in the way, by the record whose gates are closed."""

    blocking: list[tuple[Record, list[Finding]]] = field(default_factory=list)
    advisory: list[Finding] = field(default_factory=list)
    taken_along: list[Record] = field(default_factory=list)
    #: Those of them that nobody has approved, in the versions in which they become public.
    approved_along: list[Record] = field(default_factory=list)
    #: New editions of records that were public before, because they name or carry this one.
    refreshed: list[Edition] = field(default_factory=list)
    #: Whether nothing differs from the live edition.
    is_unchanged: bool = False
    #: What differs from the live edition, if there is one; else what would become public.
    changes: list[Change] = field(default_factory=list)
    outline: list[Outline] = field(default_factory=list)


def foresee(step: Step, record: Record, *, by: User) -> Foresight:
    """What taking `step`, a publication, would do to `record` now. Writes nothing.

    Raises RehearsalBusy.
    """
    approves = step.approves(record, by)
    with rehearsed(record, by=by, counts_as_approved=approves) as rehearsal:
        pass
    document = document_of(rehearsal.newest)
    return Foresight(
        blocking=[(closed, findings(gates, closed)) for closed, gates in rehearsal.closed],
        advisory=findings(rehearsal.advisory, record),
        taken_along=rehearsal.taken_along,
        approved_along=rehearsal.approved_along,
        refreshed=rehearsal.refreshed,
        is_unchanged=rehearsal.is_unchanged,
        changes=differences(document_of(rehearsal.live), document) if rehearsal.live else [],
        outline=outline(document) if rehearsal.live is None else [],
    )
