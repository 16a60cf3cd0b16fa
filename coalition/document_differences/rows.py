"""Rows of a document: which of two lists' rows are the same row, and what each is called."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coalition.document_differences.labels import label_of
from coalition.document_differences.values import (
    exact,
    name_of,
    short_name_of,
    source_name_of,
    words_of,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowKind:
    """`identity` is the same for one row in two documents. `name` calls it, `headline` says what a
    reader most wants to know of it besides; both say what `told` holds."""

    identity: Callable[[Row], Any]
    name: Callable[[Row], str]
    headline: Callable[[Row], str]
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class Matched:
    pairs: list[tuple[Row, Row]]
    removed: list[Row]
    added: list[Row]
    #: Whether the rows that stayed stand in another order.
    is_reordered: bool


def match(before: list[Row], after: list[Row], identity: Callable[[Row], Any]) -> Matched:
    """Rows of one identity are paired where they are equal, then in their order."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(before):
        waiting[repr(identity(row))].append(place)
    partner: dict[int, int] = {}
    for is_same in (True, False):
        for place, row in enumerate(after):
            candidates = waiting[repr(identity(row))]
            if place in partner:
                continue
            found = next((i for i in candidates if not is_same or before[i] == row), None)
            if found is not None:
                candidates.remove(found)
                partner[place] = found
    order = [partner[place] for place in sorted(partner)]
    kept = set(order)
    return Matched(
        pairs=[(before[partner[place]], after[place]) for place in sorted(partner)],
        removed=[row for place, row in enumerate(before) if place not in kept],
        added=[row for place, row in enumerate(after) if place not in partner],
        is_reordered=order != sorted(order),
    )


def _id(reference: Row | None) -> Any:
    return reference["id"] if reference else None


def _person(row: Row) -> str:
    if row["leader"] is None:
        return short_name_of(row["party"])
    if row["party"] is None:
        return str(row["leader"]["name"])
    return f"{row['leader']['name']} ({short_name_of(row['party'])})"


def _attendance(row: Row) -> str:
    words = [_person(row), words_of("status", row["status"])]
    if row["role"] not in (None, "participant"):
        words.append(words_of("role", row["role"]))
    return ", ".join(words)


def _position(row: Row) -> str:
    words = f"{short_name_of(row['party'])} {words_of('position', row['position'])}"
    if row["to_party"]:
        return _("%(offer)s to %(party)s") % {
            "offer": words,
            "party": short_name_of(row["to_party"]),
        }
    return words


def _dispute(row: Row) -> str:
    if row.get("leader") or row.get("party"):
        return _person({"leader": None, "party": None} | row)
    return label_of(row["field"] or "")


def _since(name: str, row: Row) -> str:
    since = words_of("since", row["since"])
    return _("%(name)s since %(date)s") % {"name": name, "date": since} if since else name


def _membership(row: Row) -> str:
    return _since(name_of(row["party"]), row)


def _anything(row: Row) -> str:
    called = row.get("name") or row.get("title") or row.get("label") or row.get("field")
    return str(called) if called else words_of("", row)[:120]


def _named(
    identity: Callable[[Row], Any],
    name: Callable[[Row], str],
    *told: str,
    headline: Callable[[Row], str] | None = None,
) -> RowKind:
    return RowKind(identity, name, headline or name, frozenset({"id", "kind", *told}))


_REFERENCES = _named(lambda row: row["id"], name_of, "name", "abbreviation", "slug")
#: Told by "id" alone, as their own documents tell the rest.
_CARRIED = _named(
    lambda row: row["id"],
    lambda row: pgettext("a title", "“%s”") % row["title"],
    "title",
    "slug",
    "url",
)

_DISPUTES = _named(
    lambda row: (row["field"], _id(row.get("leader")), _id(row.get("party"))),
    _dispute,
    "field",
    "leader",
    "party",
)

ROWS: dict[str, RowKind] = {
    "attendance": _named(
        lambda row: (
            ("leader", _id(row["leader"])) if row["leader"] else ("party", _id(row["party"]))
        ),
        _person,
        "leader",
        "party",
        "status",
        "role",
        headline=_attendance,
    ),
    "claims": _named(
        lambda row: (row.get("field"), row["source"]), lambda row: str(row["source"]), "field"
    ),
    "disputed": _DISPUTES,
    "meetings": _REFERENCES,
    "members": _named(
        lambda row: _id(row["party"]),
        lambda row: name_of(row["party"]),
        "party",
        "since",
        headline=_membership,
    ),
    "offices": _named(
        lambda row: row["title"],
        lambda row: str(row["title"]),
        "title",
        "since",
        headline=lambda row: _since(str(row["title"]), row),
    ),
    "other_names": RowKind(
        lambda row: row["name"],
        lambda row: str(row["name"]),
        lambda row: f"{row['name']}, {words_of('kind', row['kind'])}",
        frozenset({"name", "kind"}),
    ),
    "outcomes": _named(
        lambda row: _id(row["party"] or row["alliance"]),
        lambda row: name_of(row["party"] or row["alliance"]),
        "party",
        "alliance",
    ),
    "parties": _REFERENCES,
    "party_memberships": _named(
        lambda row: _id(row["party"]),
        lambda row: name_of(row["party"]),
        "party",
        "since",
        headline=_membership,
    ),
    "positions": _named(
        lambda row: (_id(row["party"]), row["position"], _id(row["to_party"])),
        _position,
        "party",
        "position",
        "to_party",
        "seats",
        headline=lambda row: f"{_position(row)}, {row['seats']}",
    ),
    "settled": _DISPUTES,
    "sources": _named(lambda row: row["id"], source_name_of, "publisher", "published_at"),
    "statements": _CARRIED,
    "talks": _CARRIED,
}

#: A list of which nobody has told us anything yet.
UNKNOWN = RowKind(
    lambda row: row.get("id") or row.get("field") or exact(row),
    _anything,
    _anything,
    frozenset({"id"}),
)
