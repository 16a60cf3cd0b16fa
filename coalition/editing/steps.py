"""The steps a record can take from its form: through the stages, into the public and out of it.

Each is a named transition of `coalition.publishing`; who may take it and from where stands here,
and `tests/desk/permissions.csv` says the same cell by cell.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.editing.edits import User
from coalition.editing.public_state import PublicState
from coalition.models import Record, Stage
from coalition.publishing.review import APPROVE
from coalition.publishing.submissions import objection

PUBLISH = "coalition.publish_record"
WITHDRAW = "coalition.withdraw_record"

Text = str | Any


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is the last part of its address. `permission` is needed beside that to change."""

    name: str
    label: Text
    question: Text
    permission: str = ""
    #: The stages from which it can be taken.
    stages: frozenset[str] = frozenset(Stage.values)
    #: Whether something has to be public for it.
    needs_live: bool = False
    #: Whether it has to be waiting for its time.
    needs_schedule: bool = False
    #: What its note is for; empty if it takes none.
    note_label: Text = ""
    is_note_required: bool = False
    #: Whether it makes an edition of the record, which therefore has to be approved.
    is_publication: bool = False
    #: Whether somebody else than who submitted the record has to take it.
    needs_second_person: bool = False

    def refusal(self, record: Record, state: PublicState) -> str:
        """Why it cannot be taken now, or an empty text."""
        if record.stage not in self.stages:
            return _("“%(record)s” is in the stage “%(stage)s”, so there is nothing to do.") % {
                "record": record,
                "stage": Stage(record.stage).label,
            }
        if self.needs_live and state.live is None:
            return _("“%s” is not public.") % record
        if self.needs_schedule and state.scheduled is None:
            return _("“%s” is not scheduled.") % record
        return ""

    def objection(self, record: Record, user: User) -> str:
        """Why somebody else than `user` has to take it, or an empty text."""
        return objection(record, by=user) if self.needs_second_person else ""

    def is_allowed(self, user: User) -> bool:
        return not self.permission or user.has_perm(self.permission)

    def approves(self, record: Record, user: User) -> bool:
        """Whether taking it approves the record on the way, which an editor may."""
        return self.is_publication and record.stage != Stage.APPROVED and user.has_perm(APPROVE)


_STEPS = (
    Step(
        "submit",
        gettext_lazy("Submit for review"),
        gettext_lazy("Hand this record to the editors?"),
        stages=frozenset({Stage.DRAFTING}),
    ),
    Step(
        "return",
        gettext_lazy("Return to drafting"),
        gettext_lazy("Give this record back to its reporter?"),
        permission=APPROVE,
        stages=frozenset({Stage.IN_REVIEW, Stage.APPROVED}),
        note_label=gettext_lazy("What is missing? Whoever works on it next reads this."),
        is_note_required=True,
    ),
    Step(
        "approve",
        gettext_lazy("Approve"),
        gettext_lazy("Approve this record for publication?"),
        permission=APPROVE,
        stages=frozenset({Stage.DRAFTING, Stage.IN_REVIEW}),
        needs_second_person=True,
    ),
    Step(
        "publish",
        gettext_lazy("Publish"),
        gettext_lazy("Make this record public as it stands?"),
        permission=PUBLISH,
        note_label=gettext_lazy("Note for the public log of changes, if there is anything to say."),
        is_publication=True,
        needs_second_person=True,
    ),
    Step(
        "correct",
        gettext_lazy("Correct"),
        gettext_lazy("Publish this record anew, with a public correction?"),
        permission=PUBLISH,
        needs_live=True,
        note_label=gettext_lazy("What was wrong? Readers will see this."),
        is_note_required=True,
        is_publication=True,
        needs_second_person=True,
    ),
    Step(
        "unschedule",
        gettext_lazy("Take off the schedule"),
        gettext_lazy("Take it off the schedule? It stays as it is, and nothing becomes public."),
        permission=PUBLISH,
        needs_schedule=True,
        note_label=gettext_lazy("Why, if there is anything to say. Kept in the record's history."),
    ),
    Step(
        "withdraw",
        gettext_lazy("Withdraw"),
        gettext_lazy("Take this record out of the public?"),
        permission=WITHDRAW,
        needs_live=True,
        note_label=gettext_lazy("Why? Readers who come to its address will see this."),
        is_note_required=True,
    ),
)
STEPS: dict[str, Step] = {step.name: step for step in _STEPS}
