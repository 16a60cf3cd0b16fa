"""Comparing two documents, value by value and row by row."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from coalition.document_differences.changes import Action, Change
from coalition.document_differences.labels import (
    label_of,
    label_of_part,
    row_label_of,
    singular_of,
)
from coalition.document_differences.rows import ROWS, UNKNOWN, Row, RowKind, match
from coalition.document_differences.texts import pieces_of
from coalition.document_differences.values import exact, is_whole, source_name_of, words_of

#: What an edition says about itself rather than about its record.
BOOKKEEPING = frozenset(
    {"edition", "published_at", "first_published_at", "correction", "corrections", "url"}
)

#: Keys of rows that older editions lack, and whose coming alone says nothing of a change.
LEARNED_LATER = frozenset({"agrees"})


def differences(before: dict[str, Any] | None, after: dict[str, Any]) -> list[Change]:
    """What `after` says otherwise than `before`, in the order of the document.

    Without `before` all that it says is new. Two documents that differ only in their bookkeeping
    have no differences.
    """
    earlier = before or {}
    comparison = _Comparison([*_reports(earlier), *_reports(after)])
    for key in _keys(earlier, after):
        if key in BOOKKEEPING or (before is None and key in ("id", "kind")):
            continue
        place = _Place(key, label_of(key))
        comparison.value(place, key, earlier.get(key), after.get(key))
    return comparison.found


def _keys(before: Row, after: Row) -> list[str]:
    """The keys of both, in the order of `after`. One that documents learned later says nothing of a
    change as long as it is empty."""
    return [
        key
        for key in dict.fromkeys((*after, *before))
        if (key in before and key in after)
        or (
            key not in LEARNED_LATER
            and (before.get(key) not in (None, [], {}) or after.get(key) not in (None, [], {}))
        )
    ]


def _reports(document: Row) -> list[Row]:
    listed = document.get("sources")
    return [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the document we are, in words."""

    key: str
    section: str
    subject: str = ""
    field: str = ""

    def inside(self, label: str) -> "_Place":
        return replace(self, field=", ".join(part for part in (self.field, label) if part))

    @property
    def is_at_top(self) -> bool:
        return not self.subject and not self.field


class _Comparison:
    def __init__(self, sources: list[Row]) -> None:
        self.found: list[Change] = []
        self.sources = {str(source.get("id")): source_name_of(source) for source in sources}

    def value(self, place: _Place, key: str, before: Any, after: Any) -> None:
        if before == after and type(before) is type(after):
            return
        if _are_rows(before, after):
            self.rows(place, key, before or [], after or [])
        elif _are_parts(before, after):
            self.parts(place, key, before or {}, after or {})
        else:
            self.single(place, key, before, after)

    def parts(self, place: _Place, key: str, before: Row, after: Row) -> None:
        """A dictionary that is a group of values, such as a place."""
        count = len(self.found)
        for part in _keys(before, after):
            own = label_of_part(key, part)
            inner = (
                replace(place, section=own)
                if own and place.is_at_top
                else place.inside(own or row_label_of(part))
            )
            self.value(inner, part, before.get(part), after.get(part))
        if len(self.found) == count:
            # A key that came or went with nothing in it.
            self._add(place, Action.CHANGED, exact(before), exact(after))

    def single(self, place: _Place, key: str, before: Any, after: Any) -> None:
        old, new = self._words(key, before), self._words(key, after)
        if old == new:
            # The words are too coarse to tell them apart.
            if isinstance(before, dict) and isinstance(after, dict):
                self.parts(place, key, before, after)
                return
            old, new = exact(before), exact(after)
        self._add(place, Action.CHANGED, old, new)

    def rows(self, place: _Place, key: str, before: list[Row], after: list[Row]) -> None:
        kind = ROWS.get(key, UNKNOWN) if _fit(key, [*before, *after]) else UNKNOWN
        matched = match(before, after, kind.identity)
        for row in matched.removed:
            self._row(place, key, kind, row, Action.REMOVED)
        for old, new in matched.pairs:
            inner = self._row_place(place, key, new, kind.name(new))
            for part in _keys(old, new):
                self.value(inner.inside(row_label_of(part)), part, old.get(part), new.get(part))
        for row in matched.added:
            self._row(place, key, kind, row, Action.ADDED)
        if matched.is_reordered:
            self._add(place, Action.MOVED)

    def _row(self, place: _Place, key: str, kind: RowKind, row: Row, action: Action) -> None:
        where = self._row_place(place, key, row, kind.headline(row))
        details = tuple(
            (row_label_of(part), words)
            for part, value in row.items()
            if part not in kind.told and (words := self._words(part, value))
        )
        self._add(where, action, details=details)

    def _row_place(self, place: _Place, key: str, row: Row, name: str) -> _Place:
        """Where the row `row` of the list `key` is."""
        if key == "claims":
            name = self.sources.get(str(row.get("source")), name)
            if place.is_at_top:
                return replace(place, section=_claim_label(row), subject=name)
            return place.inside(name)
        if place.is_at_top:
            return replace(place, section=singular_of(key), subject=name)
        return place.inside(name)

    def _words(self, key: str, value: Any) -> str:
        if key == "claims" and _are_rows(value, value):
            return "; ".join(self._claim(claim) for claim in value)
        return words_of(key, value, self.sources)

    def _claim(self, claim: Row) -> str:
        """“The Hindu, 6 December 2023, paragraph 4: “a few words””."""
        told = [self.sources.get(str(claim.get("source")), "")]
        if claim.get("paragraph"):
            told.append(_("paragraph %d") % claim["paragraph"])
        told += [str(claim[key]) for key in ("attribution",) if claim.get(key)]
        words = ", ".join(part for part in told if part)
        return f"{words}: “{claim['quote']}”" if claim.get("quote") else words

    def _add(
        self,
        place: _Place,
        action: Action,
        before: str = "",
        after: str = "",
        details: tuple[tuple[str, str], ...] = (),
    ) -> None:
        pieces = pieces_of(before, after) if action == Action.CHANGED else ()
        self.found.append(
            Change(
                key=place.key,
                section=place.section,
                subject=place.subject,
                field=place.field,
                action=action,
                before=before,
                after=after,
                pieces=pieces,
                details=details,
            )
        )


def _claim_label(claim: Row) -> str:
    if not claim.get("field"):
        return _("Claim on the whole")
    return _("Claim on “%s”") % label_of(claim["field"])


def _are_rows(before: Any, after: Any) -> bool:
    lists = [value for value in (before, after) if value is not None]
    return (
        bool(lists)
        and all(isinstance(value, list) for value in lists)
        and any(lists)
        and all(isinstance(row, dict) for value in lists for row in value)
    )


def _are_parts(before: Any, after: Any) -> bool:
    dicts = [value for value in (before, after) if value is not None]
    return bool(dicts) and all(isinstance(v, dict) and v and not is_whole(v) for v in dicts)


def _fit(key: str, rows: list[Row]) -> bool:
    """Whether the words for rows under `key` can be said of `rows`."""
    if key not in ROWS:
        return False
    try:
        for row in rows:
            ROWS[key].identity(row), ROWS[key].headline(row), ROWS[key].name(row)
    except (KeyError, TypeError, IndexError):
        return False
    return True
