"""Actors: who is asking, and how far their key and their role reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from coalition.api.problems import ScopeMissing
from coalition.api.records.kinds import RecordKind
from coalition.api.records.refusals import lacking
from coalition.editing.ownership import citing
from coalition.models import Action, Proposal, Record, Scope, Source, Stage, Transition

#: The steps of a proposal after which it is in the hands of who proposed it.
_THEIRS = (None, Action.RETURNED)
#: The steps that say in whose hands a record is.
MOVES = (Action.SUBMITTED, Action.RETURNED, Action.APPROVED, Action.REOPENED)


@dataclass(frozen=True, slots=True)
class Actor:
    """A user, through a key or signed in.

    One who only proposes brings in records of their own and hands them to the editors. To them no
    other record exists, unless it is public. Everybody else may do what their role may at the desk.
    """

    user: Any
    only_proposes: bool
    #: The name of the key, for the history; empty for somebody who is signed in.
    key_name: str = ""

    def proposals(self) -> QuerySet[Any]:
        """The uids of what they have proposed."""
        return Proposal.objects.filter(by=self.user).values("uid")

    def records(self, model: Any) -> QuerySet[Any]:
        """The records that exist to them."""
        found: QuerySet[Any] = model._default_manager.all()
        return found.filter(uid__in=self.proposals()) if self.only_proposes else found

    def require(self, permissions: Iterable[str]) -> None:
        """Raises NotAllowed, naming what is missing."""
        if missing := self.missing(permissions):
            raise lacking(missing)

    def missing(self, permissions: Iterable[str]) -> set[str]:
        """Which of the role's permissions they lack. Proposing needs none: it is the scope's."""
        if self.only_proposes:
            return set()
        return {name for name in permissions if not self.user.has_perm(name)}

    def require_full(self, what: str) -> None:
        """Raises ScopeMissing for who may only propose."""
        if self.only_proposes:
            raise ScopeMissing(Scope.WRITE.value, what=what)

    def may_read(self, kind: RecordKind) -> None:
        if self.missing({kind.permission("view")}):
            self.require({kind.permission("change")})

    def objection_to_change(self, record: Record) -> str:
        """Why they may not change it as it stands, or an empty text."""
        if not self.only_proposes:
            return ""
        if isinstance(record, Source):
            return self._objection_to_source(record)
        moves = Transition.objects.filter(uid=record.uid, action__in=MOVES).order_by("-at", "-pk")
        last = moves.values_list("action", flat=True).first()
        if record.stage == Stage.DRAFTING and last in _THEIRS:
            return ""
        return (
            "You submitted it, so it is with the editors. You can change it again if they return "
            "it to you."
        )

    def _objection_to_source(self, source: Source) -> str:
        """A report has no stages: it is fixed as soon as something handed on rests on it."""
        resting = list(citing(Source.objects.filter(pk=source.pk)))
        drafts = {
            uid
            for model in {model for _source, model, _uid in resting}
            for uid in self.records(model)
            .filter(stage=Stage.DRAFTING)
            .values_list("uid", flat=True)
        }
        if all(uid in drafts for _source, _model, uid in resting):
            return ""
        return "Something that you submitted rests on it, or the desk does. Propose another report."
