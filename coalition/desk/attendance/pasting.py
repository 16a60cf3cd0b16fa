"""Pasting: a list of names as a report prints it becomes entries, one per name.

Pure: no database. What is not understood is kept as unread, word for word, for the editor to see:
a wrong row is worse than a missing one. A party that stands after names holds for all of them back
to where the last group was closed: "ST Hasan and Ram Gopal Yadav of SP".
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from coalition.desk.attendance.piece_reading import Reading, read_piece
from coalition.desk.attendance.piece_words import LABEL_ABSENT, LABEL_ATTENDED
from coalition.desk.attendance.pieces import Joint, Piece, pieces_of
from coalition.models import AttendanceStatus

TEXT_LIMIT = 20_000
ENTRIES_LIMIT = 300


class PasteRefused(Exception):
    """Why a text is not read, and what to do about it."""


@dataclass(slots=True)
class Entry:
    """One row to be: its piece of the text, and what that says. Without a name, of the party."""

    text: str
    name: str = ""
    party: str = ""
    office: str = ""
    status: AttendanceStatus = AttendanceStatus.ATTENDED
    note: str = ""


@dataclass(slots=True)
class Pasted:
    entries: list[Entry] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_paste(text: str) -> Pasted:
    """The entries of `text`, and what could not be read. Raises PasteRefused if it is too long."""
    if len(text) > TEXT_LIMIT:
        raise PasteRefused(
            _("This has %(length)d characters; %(limit)d can be read at once. Paste it in parts.")
            % {"length": len(text), "limit": TEXT_LIMIT}
        )
    reader = _Reader()
    for piece in pieces_of(text):
        reader.take(piece)
        if len(reader.pasted.entries) > ENTRIES_LIMIT:
            raise PasteRefused(_("This has more than %d names. Paste it in parts.") % ENTRIES_LIMIT)
    return reader.pasted


class _Reader:
    """Goes through the pieces and knows which names still wait for their party."""

    def __init__(self) -> None:
        self.pasted = Pasted()
        #: Names since the last closed group, whose party may still follow.
        self._open: list[Entry] = []
        #: What stood before a name and holds for the next ones too.
        self._prefix: Reading | None = None
        self._is_last_of_prefix = False
        self._after_absent_party = False
        self._label = ""

    def take(self, piece: Piece) -> None:
        if piece.joint is Joint.HARD:
            self._close()
        text = self._labelled(piece)
        if not piece.text:
            self.pasted.unread.append(text)
            return
        reading = read_piece(piece.text)
        if reading is None:
            self.pasted.unread.append(text)
            self._close()
        elif reading.name:
            self._take_name(piece, text, reading)
        elif reading.party and not reading.office:
            self._take_party(piece, text, reading)
        else:
            self._take_office(piece, text, reading)

    def _labelled(self, piece: Piece) -> str:
        """The text of `piece`, with the label where that is seen first."""
        label = piece.label
        is_new = bool(label) and label != self._label
        self._label = label
        if not is_new:
            return piece.text
        return f"{label}: {piece.text}" if piece.text else label

    def _close(self) -> None:
        self._open.clear()
        self._prefix = None
        self._is_last_of_prefix = False
        self._after_absent_party = False

    # --- What a piece can be ----------------------------------------------------------------------

    def _take_name(self, piece: Piece, text: str, reading: Reading) -> None:
        entry = Entry(text, reading.name, reading.party, reading.office, reading.status)
        self._after_absent_party = False
        self._note_label(entry)
        self._inherit(piece, entry, reading)
        self.pasted.entries.append(entry)
        if reading.status is AttendanceStatus.ABSENT and piece.joint is not Joint.HARD:
            for other in self._open:
                other.status = reading.status
                other.note = _("Read as absent, like the names beside it. Check it.")
        if reading.is_prefixed or reading.is_plural:
            self._open.clear()
            self._prefix, self._is_last_of_prefix = reading, False
        elif reading.party:
            for other in self._open:
                other.party = reading.party
            self._open.clear()
            self._prefix = None
        elif not entry.party:
            self._open.append(entry)

    def _inherit(self, piece: Piece, entry: Entry, reading: Reading) -> None:
        """What stood before an earlier name of the same enumeration holds for this one too."""
        prefix = self._prefix
        if prefix is None or piece.joint is Joint.HARD or reading.is_prefixed:
            return
        holds = prefix.is_plural and not self._is_last_of_prefix
        holds |= prefix.is_possessive and piece.joint is Joint.AND and not self._is_last_of_prefix
        if piece.joint is Joint.AND:
            self._is_last_of_prefix = True
        if not holds or reading.party:
            self._prefix = None
            return
        entry.party = prefix.party
        if prefix.is_plural and not entry.office:
            entry.office = prefix.office

    def _note_label(self, entry: Entry) -> None:
        """A label says who came, who did not, or of which party the names are."""
        label = self._label
        if not label or LABEL_ATTENDED.match(label):
            return
        if LABEL_ABSENT.match(label):
            entry.status = AttendanceStatus.ABSENT
        elif not entry.party:
            headed = read_piece(label)
            if headed and not headed.name and headed.party:
                entry.party, entry.office = headed.party, entry.office or headed.office
            else:
                entry.note = _("It stood under “%s”. Check what that says of it.") % label

    def _take_party(self, piece: Piece, text: str, reading: Reading) -> None:
        follows = piece.joint is not Joint.HARD
        if reading.is_of_party or (follows and self._after_absent_party):
            self._add_party(text, reading.party, AttendanceStatus.ABSENT)
            self._after_absent_party = True
            return
        is_absent = reading.status is AttendanceStatus.ABSENT
        if follows and piece.joint is Joint.COMMA and self._open and not is_absent:
            for entry in self._open:
                entry.party = reading.party
            self._open[-1].text += f", {text}"
            self._open.clear()
            return
        status = reading.status
        if LABEL_ABSENT.match(self._label):
            status = AttendanceStatus.ABSENT
        self._add_party(text, reading.party, status)

    def _add_party(self, text: str, party: str, status: AttendanceStatus) -> None:
        entry = Entry(text, party=party, status=status)
        if status is not AttendanceStatus.ABSENT:
            entry.note = _("No leader is named, so this row speaks of the party as such. Check it.")
        self._close()
        self.pasted.entries.append(entry)

    def _take_office(self, piece: Piece, text: str, reading: Reading) -> None:
        """ "…, Congress president" goes with the name before it; alone it is not understood."""
        last = self.pasted.entries[-1] if self.pasted.entries else None
        fits = last is not None and last.name and not last.office and not reading.is_plural
        if piece.joint is not Joint.COMMA or last is None or not fits:
            self.pasted.unread.append(text)
            self._close()
            return
        last.office = reading.office
        last.text += f", {text}"
        if reading.party and last in self._open:
            last.party = reading.party
        self._open.clear()
