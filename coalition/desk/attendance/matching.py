"""Matching: which party and which leader on record a pasted entry means.

The number of queries does not depend on how much was pasted. Where more than one leader may be
meant, none is chosen: the row says why, and offers them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from coalition.desk.attendance.pasting import Entry, Pasted
from coalition.desk.attendance.standings import UNKNOWN, Days, Standing, short_name, standings
from coalition.desk.attendance.suggestions import as_choice
from coalition.models import AttendanceStatus, Leader, Party
from coalition.name_lookup import Found, Grade, NameBook

CANDIDATES_LIMIT = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, what else it may be, and why that is not sure."""

    chosen: int | None = None
    candidates: tuple[int, ...] = ()
    note: str = ""


class Matching:
    """The entries of one paste beside what is on record for `days`."""

    def __init__(self, pasted: Pasted, days: Days) -> None:
        self._pasted = pasted
        self._days = days
        self._party_book = NameBook(Party)
        self._leader_book = NameBook(Leader)
        self._parties = {
            text: self._party_book.find(text, limit=CANDIDATES_LIMIT)
            for text in dict.fromkeys(entry.party for entry in pasted.entries if entry.party)
        }
        self._leaders = {
            text: self._leader_book.find(text, limit=CANDIDATES_LIMIT)
            for text in dict.fromkeys(_name(entry) for entry in pasted.entries)
        }

    def rows(self) -> list[dict[str, Any]]:
        """The rows of the grid, in the order of the text; see the endpoint for their shape."""
        rows, seen = [], set()
        for entry in self._pasted.entries:
            row = self._row(entry)
            # A meeting has one row per leader, and one per party as such.
            subject = row["leader"] or (None if row["leader_name"] else row["party"])
            key = (bool(row["leader"]), subject and subject["id"])
            if subject and key in seen:
                row["note"] = _joined(row["note"], _("It stands in this list twice."))
            seen.add(key)
            rows.append(row)
        return rows

    def _row(self, entry: Entry) -> dict[str, Any]:
        party = _party_choice(entry.party, self._parties.get(entry.party, []), self._party_names)
        leader = self._leader_of(entry, party)
        is_leader = bool(entry.name) or leader.chosen is not None
        # Without a name of its own, the row of a leader was pasted as what looked like a party.
        typed_party = entry.party if entry.name or not is_leader else ""
        notes = (
            [entry.note, party.note, leader.note] if typed_party or entry.name else [leader.note]
        )
        standing = self._standings.get(leader.chosen or 0, UNKNOWN)
        own_party = self._party(party.chosen)
        notes.append(_standing_note(standing, own_party, typed_party))
        shown = own_party if typed_party else standing.party
        return {
            "text": entry.text,
            "leader": self._leader(leader.chosen),
            "leader_name": _name(entry) if is_leader else "",
            "party": as_choice(shown),
            "party_name": typed_party,
            "office": entry.office or standing.office,
            "status": entry.status.value,
            "candidates": [self._candidate(key) for key in leader.candidates],
            "note": _joined(*notes),
        }

    def _leader_of(self, entry: Entry, party: Choice) -> Choice:
        """In a text of capitals alone, a single name looks like the abbreviation of a party."""
        if entry.name:
            return self._leader_choice(entry.name, party.chosen)
        if party.chosen is None and entry.status is AttendanceStatus.ATTENDED:
            choice = self._leader_choice(entry.party, None)
            if choice.chosen is not None:
                return choice
        return Choice()

    # --- Leaders ----------------------------------------------------------------------------------

    def _leader_choice(self, name: str, party: int | None) -> Choice:
        found = self._leaders[name]
        if not found:
            return Choice(note=_("No leader of this name is on record. Choose one, or add it."))
        sure = [one for one in found if one.likeness.grade <= Grade.EXACT] or [
            one
            for one in found
            if one.likeness.is_complete and one.likeness.grade <= Grade.SKELETON
        ]
        pool = sure or [one for one in found if one.likeness.grade < Grade.NEAR_MISS]
        fitting = [one for one in pool if self._was_in(one.pk, party)]
        keys = tuple(one.pk for one in found)
        if len(sure) == 1 and sure[0].likeness.grade <= Grade.EXACT:
            return Choice(sure[0].pk)
        chosen = fitting if party is not None and len(fitting) == 1 else pool
        if len(chosen) == 1 and (sure or party is None or fitting):
            is_sure = bool(sure) and chosen[0].likeness.grade <= Grade.EXACT
            note = (
                "" if is_sure else _("Taken for %s. Check it.") % self._leader_names[chosen[0].pk]
            )
            return Choice(chosen[0].pk, keys if len(keys) > 1 else (), note)
        if len(pool) > 1:
            return Choice(None, keys, _("More than one leader may be meant. Choose one."))
        note = _("No leader of quite this name and party is on record. Choose one, or add it.")
        return Choice(None, keys, note)

    def _was_in(self, leader: int, party: int | None) -> bool:
        known = self._standings.get(leader, UNKNOWN).parties
        return any(one.pk == party for one in known)

    @cached_property
    def _keys(self) -> list[int]:
        return sorted({one.pk for found in self._leaders.values() for one in found})

    @cached_property
    def _standings(self) -> dict[int, Standing]:
        return dict(standings(self._keys, self._days))

    @cached_property
    def _leader_names(self) -> dict[int, str]:
        return dict(Leader.objects.filter(pk__in=self._keys).values_list("pk", "name"))

    def _leader(self, key: int | None) -> dict[str, Any] | None:
        return {"id": key, "text": self._leader_names[key]} if key in self._leader_names else None

    def _candidate(self, key: int) -> dict[str, Any]:
        name = self._leader_names.get(key, "")
        return {"id": key, "text": name, "detail": str(self._standings.get(key, UNKNOWN))}

    # --- Parties ----------------------------------------------------------------------------------

    @cached_property
    def _party_rows(self) -> dict[int, Party]:
        keys = {one.pk for found in self._parties.values() for one in found}
        return Party.objects.only("name", "abbreviation").in_bulk(sorted(keys))

    @property
    def _party_names(self) -> dict[int, str]:
        return {key: str(party) for key, party in self._party_rows.items()}

    def _party(self, key: int | None) -> Party | None:
        return self._party_rows.get(key) if key is not None else None


