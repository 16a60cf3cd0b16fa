"""What each party of a talk claims, is offered and has agreed to, as it stands and as it changed.

Claimed, offered and agreed are three things and never added to one another. Of several positions
of one sort the newest stands; an undated one counts as older than any with a date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coalition.pages.times import When, when

Document = dict[str, Any]
Reference = dict[str, Any]

CLAIMS, OFFERS, AGREES = "claims", "offers", "agrees"

#: What the marks are called in legends and above columns, in their order.
MARKS: dict[str, str | Promise] = {
    CLAIMS: gettext_lazy("Claims"),
    OFFERS: gettext_lazy("Offered"),
    AGREES: gettext_lazy("Agreed"),
}


@dataclass(frozen=True, slots=True)
class SeatMark:
    """One number of seats. `by` is who offers them; an offer that a party makes to nobody in
    particular `is_own`, and stands beside that party."""

    kind: str
    seats: int
    date: When | None
    by: Reference | None = None
    is_own: bool = False

    @property
    def note(self) -> str:
        if self.by:
            name = self.by["abbreviation"] or self.by["name"]
            return _("by %(party)s") % {"party": name}
        return _("to others") if self.is_own else ""

    @property
    def told(self) -> str:
        """The whole of it, after the name of the party whose row it stands in."""
        if self.is_own:
            return _("Offers others %(seats)d") % {"seats": self.seats}
        if self.by:
            return _("Is offered %(seats)d by %(party)s") % {
                "seats": self.seats,
                "party": self.by["abbreviation"] or self.by["name"],
            }
        words = {CLAIMS: _("Claims %(seats)d"), AGREES: _("Has agreed to %(seats)d")}
        return words.get(self.kind, "%(seats)d") % {"seats": self.seats}


@dataclass(slots=True)
class SeatRow:
    """A party of the talk; without marks nothing is recorded of what it wants."""

    party: Reference
    marks: list[SeatMark] = field(default_factory=list)

    def of(self, kind: str) -> list[SeatMark]:
        return [mark for mark in self.marks if mark.kind == kind]

    @property
    def cells(self) -> list[list[SeatMark]]:
        """For a table whose columns are MARKS."""
        return [self.of(kind) for kind in MARKS]


@dataclass(frozen=True, slots=True)
class SeatBar:
    """How long a bar is, and the line of all seats behind it, which is empty if nobody says how
    many these are. Shares of the width, as CSS and SVG write them."""

    kind: str
    some: str
    whole: str


@dataclass(frozen=True, slots=True)
class Seats:
    """`agreed` is None as long as nobody has agreed to anything."""

    rows: list[SeatRow]
    total: int | None
    agreed: int | None

    @property
    def scale(self) -> int:
        """How many seats the whole width of a picture stands for."""
        wanted = [mark.seats for row in self.rows for mark in row.marks]
        return max([self.total or 0, self.agreed or 0, *wanted, 1])

    @property
    def is_any(self) -> bool:
        return any(row.marks for row in self.rows)

    @property
    def agreed_words(self) -> str:
        """How many seats there are and how many of them are agreed, as far as is recorded."""
        agreed, total = self.agreed, self.total
        if agreed is not None and total:
            return ngettext(
                "%(agreed)d of %(total)d seat agreed", "%(agreed)d of %(total)d seats agreed", total
            ) % {"agreed": agreed, "total": total}
        if agreed is not None:
            return ngettext("%d seat agreed", "%d seats agreed", agreed) % agreed
        if total:
            return ngettext("%d seat, none agreed yet", "%d seats, none agreed yet", total) % total
        return ""

    @property
    def drawn(self) -> list[tuple[SeatRow, list[SeatBar]]]:
        """The rows with the bars that a table shows beside its numbers."""
        whole = _share(self.total, self.scale) if self.total else ""
        return [
            (row, [SeatBar(mark.kind, _share(mark.seats, self.scale), whole) for mark in row.marks])
            for row in self.rows
        ]


def _share(seats: int, scale: int) -> str:
    return f"{98 * seats / scale:.2f}%"


def seats_of(document: Document) -> Seats:
    """Of a talk's document: a row for each of its parties, and for each that has a position."""
    rows = {party["id"]: SeatRow(party) for party in document["parties"]}
    newest: dict[tuple[str, str, str], SeatMark] = {}
    for position in by_date(document["positions"]):
        party, kind = position["party"], position["position"]
        addressee = position["to_party"]
        row = rows.setdefault((addressee or party)["id"], SeatRow(addressee or party))
        key = (row.party["id"], kind, party["id"])
        newest[key] = SeatMark(
            kind=kind,
            seats=position["seats"],
            date=when(position["date"]),
            by=party if addressee else None,
            is_own=kind == OFFERS and not addressee,
        )
    for kind in MARKS:
        for (uid, found, _by), mark in newest.items():
            if found == kind:
                rows[uid].marks.append(mark)
    agreed = [mark.seats for row in rows.values() for mark in row.of(AGREES)]
    return Seats(
        rows=list(rows.values()),
        total=document["total_seats"],
        agreed=sum(agreed) if agreed else None,
    )


def by_date(positions: Iterable[Document]) -> list[Document]:
    """The oldest first, undated ones before all; otherwise as the document has them."""
    return sorted(positions, key=lambda position: day_of_position(position))


def day_of_position(position: Document) -> str:
    on = position["date"] or {}
    return on.get("latest") or on.get("earliest") or ""


def position_words(position: Document) -> str:
    """“claims 20 seats”, “offers Lantern 15 seats”, after the name of the party."""
    seats = position["seats"]
    if position["position"] == CLAIMS:
        words = ngettext("claims %(seats)d seat", "claims %(seats)d seats", seats)
    elif position["position"] == AGREES:
        words = ngettext("agrees to %(seats)d seat", "agrees to %(seats)d seats", seats)
    elif position["to_party"]:
        name = position["to_party"]["name"]
        words = ngettext(
            "offers %(party)s %(seats)d seat", "offers %(party)s %(seats)d seats", seats
        )
        return words % {"party": name, "seats": seats}
    else:
        words = ngettext("offers %(seats)d seat", "offers %(seats)d seats", seats)
    return words % {"seats": seats}


def own_seats(document: Document, uid: str) -> str:
    """What the party `uid` wants of a talk, in a line; empty if nothing is recorded of it."""
    seats = seats_of(document)
    found = [mark for row in seats.rows if row.party["id"] == uid for mark in row.marks]
    told = "; ".join(mark.told for mark in found)
    return of_all(told, seats.total) if told else ""


def of_all(positions: str, total: int | None) -> str:
    """As a sentence, with how many seats there are in all, if that is recorded."""
    if not total:
        return f"{positions}."
    words = ngettext(
        "%(positions)s; of %(total)d seat in all.",
        "%(positions)s; of %(total)d seats in all.",
        total,
    )
    return words % {"positions": positions, "total": total}
