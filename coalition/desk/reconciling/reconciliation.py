"""The reconciliation of one form that was sent with what is stored."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.http import QueryDict

from coalition.desk.reconciling.fields import Answers, Change, Conflict, Outcome, reconcile_fields
from coalition.desk.reconciling.formset_data import put_rows, take_rows
from coalition.desk.reconciling.people import Saver, savers_since
from coalition.desk.reconciling.rows import RowsState, reconcile_rows
from coalition.desk.reconciling.sent import Sent
from coalition.models import Record
from coalition.revisions.differences import Difference, Kind, differences
from coalition.revisions.readable import Line, Names, in_words
from coalition.revisions.snapshots import (
    Snapshot,
    kept_at,
    last_kept_row,
    snapshot_of,
    value_of,
)

#: What the page of a refused save sends beside the form.
SINCE, ASKED, FOR_ALL, CHOICE = "changed_since", "asked", "choose_all", "choose-"


@dataclass(slots=True)
class Reconciliation:
    """`data` is what was sent, brought up to what is stored, and may take the place of it."""

    data: QueryDict
    is_stale: bool
    #: The version that was read first, before any refusal; None if the form did not say.
    since: int | None
    stored_version: int
    theirs: list[Line] = field(default_factory=list)
    savers: list[Saver] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    mine: list[Change] = field(default_factory=list)
    #: By the prefix of their formset, deleted rows that are to be made again.
    brought_back: dict[str, dict[int, Snapshot]] = field(default_factory=dict)

    @property
    def open_conflicts(self) -> list[Conflict]:
        return [conflict for conflict in self.conflicts if not conflict.answer]

    @property
    def must_be_seen(self) -> bool:
        """Whether a save is refused: it is looked at first, and everything is answered."""
        return self.is_stale or bool(self.open_conflicts)

    def add(self, outcome: Outcome) -> None:
        self.conflicts += outcome.conflicts
        self.mine += outcome.mine


@dataclass(frozen=True, slots=True)
class Formset:
    """One formset of the page: its class, and its unbound forms of what is stored."""

    formset: Any
    prefix: str
    relation: str

    @property
    def stored(self) -> dict[int, Any]:
        return {form.instance.pk: form for form in self.formset.initial_forms}

    def form_of(self, row: Snapshot | None) -> Any:
        """An unbound form of a row as it was, or of a new one."""
        instance = kept_instance(row) if row is not None else self.formset.model()
        return self.formset.form(instance=instance)


def needs_reconciling(data: QueryDict, record: Record) -> bool:
    """Whether the form is stale, or answers what was asked when it was."""
    return _number(data.get("read_version", "")) != record.version or ASKED in data


def reconcile(
    data: QueryDict, *, record: Record, shown: Any, form: Any, formsets: list[Formset]
) -> Reconciliation:
    """Compare what was sent with `record`. `shown` is the record, or the row of it on the page.

    `form` is the class of its form.
    """
    read = _number(data.get("read_version", ""))
    since = _number(data.get(SINCE, "")) or read
    now = snapshot_of(record)
    assert now is not None
    is_stale = read != now.version
    base = (kept_at(record, read) if read is not None else None) if is_stale else now
    first = kept_at(record, since) if since is not None else None
    answers = _answers(data)
    found = Reconciliation(_without_answers(data), is_stale, since, now.version)
    here = _Here(type(shown), shown.pk, base, now)
    _own_fields(found, form, shown, here, answers)
    names = Names([Difference(Kind.ADDED, (row,)) for row in here.rows()])
    for formset in formsets:
        _rows(found, formset, here, is_stale, answers, names)
    found.data["read_version"] = str(now.version)
    if found.must_be_seen:
        found.theirs = _their_lines(first, here)
        found.savers = savers_since(record, since)
    return found


@dataclass(frozen=True, slots=True)
class _Here:
    """What is on the page, in the record as it was read and as it is stored."""

    model: type[models.Model]
    pk: int
    whole_base: Snapshot | None
    whole_now: Snapshot

    @property
    def base(self) -> Snapshot | None:
        return self.whole_base.find(self.model, self.pk) if self.whole_base is not None else None

    @property
    def now(self) -> Snapshot:
        return self.whole_now.find(self.model, self.pk) or self.whole_now

    def rows(self) -> Iterator[Snapshot]:
        for tree in (self.base, self.now):
            if tree is not None:
                for rows in tree.rows.values():
                    yield from rows


def _own_fields(
    found: Reconciliation, form: Any, shown: Any, here: _Here, answers: Answers
) -> None:
    sent: Sent = {key: found.data.getlist(key) for key in found.data}
    stored = form(instance=shown)
    base = stored if not found.is_stale else _form_of(form, here.base)
    found.add(reconcile_fields(sent, base=base, stored=stored, answers=answers))
    for key in [key for key in found.data if key not in sent]:
        del found.data[key]
    for key, values in sent.items():
        found.data.setlist(key, values)


def _rows(
    found: Reconciliation,
    formset: Formset,
    here: _Here,
    is_stale: bool,
    answers: Answers,
    names: Names,
) -> None:
    rows = take_rows(found.data, formset.prefix)
    if rows is None:
        return
    base = here.base if is_stale else here.now
    state = RowsState(
        model=formset.formset.model,
        prefix=formset.prefix,
        stored=formset.stored,
        form_of=formset.form_of,
        base=None if base is None else {row.pk: row for row in base.rows[formset.relation]},
        now={row.pk: row for row in here.now.rows[formset.relation]},
        is_stale=is_stale,
        answers=answers,
        names=names,
    )
    found.add(reconcile_rows(rows, state))
    put_rows(found.data, formset.prefix, rows)
    model = formset.formset.model
    found.brought_back[formset.prefix] = {
        pk: last_kept_row(model, pk) or Snapshot(model, pk, {}) for pk in state.brought_back
    }


def kept_instance(row: Snapshot) -> Any:
    """The row as it was, with the claims it had, for a form that shows or saves it."""
    instance = row.instance()
    instance.kept_rows = {
        relation: [inner.instance() for inner in inners] for relation, inners in row.rows.items()
    }
    return instance


def _form_of(form: Any, row: Snapshot | None) -> Any:
    if row is None:
        return None
    many = {each.name: list(value_of(row, each)) for each in row.model._meta.local_many_to_many}
    return form(instance=row.instance(), initial=many)


def _their_lines(first: Snapshot | None, here: _Here) -> list[Line]:
    was = first.find(here.model, here.pk) if first is not None else None
    found = differences(was, here.now) if was is not None else []
    return in_words(found, Names(found))


def _answers(data: QueryDict) -> Answers:
    asked = frozenset(data.getlist(ASKED))
    return Answers({key: data.get(CHOICE + key, "") for key in asked}, asked, data.get(FOR_ALL, ""))


def _without_answers(data: QueryDict) -> QueryDict:
    rest = data.copy()
    for key in data:
        if key in (SINCE, ASKED, FOR_ALL) or key.startswith(CHOICE):
            del rest[key]
    return rest


def _number(text: Any) -> int | None:
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 10 else None
