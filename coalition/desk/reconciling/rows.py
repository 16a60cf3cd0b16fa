"""The rows of one formset: by key those that are stored, by what they are about those added."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coalition.desk.reconciling.fields import (
    MINE,
    THEIRS,
    Answers,
    Change,
    Conflict,
    Outcome,
    is_changed,
    reconcile_fields,
    sent_of,
)
from coalition.desk.reconciling.formset_data import SentRow, SentRows
from coalition.desk.reconciling.sent import Sent, raw_of, shown
from coalition.models import (
    AllianceMembership,
    AllianceName,
    Attendance,
    Claim,
    ElectionOutcome,
    LeaderName,
    Office,
    PartyMembership,
    PartyName,
    SeatPosition,
)
from coalition.revisions.readable import Names
from coalition.revisions.snapshots import Snapshot

#: What makes two new rows the same: the first of these of which the row says anything.
IDENTITY: dict[type[models.Model], tuple[tuple[str, ...], ...]] = {
    AllianceMembership: (("party", "since"),),
    AllianceName: (("name", "kind"),),
    Attendance: (("leader",), ("party",)),
    Claim: (("source", "field", "paragraph", "value", "quote", "attribution"),),
    ElectionOutcome: (("party",), ("alliance",)),
    LeaderName: (("name", "kind"),),
    Office: (("title", "since"),),
    PartyMembership: (("party", "since"),),
    PartyName: (("name", "kind"),),
    SeatPosition: (("party", "position", "to_party", "date"),),
}


@dataclass(slots=True)
class RowsState:
    """What there is beside what was sent. `stored` are unbound forms by key.

    `base` are the rows that were read, by key; None if nobody knows. `is_stale` says whether
    `stored` is newer than what was read.
    """

    model: type[models.Model]
    prefix: str
    stored: dict[int, Any]
    form_of: Any
    base: dict[int, Snapshot] | None
    now: dict[int, Snapshot]
    is_stale: bool
    answers: Answers
    names: Names
    #: The keys of deleted rows that are to be made again.
    brought_back: set[int] = field(default_factory=set)

    def label(self, row: Snapshot | None) -> str:
        kind = capfirst(self.model._meta.verbose_name or "")
        return self.names.of_row(row) if row is not None else str(kind)


def reconcile_rows(rows: SentRows, state: RowsState) -> Outcome:
    """Bring the rows that were sent up to those stored, in place, but for what is left to choose.

    Nothing of either side is dropped without having been asked about.
    """
    outcome = Outcome()
    seen: set[int] = set()
    for row in list(rows.initial):
        if row.pk is None:
            continue
        seen.add(row.pk)
        if row.pk not in state.stored:
            _gone(rows, row, state, outcome)
        elif row.is_deleted:
            _deleted(row, state, outcome)
        else:
            _both(row, state, outcome)
    if state.is_stale:
        for pk in state.stored:
            if pk not in seen:
                _added(rows, pk, state, outcome)
    outcome.mine += [
        Change(_sent_label(row.sent, state), _("added")) for row in _new_rows(rows, state)
    ]
    return outcome


def _both(row: SentRow, state: RowsState, outcome: Outcome, *, combines: bool = False) -> None:
    """A row that both have: field by field."""
    assert row.pk is not None
    stored = state.stored[row.pk]
    found = reconcile_fields(
        row.sent,
        base=stored if not state.is_stale else None if combines else _base_form(row.pk, state),
        stored=stored,
        answers=state.answers,
        prefix=f"{state.prefix}-{row.pk}-",
        subject=state.label(state.now.get(row.pk)),
        blank_yields=combines,
    )
    outcome.conflicts += found.conflicts
    outcome.mine += found.mine


def _gone(rows: SentRows, row: SentRow, state: RowsState, outcome: Outcome) -> None:
    """A row that was sent and is stored no longer: nothing lost if nothing had been typed in."""
    assert row.pk is not None
    was = (state.base or {}).get(row.pk)
    key = f"{state.prefix}-{row.pk}"
    is_untouched = was is not None and not is_changed(row.sent, state.form_of(was))
    answer = state.answers.of(key)
    if row.is_deleted or (is_untouched and key not in state.answers.asked) or answer == THEIRS:
        rows.initial.remove(row)
        return
    if answer == MINE:
        state.brought_back.add(row.pk)
    outcome.conflicts.append(
        Conflict(
            key,
            _sent_label(row.sent, state),
            _("The row as a whole"),
            mine=_("you changed it"),
            theirs=_("deleted"),
            answer=answer,
            takes_mine=_("Keep mine: the row is made again, with all its claims"),
            takes_theirs=_("Let it go"),
        )
    )


def _deleted(row: SentRow, state: RowsState, outcome: Outcome) -> None:
    """A row that was sent to be deleted: not if it says something by now that was not read."""
    assert row.pk is not None
    now, key = state.now.get(row.pk), f"{state.prefix}-{row.pk}"
    was = (state.base or {}).get(row.pk)
    answer = state.answers.of(key)
    moved_on = state.is_stale and (was is None or now is None or was.content != now.content)
    label = state.label(now)
    if answer == THEIRS or moved_on:
        # Beneath the mark stands what there is now, so that taking it off brings nothing back.
        row.sent.update(sent_of(state.stored[row.pk]))
    if answer == THEIRS:
        row.keep()
    elif moved_on or (key in state.answers.asked and not answer):
        outcome.conflicts.append(
            Conflict(
                key,
                label,
                _("The row as a whole"),
                mine=_("you deleted it"),
                theirs=_("changed"),
                takes_mine=_("Delete it all the same"),
                takes_theirs=_("Keep it as it is stored now"),
            )
        )
    else:
        outcome.mine.append(Change(label, _("deleted")))


def _added(rows: SentRows, pk: int, state: RowsState, outcome: Outcome) -> None:
    """A row that is stored and was not sent: taken along, with what was typed for the same one."""
    stored = state.stored[pk]
    same = _identity(sent_of(stored), stored, state)
    for row in _new_rows(rows, state):
        if same and _identity(row.sent, stored, state) == same:
            rows.extra.remove(row)
            row.pk = pk
            row.sent["id"] = [str(pk)]
            rows.initial.append(row)
            _both(row, state, outcome, combines=True)
            return
    rows.initial.append(SentRow(pk, {"id": [str(pk)], **sent_of(stored)}))


def _new_rows(rows: SentRows, state: RowsState) -> Iterator[SentRow]:
    blank = state.form_of(None)
    for row in list(rows.extra):
        if not row.is_deleted and is_changed(row.sent, blank):
            yield row


def _base_form(pk: int, state: RowsState) -> Any:
    row = (state.base or {}).get(pk)
    return None if row is None else state.form_of(row)


def _identity(sent: Sent, form: Any, state: RowsState) -> tuple[Any, ...]:
    """What the row is about; empty if it does not say."""
    for names in IDENTITY.get(state.model, ()):
        fields = {name: form.fields[name] for name in names if name in form.fields}
        said = tuple(str(raw_of(each, name, sent) or "").strip() for name, each in fields.items())
        if any(said):
            return (names, *said)
    return ()


def _sent_label(sent: Sent, state: RowsState) -> str:
    """A row that was typed, by what it is about."""
    fields = state.form_of(None).fields
    for names in IDENTITY.get(state.model, ()):
        words = [shown(fields[name], name, sent) for name in names if name in fields]
        if any(words):
            return f"{state.label(None)}: {', '.join(word for word in words if word)}"
    return state.label(None)
