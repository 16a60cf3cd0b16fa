"""Marks in what was found: the words that fit, as they are printed, whatever was typed for them.

A text is folded letter by letter, so that a place in the folded text is a place in the printed one:
“mamata” is marked in “Mamatā”, and “ममता” as a whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from django.utils.html import escape
from django.utils.safestring import SafeString

from coalition.spellings import Spelling

#: As `fold` has it: what vanishes within a word, and what a word is made of.
_DROPPED = ".'’"
_WORDLY = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class _Folded:
    """`places[n]` is where the letter of the printed text stands that gave the n-th folded one."""

    text: str
    places: tuple[int, ...]


class Highlighter:
    """What to look for: typed words anywhere, other spellings of them as whole words only."""

    def __init__(self, words: Iterable[str], spellings: Iterable[Spelling] = ()) -> None:
        #: By typed word, the patterns that stand for it.
        self._patterns: dict[str, list[re.Pattern[str]]] = {
            word: [re.compile(re.escape(word))] for word in words
        }
        for spelling in spellings:
            patterns = self._patterns.setdefault(spelling.word, [])
            if not patterns:
                patterns.append(re.compile(rf"\b{re.escape(spelling.word)}\b"))
            patterns += [
                re.compile(rf"\b{re.escape(other)}\b") for other in (*spelling.same, *spelling.near)
            ]

    @property
    def words(self) -> set[str]:
        """The typed words."""
        return set(self._patterns)

    def mark(self, text: str) -> SafeString:
        """`text`, escaped, with `<mark>` around what fits."""
        parts: list[str] = []
        done = 0
        for start, end in self._ranges(text):
            parts.append(escape(text[done:start]))
            parts.append(f"<mark>{escape(text[start:end])}</mark>")
            done = end
        return SafeString("".join([*parts, escape(text[done:])]))

    def words_in(self, text: str) -> set[str]:
        """Which of the typed words `text` holds, in any spelling."""
        folded = _folded(text).text
        return {
            word
            for word, patterns in self._patterns.items()
            if any(pattern.search(folded) for pattern in patterns)
        }

    def _ranges(self, text: str) -> list[tuple[int, int]]:
        """Where marks begin and end, in order and apart from one another."""
        folded = _folded(text)
        found = sorted(
            (folded.places[match.start()], _end(text, folded.places[match.end() - 1]))
            for patterns in self._patterns.values()
            for pattern in patterns
            for match in pattern.finditer(folded.text)
        )
        merged: list[tuple[int, int]] = []
        for start, end in found:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged


@lru_cache(maxsize=1000)
def _folded(text: str) -> _Folded:
    """Letter by letter what `fold` makes of the whole."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for one in anyascii(unicodedata.normalize("NFKC", letter)).lower():
            if one in _DROPPED:
                continue
            if one not in _WORDLY:
                one = " "
            if one != " " or (letters and letters[-1] != " "):
                letters.append(one)
                places.append(place)
    return _Folded("".join(letters), tuple(places))


def _end(text: str, place: int) -> int:
    """Behind the letter at `place` and the marks that belong to it."""
    place += 1
    while place < len(text) and unicodedata.category(text[place])[0] == "M":
        place += 1
    return place
