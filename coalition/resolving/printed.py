"""Names as they are printed: with titles before and behind, and a party in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coalition.likeness import TypedName
from coalition.name_keys import words_of

#: What is added behind a name in respect, or for a seat.
_BEHIND = frozenset(
    ("ji", "babu", "saheb", "sahib", "sahab", "garu", "avargal", "didi", "mp", "mla", "mlc")
)
#: Titles in Indian scripts, which fold to what could be a name.
_NATIVE_TITLES = frozenset(
    (
        *("श्री", "श्रीमती", "सुश्री", "डॉ", "डॉ.", "डा."),
        *("திரு", "திருமதி", "டாக்டர்"),
        *("শ্রী", "শ্রীমতী", "ড."),
        *("శ్రీ", "ഡോ.", "ശ്രീ"),
    )
)
#: "N K Premachandran (RSP)"; the brackets of "JD(U)" stand within a word.
_IN_BRACKETS = re.compile(r"^(?P<name>.*\S)\s+[(\[](?P<party>[^()\[\]]*(?:\([^()]*\))?)[)\]]\s*$")
#: "Sanjay Singh (Retd.) (AAP)" has two. Each is another name to be looked for among all.
_MOST_BRACKETS = 2
_STOPS = ".,;:"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which a printed name can be meant. Of a leader, `party` is what stood behind."""

    typed: TypedName
    party: str = ""


def readings_of(text: str, *, brackets: int = _MOST_BRACKETS) -> list[Reading]:
    """The readings of `text`, the plain one first; none if it holds no letter or figure. At most so
    many `brackets` are read off its end."""
    words = text.split()
    while len(words) > 1 and words[0] in _NATIVE_TITLES:
        words = words[1:]
    plain = " ".join(words)
    found = [Reading(TypedName(plain))]
    if brackets and (bracketed := _IN_BRACKETS.match(plain)):
        inner = readings_of(bracketed["name"], brackets=brackets - 1)
        found += [Reading(reading.typed, bracketed["party"]) for reading in inner]
    elif (shorter := _without_respect(words)) != words:
        found.append(Reading(TypedName(" ".join(shorter))))
    return [reading for reading in found if reading.typed]


def _without_respect(words: list[str]) -> list[str]:
    while len(words) > 1 and words[-1].strip(_STOPS).lower() in _BEHIND:
        words = words[:-1]
    return words


def without_initials(text: str) -> str:
    """The written-out words of a name; empty if it has no initials, or nothing else."""
    words = words_of(text)
    rest = [word.text for word in words if not word.is_initials]
    return " ".join(rest) if rest and len(rest) < len(words) else ""
