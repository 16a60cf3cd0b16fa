"""Stepping: the named transitions of a record, each at an address of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from coalition.api.records.actors import Actor
from coalition.api.records.kinds import RecordKind, record_kind_of
from coalition.api.records.refusals import (
    InvalidEntry,
    SecondPersonNeeded,
    WrongStage,
    closed_gates,
    field_error,
    overtaken,
    refused_step,
)
from coalition.editing.audit import log
from coalition.editing.public_state import public_state_of
from coalition.editing.putting_off import put_off
from coalition.editing.steps import STEPS, Step
from coalition.editing.taking import EditionMoved, Taken, take
from coalition.interchange.values import Refused, nearest, read_datetime, short
from coalition.models import Record, StaleRecordError
from coalition.models.text import clean_text
from coalition.publishing import GatesClosed
from coalition.publishing.review import TransitionRefused
from coalition.revisions import keep

NOTE_LIMIT = 1000
SCHEDULE = "schedule"
#: The addresses below a record at which a step is taken.
STEP_NAMES = (*STEPS, SCHEDULE)
#: What somebody who only proposes takes themselves.
_PROPOSERS = frozenset({"submit"})


@dataclass(frozen=True, slots=True)
class Words:
    """What the body of a step says."""

    note: str = ""
    due_at: datetime | None = None
    is_correction: bool = False


def step_of(name: str, *, is_correction: bool = False) -> Step:
    if name == SCHEDULE:
        return STEPS["correct" if is_correction else "publish"]
    return STEPS[name]


def touches_public(name: str) -> bool:
    """Whether it makes or ends an edition, so that it needs the publishers' turn."""
    step = step_of(name)
    return step.is_publication or step.needs_live


def may_take(kind: RecordKind, name: str, actor: Actor) -> None:
    """Raises ScopeMissing or NotAllowed if `actor` may take the step of no record at all."""
    if actor.only_proposes and name not in _PROPOSERS:
        actor.require_full(f"The step “{name}”")
    permission = step_of(name).permission
    actor.require({kind.permission("change")} | ({permission} if permission else set()))


def read_words(name: str, body: Any) -> Words:
    """What `body` says to the step; raises InvalidEntry for what it cannot."""
    step = step_of(name)
    known = {"note"} if step.note_label else set()
    if name == SCHEDULE:
        known |= {"due_at", "is_correction"}
    if not isinstance(body, dict):
        raise _invalid([("", f"{short(body)} is no object. Send one, or no body.")])
    errors = [
        (str(key)[:60], f"There is no such field.{nearest(str(key), sorted(known))}")
        for key in list(body)[:20]
        if key not in known
    ]
    readers: dict[str, Callable[[Any], Any]] = {
        "note": _note,
        "due_at": read_datetime,
        "is_correction": _flag,
    }
    read: dict[str, Any] = {}
    for key in sorted(known):
        try:
            if body.get(key) is not None:
                read[key] = readers[key](body[key])
        except Refused as refused:
            errors.append((key, str(refused)))
    is_required = step.is_note_required or read.get("is_correction", False)
    if is_required and not read.get("note") and not any(key == "note" for key, _ in errors):
        errors.append(("note", "Say why, in a sentence."))
    if name == SCHEDULE and "due_at" not in read and not any(key == "due_at" for key, _ in errors):
        errors.append(("due_at", "Say when, as in 2023-12-07T18:00:00+05:30."))
    if errors:
        raise _invalid(errors)
    return Words(**read)


def _note(value: Any) -> str:
    if type(value) is not str:
        raise Refused(f"{short(value)} is no text.")
    try:
        text = clean_text(value.strip(), multiline=True)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if len(text) > NOTE_LIMIT:
        raise Refused(f"It has {len(text):,} characters; {NOTE_LIMIT:,} are allowed. Shorten it.")
    return text


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise Refused(f"{short(value)} is neither true nor false.")
    return value


def _invalid(errors: list[tuple[str, str]]) -> InvalidEntry:
    found = [field_error(field, detail) for field, detail in errors]
    return InvalidEntry("Nothing was done. Mend the fields named in errors.", errors=found)


def step(name: str, record: Record, words: Words, *, actor: Actor, editions: int) -> Taken:
    """Take the step. The row is locked, and the publishers' turn taken before if it needs that.

    Raises a problem that says why not, with nothing written.
    """
    chosen = step_of(name, is_correction=words.is_correction)
    state = public_state_of(record)
    if refusal := chosen.refusal(record, state):
        raise WrongStage(refusal)
    if words_of_desk := actor.objection_to_change(record):
        raise WrongStage(words_of_desk)
    if objection := chosen.objection(record, actor.user):
        raise SecondPersonNeeded(objection)
    common: dict[str, Any] = {
        "by": actor.user,
        "note": words.note,
        "read_number": editions,
        "audit": _audit(actor),
        "shown": None,
    }
    try:
        if words.due_at is not None:
            return put_off(chosen, record, due_at=words.due_at, **common)
        return take(chosen, record, **common)
    except GatesClosed as closed:
        raise closed_gates(closed) from closed
    except TransitionRefused as refused:
        raise refused_step(refused) from refused
    except (EditionMoved, StaleRecordError) as moved:
        raise overtaken() from moved


def _audit(actor: Actor) -> Callable[[Record, str], None]:
    def audit(record: Record, words: str) -> None:
        log([record], by=actor.user, words=words)
        keep(record, by=actor.user, words=words, may_be_first=False)

    return audit


def taken_along(taken: Taken) -> list[dict[str, Any]]:
    """What became public with the record for the first time, as an answer tells it."""
    approved = {record.uid for record in taken.approved_along}
    return [
        {
            "kind": record_kind_of(record).kind,
            "uid": str(record.uid),
            "slug": record.slug,
            "name": str(record),
            "was_approved_on_the_way": record.uid in approved,
        }
        for record in taken.taken_along
    ]
