"""Other spellings of what somebody typed, among the words of the names that are public.

“Premchandran” is spelt Premachandran here, “Shivsena” Shiv Sena. Two spellings are the same name if
their skeletons are (see `name_keys`), and nearly so if most of their letters are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process

from coalition import name_keys
from coalition.folding import fold
from coalition.kept_values import KeptValue
from coalition.models.editions import Edition, EditionQuerySet, Kind

#: Whose names are learnt, all of them; and how many of the newest events, for their places and for
#: people as reports called them.
_NAMED = (Kind.PARTY, Kind.LEADER, Kind.ALLIANCE, Kind.ELECTION)
_EVENTS = (Kind.MEETING, Kind.SEAT_SHARING_TALK, Kind.STATEMENT)
_MOST_NAMES, _MOST_EVENTS = 20_000, 1_000

#: Of 100, how many letters two words share at least: nearly the same, and of one skeleton.
_NEARLY, _KINDRED, _KINDRED_IF_SHORT = 80, 50, 75
_SHORT = 4
#: “ममता” is read as mmta, which is Mamata rather than meet: how much less alike than the best.
_FALL = 15
#: A skeleton of one consonant fits too much.
_TELLING = 2
#: Each spelling is one more condition of the query.
_MOST_SPELLINGS = 6


@dataclass(frozen=True, slots=True)
class Spelling:
    """One typed word, and how the names that are public may spell it."""

    word: str
    same: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def sounding(self) -> tuple[str, ...]:
        return (self.word, *self.same)

    @property
    def all(self) -> tuple[str, ...]:
        return (self.word, *self.same, *self.near)


class Vocabulary:
    """The words of names; those of one line of a search text stand beside one another."""

    def __init__(self, texts: Iterable[str]) -> None:
        words: set[str] = set()
        #: "shivsena" -> "shiv sena".
        self._together: dict[str, str] = {}
        for line in {line for text in texts for line in text.split("\n")}:
            parts = line.split()
            words.update(parts)
            for first, second in pairwise(parts):
                self._together[first + second] = f"{first} {second}"
        self._words = words
        self._apart = set(self._together.values())
        self._long = sorted(word for word in words if len(word) >= _SHORT)
        self._by_skeleton: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words):
            if len(bare := name_keys.skeleton(word)) >= _TELLING:
                self._by_skeleton[bare].append(word)

    def spellings(self, text: str) -> list[Spelling]:
        """Of each word of `text`. Two that are one word in every name are taken together."""
        found: list[Spelling] = []
        tokens = _tokens(text)
        place = 0
        while place < len(tokens):
            word, readings = tokens[place]
            following = tokens[place + 1][0] if place + 1 < len(tokens) else ""
            is_one = following and word + following in self._words
            if is_one and f"{word} {following}" not in self._apart:
                found.append(Spelling(word + following))
                place += 2
                continue
            found.append(self._spelling(word, readings, is_alone=len(tokens) == 1))
            place += 1
        return found

    def _spelling(self, word: str, readings: set[str], *, is_alone: bool) -> Spelling:
        same = [other for reading in sorted(readings) for other in self._kin(reading)]
        same += [reading for reading in sorted(readings) if reading in self._words]
        # "KC" beside "Venugopal" may be "K C"; alone, that is found within too many names.
        if (apart := self._together.get(word)) and (len(word) >= _SHORT or not is_alone):
            same.insert(0, apart)
        same = [other for other in dict.fromkeys(same) if other != word][:_MOST_SPELLINGS]
        near: list[str] = []
        if len(word) >= _SHORT:
            alike = process.extract(
                word, self._long, scorer=fuzz.ratio, score_cutoff=_NEARLY, limit=_MOST_SPELLINGS
            )
            near = [other for other, *_ in alike if other != word and other not in same]
        return Spelling(word, tuple(same), tuple(near))

    def _kin(self, word: str) -> list[str]:
        """Words of one skeleton, the most alike first."""
        alike = sorted(
            (
                (fuzz.ratio(word, other), other)
                for other in self._by_skeleton.get(name_keys.skeleton(word), ())
                if other != word
            ),
            key=lambda pair: (-pair[0], pair[1]),
        )
        best = alike[0][0] if alike else 0
        return [
            other
            for ratio, other in alike
            if ratio >= max(best - _FALL, _KINDRED if _is_long(word, other) else _KINDRED_IF_SHORT)
        ]


def _is_long(*words: str) -> bool:
    return min(map(len, words)) >= _SHORT


def _tokens(text: str) -> list[tuple[str, set[str]]]:
    """Each folded word, with the other way in which its script may be read."""
    found: list[tuple[str, set[str]]] = []
    for part in text.split():
        folded = fold(part).split()
        others = [word.text for word in name_keys.words_of(part)]
        for place, word in enumerate(folded):
            readings = {word}
            if len(others) == len(folded):
                readings.add(others[place])
            found.append((word, readings))
    return found


def learn(editions: EditionQuerySet) -> Vocabulary:
    """Two queries of bounded size."""
    names = editions.filter(kind__in=_NAMED).order_by("kind", "sort_key")
    events = editions.filter(kind__in=_EVENTS).order_by("-sort_key")
    return Vocabulary(
        [
            *names.values_list("search_text", flat=True)[:_MOST_NAMES],
            *events.values_list("search_text", flat=True)[:_MOST_EVENTS],
        ]
    )


_PRESENT = KeptValue(lambda: learn(Edition.objects.live()))


def present_vocabulary() -> Vocabulary:
    return _PRESENT.get()
