"""Entries: from what JSON or YAML holds to checked values, with every problem on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from coalition.interchange.columns import Column
from coalition.interchange.layouts import Layout
from coalition.interchange.problems import Place, Problems
from coalition.interchange.shapes import Attached, Rows, Shape, attached_to
from coalition.interchange.values import Refused, nearest, read_slug, short

_EMPTY: tuple[Any, ...] = ("", None)


class Reference(NamedTuple):
    """That `values` name another record in `column`; `prefix` is what leads there in the entry."""

    values: list[Any]
    column: Column
    prefix: str


@dataclass(slots=True)
class RowDraft:
    """One nested row: its values, and those of what is attached to it, by its key."""

    values: list[Any]
    attached: dict[str, list[list[Any]]] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """A checked entry. References are slugs until `references.resolve` puts keys in their place."""

    place: Place
    shape: Shape
    values: list[Any]
    rows: list[list[RowDraft]]
    lists: dict[str, list[Any]]
    attached: dict[str, list[list[Any]]]
    references: list[Reference]
    #: Column index -> slug of references within the kind that are not stored yet.
    forward: dict[int, str] = field(default_factory=dict)
    #: The primary key, once there is one.
    pk: Any = None

    @property
    def slug(self) -> str:
        return str(self.values[self.shape.layout.by_key["slug"].index])

    def get(self, key: str) -> Any:
        return self.values[self.shape.layout.by_key[key].index]

    def put(self, key: str, value: Any) -> None:
        self.values[self.shape.layout.by_key[key].index] = value


class Reader:
    """Reads the entries of one shape. What is wrong goes into `problems`."""

    def __init__(self, shape: Shape, problems: Problems) -> None:
        self._shape = shape
        self._problems = problems
        self._references: list[Reference] = []

    @property
    def kind(self) -> str:
        return self._shape.kind

    def read(self, raw: dict[str, Any], place: Place) -> Draft | None:
        """The draft of an entry, or None if it has no usable slug or has problems."""
        before = self._problems.count
        self._references = []
        shape = self._shape
        nested = {rows.key for rows in shape.rows} | shape.lists.keys() | {"kind"}
        values, attached = self._row(
            shape.layout, raw, place, "", claimed_as=shape.claimed_as, ignore=nested
        )
        draft = Draft(
            place=place,
            shape=shape,
            values=values,
            rows=[self._rows(rows, raw.get(rows.key), place) for rows in shape.rows],
            lists={key: self._slugs(raw.get(key), place, key) for key in shape.lists},
            attached=attached,
            references=self._references,
        )
        return draft if self._problems.count == before else None

    def _rows(self, rows: Rows, raw: Any, place: Place) -> list[RowDraft]:
        drafts = []
        for number, item in enumerate(self._list(raw, place, rows.key)):
            path = f"{rows.key}[{number}]"
            drafts.append(
                RowDraft(*self._row(rows.layout, item, place, path, claimed_as=rows.claimed_as))
            )
        for rule in rows.once:
            seen = set()
            for number, draft in enumerate(drafts):
                if rule.applies(draft.values):
                    identity = rule.identity(draft.values)
                    if identity in seen and None not in identity:
                        self._problems.add(place, f"{rows.key}[{number}]", rule.message)
                    seen.add(identity)
        return drafts

    def _row(
        self,
        layout: Layout,
        raw: Any,
        place: Place,
        path: str,
        *,
        claimed_as: str = "",
        ignore: Iterable[str] = (),
    ) -> tuple[list[Any], dict[str, list[list[Any]]]]:
        values = layout.blank()
        kinds = {kind.key: kind for kind in attached_to(claimed_as)}
        attached: dict[str, list[list[Any]]] = {key: [] for key in kinds}
        if type(raw) is not dict:
            self._problems.add(
                place, path, f"{short(raw)} is no mapping of fields. Write its fields by name."
            )
            return values, attached
        problems, prefix, by_key = self._problems, f"{path}." if path else "", layout.by_key
        before = problems.count
        for key, value in raw.items():
            column = by_key.get(key)
            if column is not None:
                if value is not None:
                    try:
                        values[column.index] = column.read(value)
                        if column.refers_to is not None:
                            self._references.append(Reference(values, column, prefix))
                    except Refused as refusal:
                        problems.add(place, prefix + key, str(refusal))
            elif key in kinds:
                attached[key] = self._attached(kinds[key], value, place, prefix + key)
            elif key not in ignore:
                known = [*by_key, *kinds, *ignore]
                problems.add(place, prefix + str(key)[:60], self._unknown(key, known))
        if problems.count == before:
            self._check(layout, values, place, prefix)
        return values, attached

    def _attached(self, kind: Attached, raw: Any, place: Place, path: str) -> list[list[Any]]:
        rows: list[list[Any]] = []
        for number, item in enumerate(self._list(raw, place, path)):
            row, _none = self._row(kind.layout, item, place, f"{path}[{number}]")
            rows.append(row)
        if kind.once:
            index = kind.layout.by_key[kind.once].index
            seen: set[Any] = set()
            for number, row in enumerate(rows):
                if row[index] not in seen:
                    seen.add(row[index])
                else:
                    self._problems.add(
                        place,
                        f"{path}[{number}]",
                        f"{short(row[index])} has one of these already. Leave one of them out.",
                    )
        return rows

    @staticmethod
    def _unknown(key: Any, known: list[str]) -> str:
        hint = nearest(str(key), known)
        return f"There is no such field.{hint or ' Known are ' + ', '.join(known) + '.'}"

    def _check(self, layout: Layout, values: list[Any], place: Place, prefix: str) -> None:
        missing = [column for column in layout.required if values[column.index] in _EMPTY]
        for column in missing:
            self._problems.add(place, prefix + column.key, "It is required. Give it a value.")
        if missing:
            return
        for rule in layout.rules:
            if rule.holds(values) is False:
                self._problems.add(place, prefix + rule.key, rule.message)

    def _list(self, raw: Any, place: Place, path: str) -> list[Any]:
        if raw is None:
            return []
        if type(raw) is not list:
            self._problems.add(
                place, path, f"{short(raw)} is no list. Write a list, even for a single one."
            )
            return []
        return raw

    def _slugs(self, raw: Any, place: Place, path: str) -> list[str]:
        found: dict[str, None] = {}
        for number, item in enumerate(self._list(raw, place, path)):
            try:
                slug = read_slug(item)
                if slug in found:
                    raise Refused(f"“{slug}” is listed twice. Leave one out.")
                found[slug] = None
            except Refused as refusal:
                self._problems.add(place, f"{path}[{number}]", str(refusal))
        return list(found)