def _party_choice(text: str, found: Sequence[Found], names: dict[int, str]) -> Choice:
    if not text:
        return Choice()
    best = [one for one in found if one.likeness.grade <= Grade.EXACT]
    # An abbreviation of one party may be another name of a second one.
    best = [one for one in best if one.likeness.grade == best[0].likeness.grade]
    if len(best) == 1:
        return Choice(best[0].pk)
    pool = best or [one for one in found if _is_telling(one)]
    if len(pool) == 1:
        note = _("“%(text)s” was taken for %(party)s. Check it.") % {
            "text": text,
            "party": names.get(pool[0].pk, ""),
        }
        return Choice(pool[0].pk, note=note)
    if pool:
        listed = ", ".join(names[one.pk] for one in pool[:3] if one.pk in names)
        note = _("“%(text)s” may be more than one party: %(parties)s. Choose one.")
        return Choice(note=note % {"text": text, "parties": listed})
    return Choice(note=_("No party called “%s” is on record. Choose one, or add it.") % text)


def _is_telling(found: Found) -> bool:
    """Whether a party may be taken for it: “NC” is a beginning of NCP, and another party."""
    like = found.likeness
    is_whole = like.is_complete and not like.left_over
    return like.grade <= Grade.WHOLE_WORDS or (like.grade <= Grade.SKELETON and is_whole)


def _standing_note(standing: Standing, party: Party | None, typed: str) -> str:
    """Where the record and the text disagree, or the record is not sure."""
    if party is not None and standing.parties and party not in standing.parties:
        others = ", ".join(short_name(other) for other in standing.parties)
        return _(
            "On record for that day: %(recorded)s, not %(pasted)s. Check the party, or record the "
            "change of party."
        ) % {"recorded": others, "pasted": short_name(party)}
    if party is None and not typed and standing.party is not None and not standing.is_certain:
        return _("The party is not certain for that day. Check it.")
    return ""


def _name(entry: Entry) -> str:
    return entry.name or entry.party


def _joined(*notes: str) -> str:
    return " ".join(note for note in notes if note)
