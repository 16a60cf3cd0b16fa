"""One change between two documents, and the words it is told in."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Action(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    #: The same rows in another order.
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `mark` is `ins`, `del`, or empty where both texts agree."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """`key` is that of the document. `subject` names the row, `field` what of it; else empty.

    A text that was reworded has `pieces`; a row that was added or removed has `details`, what it
    says as pairs of label and words.
    """

    key: str
    section: str
    subject: str
    field: str
    action: Action
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()
    details: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """“Start”, “Attendance: Vaiko (MDMK)”, “Attendance: Vaiko (MDMK), status”."""
        within = ", ".join(part for part in (self.subject, self.field) if part)
        if not within:
            return self.section
        return _("%(section)s: %(within)s") % {"section": self.section, "within": within}

    @property
    def verdict(self) -> str:
        """What happened to it in a word or two; empty if `before` and `after` say it."""
        if self.action == Action.ADDED:
            return _("added")
        if self.action == Action.REMOVED:
            return _("removed")
        if self.action == Action.MOVED:
            return _("in another order")
        return ""

    def __str__(self) -> str:
        if self.verdict:
            return f"{self.label}: {self.verdict}"
        empty = _("(empty)")
        return f"{self.label}: {self.before or empty} → {self.after or empty}"
