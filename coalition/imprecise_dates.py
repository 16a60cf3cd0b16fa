"""Dates that are as exact as their source: EDTF text, its earliest and latest day, and a label."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from coalition.edtf_moments import ImpreciseDateError
from coalition.edtf_text import read_edtf

__all__ = ["LABEL_LIMIT", "ImpreciseDate", "ImpreciseDateError", "clean_label"]

LABEL_LIMIT = 120

_WHITE_SPACE = re.compile("[ \t\r\n\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
#: Controls, bidirectional overrides and isolates, lone surrogates, noncharacters. Joiners stay:
#: Indian scripts are written with them.
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(high + 0xFFFE)}{chr(high + 0xFFFF)}" for high in range(0, 0x110000, 0x10000))
    + "]"
)


@dataclass(frozen=True, slots=True)
class ImpreciseDate:
    """A date as exact as its source. Build it with `from_edtf`: the constructor checks nothing.

    `earliest` and `latest` are the first and last day on which it can have been or, of an interval,
    on which it began and ended. None is an open side, and never both are open. Equal dates have
    equal labels too: the wording of a source is part of what is recorded.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    label: str

    @classmethod
    def from_edtf(cls, text: str, *, label: str = "") -> Self:
        """Read EDTF, whatever its case and spacing; an empty `label` becomes a plain English one.

        Raises ImpreciseDateError and nothing else. About the bounds, see `coalition.edtf_text`.
        """
        reading = read_edtf(text)
        # A long set can outgrow the label's column; its EDTF never does.
        generated = reading.label if len(reading.label) <= LABEL_LIMIT else reading.edtf
        return cls(reading.edtf, reading.earliest, reading.latest, clean_label(label) or generated)

    def __str__(self) -> str:
        return self.label

    @property
    def is_exact(self) -> bool:
        """One single day, neither "about" nor "uncertain"."""
        return (
            self.earliest is not None
            and self.earliest == self.latest
            and not any(sign in self.edtf for sign in "?~%")
        )

    @property
    def sort_key(self) -> tuple[date, bool, date, str]:
        """Order by the first possible day; a date without one stands where it ends.

        So whatever is surely over before another begins sorts before it, and "before 6 December"
        stands at 5 December, not before all history. In SQL it is Coalesce(earliest, latest). Ties
        go to the open beginning, then to the earlier end (an open end is last), then to the text.
        """
        start = self.earliest or self.latest or date.max
        return (start, self.earliest is not None, self.latest or date.max, self.edtf)

    def overlaps(self, start: date | None, end: date | None) -> bool:
        """Whether it can have been on a day from `start` to `end`, both included; None is open.

        No day lies between a `start` and an `end` before it.
        """
        if start is not None and end is not None and start > end:
            return False
        can_begin_by_end = self.earliest is None or end is None or self.earliest <= end
        can_end_from_start = self.latest is None or start is None or self.latest >= start
        return can_begin_by_end and can_end_from_start

    def as_document(self) -> dict[str, str | None]:
        """The shape of a date in editions and in the API: ISO days, None for an open side."""
        return {
            "edtf": self.edtf,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "label": self.label,
        }

    def columns(self, name: str) -> dict[str, Any]:
        """The columns that hold this date in a model field called `name`: column name -> value."""
        return {
            name: self.edtf,
            f"{name}_earliest": self.earliest,
            f"{name}_latest": self.latest,
            f"{name}_label": self.label,
        }


def clean_label(text: str) -> str:
    """Collapse white space; refuse invisible control characters, and more than LABEL_LIMIT."""
    label = unicodedata.normalize("NFC", _WHITE_SPACE.sub(" ", text)).strip(" ")
    if found := _FORBIDDEN.search(label):
        raise ImpreciseDateError(
            f"Character {found.start() + 1} of the date is an invisible control character "
            f"(U+{ord(found[0]):04X}). Retype the date."
        )
    if len(label) > LABEL_LIMIT:
        raise ImpreciseDateError(
            f"The wording of a date may have {LABEL_LIMIT} characters; this has {len(label)}. "
            "Shorten it."
        )
    return label
