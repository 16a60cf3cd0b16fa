"""Persons: an editor in the sense of interchange, who keeps to the rules of the desk.

Whoever writes by the API has the permissions of their role, takes approval away from what they
change, and leaves a revision and an audit row of it, as at the desk.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from coalition.api.records.actors import Actor
from coalition.api.records.kinds import RECORD_KINDS, RecordKind
from coalition.api.records.permissions import needed_for
from coalition.api.records.representation import READ_ONLY, represent
from coalition.api.records.visibility import ProposersBook
from coalition.editing.audit import ADDITION, CHANGE, log
from coalition.editing.edits import settle_stage
from coalition.interchange.editors import Editor
from coalition.interchange.entries import Draft
from coalition.interchange.problems import Problems, Sort
from coalition.interchange.references import SlugBook
from coalition.interchange.shapes import Shape
from coalition.interchange.stored import StoredEntry
from coalition.models import Proposal
from coalition.revisions import keep_each, keep_each_before

WITHHELD_WORDS = "The desk has added references to what is not public. Ask it to make your change."


@dataclass(frozen=True, slots=True)
class Wish:
    """What came with one entry beside the entry itself, by its row."""

    #: Whether it is to make a record, and not to change one.
    is_creation: bool = False
    #: Whether the entry came with an address of its own.
    names_slug: bool = False
    if_version: int | None = None
    #: What only the server sets, as the body repeats it.
    read_only: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one entry: `status` is created, changed or unchanged."""

    status: str
    kind: RecordKind
    pk: Any
    slug: str
    row: int


class Person(Editor):
    """Loads entries in the name of `actor`. `wishes` are by row, which is a place's line."""

    def __init__(self, actor: Actor, wishes: Mapping[int, Wish]) -> None:
        self.written: list[Written] = []
        self._actor = actor
        self._wishes = wishes

    def book(self) -> SlugBook:
        return ProposersBook(self._actor) if self._actor.only_proposes else SlugBook()

    def known(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Locked, in one order for all, against whoever else would change them."""
        if self._actor.only_proposes:
            records = records.filter(uid__in=self._actor.proposals())
        return records.select_for_update(no_key=True).order_by("pk")

    def judge(self, draft: Draft, stored: StoredEntry | None, problems: Problems) -> None:
        kind, wish, place = (
            RECORD_KINDS[draft.shape.kind],
            self._wishes[draft.place.line],
            draft.place,
        )
        if missing := self._actor.missing(needed_for(kind, draft, stored)):
            names = ", ".join(f"“{name}”" for name in sorted(missing))
            words = f"Your account lacks the permission {names}."
            problems.add(place, "", words, Sort.FORBIDDEN)
        if stored is None:
            self._judge_new(draft, wish, problems)
        else:
            self._judge_change(kind, draft, stored, wish, problems)

    def _judge_new(self, draft: Draft, wish: Wish, problems: Problems) -> None:
        place = draft.place
        for key in sorted(wish.read_only):
            problems.add(place, key, f"The server sets {key}. Leave it out.")
        if draft.get("uid") is not None:
            words = "There is no such record. Leave the uid out, and a new record is made."
            problems.add(place, "uid", words)
        if wish.if_version is not None:
            words = "There is no such record, so it has no version. Leave if_version out."
            problems.add(place, "if_version", words, Sort.STALE)
        if self._actor.only_proposes and wish.names_slug:
            words = (
                "No proposal of yours has this address, and the address of a new one is not yours "
                "to choose. Leave the slug out."
            )
            problems.add(place, "slug", words)

    def _judge_change(
        self, kind: RecordKind, draft: Draft, stored: StoredEntry, wish: Wish, problems: Problems
    ) -> None:
        place, layout = draft.place, kind.shape.layout
        was = {key: stored.values[layout.by_key[key].index] for key in ("slug", "version")}
        if wish.is_creation:
            words = f"“{was['slug']}” is the address of another {kind.one}. Choose another."
            # One that nobody named was free a moment ago.
            sort = Sort.CONFLICT if wish.names_slug else Sort.OVERTAKEN
            problems.add(place, "slug", words, sort)
            return
        if wish.if_version is not None and wish.if_version != was["version"]:
            words = f"It is at version {was['version']} by now. Read it again."
            problems.add(place, "if_version", words, Sort.STALE)
        if self._actor.only_proposes:
            record = kind.model._default_manager.get(pk=stored.pk)
            if words := self._actor.objection_to_change(record):
                problems.add(place, "", words, Sort.CONFLICT)
            if draft.slug != was["slug"]:
                problems.add(place, "slug", "The address of a proposal is for the desk to change.")
            # Who does not see all of a record cannot say what all of it should be.
            if represent(kind, [record.pk], actor=self._actor)[0]["withheld"]:
                problems.add(place, "", WITHHELD_WORDS, Sort.CONFLICT)
        for key, value in sorted(wish.read_only.items()):
            column = layout.by_key.get(key)
            if column is None or value != column.write(stored.values[column.index]):
                words = f"No entry sets {key}: leave it out, or repeat what stands there."
                problems.add(place, key, words)

    def before(self, shape: Shape, drafts: Sequence[Draft]) -> None:
        by_key = {draft.pk: draft for draft in drafts}
        keep_each_before(shape.model, by_key)
        for record in shape.model._default_manager.approved().filter(pk__in=by_key):
            if settle_stage(record, by=self._actor.user):
                by_key[record.pk].put("stage", record.stage)

    def after(
        self,
        shape: Shape,
        *,
        new: Sequence[Draft],
        changed: Sequence[Draft],
        unchanged: Sequence[Draft],
    ) -> None:
        for status, drafts in (("created", new), ("changed", changed), ("unchanged", unchanged)):
            kind = RECORD_KINDS[shape.kind]
            self.written += [
                Written(status, kind, draft.pk, draft.slug, draft.place.line) for draft in drafts
            ]

    def sign(self) -> None:
        """Leave the revisions, audit rows and proposals of what was written.

        When all of it is: an entry may refer to one that was written after it.
        """
        keys: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for one in self.written:
            keys[one.status, one.kind.kind].append(one.pk)
        by = self._actor.user
        for (status, kind), touched in keys.items():
            if status == "unchanged":
                continue
            is_new, model = status == "created", RECORD_KINDS[kind].model
            words = self._words(is_new=is_new)
            keep_each(model, touched, by=by, words=words)
            records = list(model._default_manager.filter(pk__in=touched))
            log(records, by=by, words=words, act=ADDITION if is_new else CHANGE)
            if is_new and self._actor.only_proposes:
                Proposal.objects.bulk_create(
                    Proposal(kind=kind, uid=record.uid, by=by) for record in records
                )

    def _words(self, *, is_new: bool) -> str:
        words = _("Recorded through the API.") if is_new else _("Changed through the API.")
        if self._actor.key_name:
            words += " " + _("Key: %s") % self._actor.key_name
        return words


def set_aside(entry: dict[str, Any]) -> dict[str, Any]:
    """Take out of `entry` what only the server sets, but for the uid, and return it."""
    return {key: entry.pop(key) for key in READ_ONLY if key in entry and key != "uid"}
