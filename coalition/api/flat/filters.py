"""Which rows are asked for: conditions that a row itself fulfils, beside those of its document."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms

from coalition.api import vocabularies
from coalition.api.conditions import Peopled, Spoken
from coalition.api.filters import PublicFilter, RecordFilter, WordFilter
from coalition.api.filtersets import FILTERSETS
from coalition.api.flat.columns import Facts
from coalition.api.flat.tables import Table, Wanted, everything
from coalition.api.moments import Vantage
from coalition.api.parameters import Finding, InvalidQuery
from coalition.api.public_filterset import PublicFilterSet
from coalition.api.questions import Question
from coalition.models.editions import Kind, Relation


class RowRecordFilter(RecordFilter):
    """Rows that name a record under `key`. Only documents with a link to it in `relation`, and in
    every one of `also`, can have one."""

    def __init__(
        self,
        key: str,
        kind: Kind,
        relation: Relation,
        *,
        also: Iterable[Relation] = (),
        help_text: str,
    ) -> None:
        super().__init__(kind, relation, help_text=help_text)
        self.key = key
        self.also = tuple(also)

    def ask(self, question: Question, value: Any) -> None:
        # Each of the others implies the first.
        for relation in self.also or self.relations:
            question.others.append(Spoken(value, [relation]))

    def is_held_by(self, facts: Facts, value: UUID) -> bool:
        reference = facts[self.key]
        return reference is not None and reference["id"] == str(value)


class RowWordFilter(WordFilter):
    """Rows with a word under `key`. Documents without a link that goes with it have none."""

    def __init__(self, key: str, vocabulary: vocabularies.Vocabulary, *, help_text: str) -> None:
        super().__init__("", vocabulary, help_text=help_text)
        self.key = key

    def ask(self, question: Question, value: str) -> None:
        if value in Relation.values:
            question.singly.append(Peopled(Relation(value)))

    def is_held_by(self, facts: Facts, value: str) -> bool:
        return bool(facts[self.key] == value)


class RowFilterSet(PublicFilterSet):
    """The base: all conditions hold of one and the same row.

    `asked` leaves the documents that may have such a row, `wanted` tells which rows they are.
    """

    # Conditions on the document, as FILTERSETS has them.
    published_since: Any = None
    corrected: Any = None
    q: Any = None

    class Meta:
        # Nothing that several of them must fulfil together.
        form = forms.Form

    def __init__(self, data: Mapping[str, str], question: Question) -> None:
        super().__init__(data, question)
        self._conditions: dict[str, Callable[[Facts], bool]] = {}

    def _ask(self, name: str, given: Mapping[str, Any]) -> None:
        found, value = self._condition(name, given), given[name]
        self._conditions[name] = lambda facts: found.is_held_by(facts, value)
        found.ask(self.question, value)

    def _condition(self, name: str, given: Mapping[str, Any]) -> RowRecordFilter | RowWordFilter:
        found = self.filters[name]
        assert isinstance(found, RowRecordFilter | RowWordFilter)
        return found

    def wanted(self) -> Wanted:
        """To be called after `asked`, which reads the values."""
        conditions = list(self._conditions.values())
        return lambda facts: all(holds(facts) for holds in conditions)


class AttendanceRows(RowFilterSet):
    party = RowRecordFilter(
        "party",
        Kind.PARTY,
        Relation.NAMED,
        help_text="Slug or uid: only rows of this party, its leaders' and its own as such.",
    )
    leader = RowRecordFilter(
        "leader", Kind.LEADER, Relation.NAMED, help_text="Slug or uid: only rows of this leader."
    )
    status = RowWordFilter(
        "status",
        vocabularies.ATTENDANCE_STATUS,
        help_text="Only rows with this status. An absent row with a leader is the absence of that "
        "leader, never of the party.",
    )
    attendance = RowWordFilter(
        "status",
        vocabularies.ATTENDANCE_STATUS,
        help_text="The same as `status`, as the list of meetings calls it; here it stands alone "
        "too.",
    )
    role = RowWordFilter(
        "role", vocabularies.ROLE, help_text="Only rows of those who came, or were to, as this."
    )

    def _condition(self, name: str, given: Mapping[str, Any]) -> RowRecordFilter | RowWordFilter:
        found = super()._condition(name, given)
        if not isinstance(found, RowRecordFilter):
            return found
        # A party has the role of each of its leaders, but not the absence.
        words = ("role",) if name == "party" else ("role", "status", "attendance")
        also = [Relation(given[word]) for word in words if given.get(word) in Relation.values]
        return RowRecordFilter(
            found.key, found.kind, Relation.NAMED, also=also, help_text=found.help_text
        )


class SeatPositionRows(RowFilterSet):
    party = RowRecordFilter(
        "party",
        Kind.PARTY,
        Relation.POSITION,
        help_text="Slug or uid: only positions of this party.",
    )
    to_party = RowRecordFilter(
        "to_party",
        Kind.PARTY,
        Relation.POSITION,
        help_text="Slug or uid: only offers to this party.",
    )
    position = RowWordFilter(
        "position", vocabularies.POSITION, help_text="Only claims, offers, or what is agreed to."
    )


ROW_FILTERSETS: dict[str, type[RowFilterSet]] = {
    "attendances": AttendanceRows,
    "seat-positions": SeatPositionRows,
}


class RowQuery:
    """The documents that may have a row that is asked for, and which of their rows are.

    Raises InvalidQuery with all that is wrong, be it with conditions on rows or on documents.
    """

    def __init__(self, table: Table, given: Mapping[str, str], vantage: Vantage) -> None:
        of_rows = ROW_FILTERSETS[table.name]
        own = {name: text for name, text in given.items() if name in of_rows.base_filters}
        others = {name: text for name, text in given.items() if name not in own}
        self.question = Question(table.kind, vantage)
        self._findings: list[Finding] = []
        rows = of_rows(own, self.question)
        self._ask(rows)
        if others:
            self._ask(FILTERSETS[table.kind](others, self.question))
        if self._findings:
            raise InvalidQuery(self._findings)
        self.wanted: Wanted = rows.wanted() if own else everything

    def _ask(self, conditions: PublicFilterSet) -> None:
        try:
            conditions.asked()
        except InvalidQuery as refused:
            self._findings += refused.findings


def row_filters(table: Table) -> dict[str, PublicFilter]:
    """Every condition that rows of `table` can be asked by: those of the list of documents, but for
    what rows answer for themselves."""
    return {**FILTERSETS[table.kind].base_filters, **ROW_FILTERSETS[table.name].base_filters}
