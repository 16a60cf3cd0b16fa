"""The fields of one form: what each side made of them, and what is left to be chosen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.models import InlineForeignKeyField
from django.utils.text import capfirst

from coalition.desk.reconciling.sent import (
    BOOKKEEPING,
    Sent,
    are_different,
    as_sent,
    differs,
    is_blank,
    is_sent,
    put,
    shown,
)

MINE, THEIRS = "mine", "theirs"


@dataclass(slots=True)
class Conflict:
    """Something that both sides changed. `answer` is MINE, THEIRS or empty for not chosen yet."""

    key: str
    subject: str
    label: str
    mine: str
    theirs: str
    before: str = ""
    answer: str = ""
    #: The labels of the two choices, where a value alone would not say what they do.
    takes_mine: str = ""
    takes_theirs: str = ""

    @property
    def name(self) -> str:
        """The name of its radio buttons."""
        return f"choose-{self.key}"


@dataclass(frozen=True, slots=True)
class Change:
    """What saving would change of what is stored, or what was taken over from there."""

    subject: str
    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was chosen on the page of a refused save."""

    chosen: dict[str, str] = field(default_factory=dict)
    #: What was asked there, chosen or not.
    asked: frozenset[str] = frozenset()
    #: For all that was not chosen one by one.
    for_all: str = ""

    def of(self, key: str) -> str:
        chosen = self.chosen.get(key) or self.for_all
        return chosen if key in self.asked and chosen in (MINE, THEIRS) else ""


@dataclass(slots=True)
class Outcome:
    """What became of the fields. `mine` is what a save would change of what is stored."""

    conflicts: list[Conflict] = field(default_factory=list)
    mine: list[Change] = field(default_factory=list)


def reconcile_fields(
    sent: Sent,
    *,
    base: Any,
    stored: Any,
    answers: Answers,
    prefix: str = "",
    subject: str = "",
    blank_yields: bool = False,
) -> Outcome:
    """Bring `sent` up to what is stored, in place, but for what is left to choose.

    `base` and `stored` are unbound forms of what was read and of what there is now. Without a
    `base` whatever differs is asked; unless `blank_yields`, when what one side left blank is taken
    from the other.
    """
    outcome = Outcome()
    for name, form_field in content_fields(stored):
        now = stored.get_initial_for_field(form_field, name)
        if not is_sent(form_field, name, sent):
            put(form_field, name, now, sent)
            continue
        if not differs(form_field, name, now, sent):
            continue
        key = f"{prefix}{name}"
        answer = answers.of(key)
        sides = _sides(form_field, name, base, now, sent, blank_yields=blank_yields)
        if answer == THEIRS or (sides == THEIRS and key not in answers.asked):
            put(form_field, name, now, sent)
            continue
        label = capfirst(str(form_field.label or name))
        mine, theirs = shown(form_field, name, sent), _shown(form_field, name, now)
        if sides == "" or (key in answers.asked and not answer):
            was = base.get_initial_for_field(form_field, name) if base is not None else None
            before = _shown(form_field, name, was) if base is not None else ""
            outcome.conflicts.append(Conflict(key, subject, label, mine, theirs, before))
        else:
            outcome.mine.append(Change(subject, label, theirs, mine))
    return outcome


def content_fields(form: Any) -> Iterator[tuple[str, forms.Field]]:
    for name, form_field in form.fields.items():
        is_link = isinstance(form_field, InlineForeignKeyField)
        if name not in BOOKKEEPING and not form_field.disabled and not is_link:
            yield name, form_field


def is_changed(sent: Sent, form: Any) -> bool:
    """Whether anything was sent that `form`, which is unbound, does not hold."""
    return any(
        is_sent(form_field, name, sent)
        and differs(form_field, name, form.get_initial_for_field(form_field, name), sent)
        for name, form_field in content_fields(form)
    )


def sent_of(form: Any) -> Sent:
    """What a browser would send for an unbound form as it is."""
    sent: Sent = {}
    for name, form_field in content_fields(form):
        sent.update(as_sent(form_field, name, form.get_initial_for_field(form_field, name)))
    return sent


def _sides(
    form_field: forms.Field, name: str, base: Any, now: Any, sent: Sent, *, blank_yields: bool
) -> str:
    """Which side alone changed the field; empty for both, or if nobody can know."""
    if base is None:
        if blank_yields and is_blank(form_field, name, sent):
            return THEIRS
        if blank_yields and is_blank(form_field, name, as_sent(form_field, name, now)):
            return MINE
        return ""
    was = base.get_initial_for_field(form_field, name)
    if not differs(form_field, name, was, sent):
        return THEIRS
    return "" if are_different(form_field, name, was, now) else MINE


def _shown(form_field: forms.Field, name: str, value: Any) -> str:
    return shown(form_field, name, as_sent(form_field, name, value))
