"""How similar a printed name is to the names of a bearer: a number, and in which way.

What is like what is judged by `coalition.likeness` alone; here its grades become numbers, of which
`docs/reconciliation.md` gives the reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from coalition.likeness import Grade, Likeness, TypedName
from coalition.name_keys import run_together, skeleton, words_of
from coalition.resolving.bearers import Bearer, PublicName
from coalition.resolving.printed import without_initials


class Way(StrEnum):
    """In which way a name is like the one that was given."""

    IDENTIFIER = "identifier"
    SAME = "same"
    WORDS = "words"
    INITIALS = "initials"
    SPELLING = "spelling"
    SHORTENED = "shortened"
    WITHOUT_INITIALS = "without_initials"
    PART = "part"
    MORE = "more"
    OTHER_INITIALS = "other_initials"


@dataclass(frozen=True, slots=True)
class Similarity:
    """`value` is 0 to 100. Where spelling made a difference, `letters` is how many of 100 letters
    are the same, and `weakest` how many of the word of which the fewest are; 100 elsewhere. A slip
    changes a consonant: "Rakesh" may be a misprint of "Rajesh", or somebody else."""

    value: float
    way: Way
    name: PublicName
    letters: float = 100
    weakest: float = 100
    is_slip: bool = False

    @property
    def rank(self) -> tuple[float, bool]:
        """Of two names that are as similar, the record's own is the one that was meant."""
        return (self.value, self.name.kind in ("name", "abbreviation"))


#: What is left of 100 where every word of both names has its partner.
_COMPLETE: dict[Grade, tuple[float, Way]] = {
    Grade.ABBREVIATION: (100, Way.SAME),
    Grade.EXACT: (100, Way.SAME),
    Grade.WHOLE_WORDS: (97, Way.WORDS),
    Grade.BEGINNINGS: (78, Way.SHORTENED),
    Grade.INITIALS: (90, Way.INITIALS),
    Grade.SKELETON_BEGINNING: (70, Way.SHORTENED),
}
#: The same where words are left over, before it counts how many.
_INCOMPLETE: dict[Grade, float] = {
    Grade.WHOLE_WORDS: 100,
    Grade.BEGINNINGS: 85,
    Grade.INITIALS: 90,
    Grade.SKELETON: 90,
    Grade.SKELETON_BEGINNING: 75,
    Grade.NEAR_MISS: 80,
}
#: Another spelling of a whole name: from 60, and 96 if nearly all letters are the same.
_SPELT, _PER_LETTER = 60, 0.36
#: Off it for a consonant that was changed.
_SLIP = 6
#: Initials that only one side has, and initials that differ.
_WITHOUT_INITIALS, _OTHER_INITIALS = 0.9, 0.6
#: A part of the name, and a name with more to it: the least, and what is added for the whole of it.
_PART, _MORE, _PER_SHARE = 0.55, 0.5, 0.3
#: Of an abbreviation every letter counts: in so few letters one is too much.
_SHORT, _TOO_SHORT = 6, 55
#: Below, a name within a longer one says too little.
_TELLING = 4


def similarity(typed: TypedName, text: str, bearer: Bearer) -> Similarity | None:
    """That of the name of `bearer` which is the most like `text`, of which `typed` is the reading;
    None if none is."""
    found = [one for name in bearer.names if (one := _to_name(typed, text, name, bearer))]
    return max(found, key=lambda one: one.rank, default=None)


def _to_name(typed: TypedName, text: str, name: PublicName, bearer: Bearer) -> Similarity | None:
    if name.kind == "abbreviation":
        # Of an abbreviation every letter counts.
        is_same = run_together(name.text) == typed.together
        return Similarity(100, Way.SAME, name) if is_same else None
    likeness = typed.likeness(name.text)
    if likeness is None and name.kind == "name" and bearer.abbreviation:
        # "CPI Marxist" is written with words of both.
        likeness = typed.likeness(name.text, abbreviation=bearer.abbreviation)
        if likeness and likeness.grade == Grade.ABBREVIATION:
            return None
    if likeness is None:
        return _with_more(typed, text, name) or _with_other_initials(typed, text, name)
    if likeness.is_complete:
        return _complete(likeness, typed, text, name)
    return _in_part(likeness, typed, text, name)


def _complete(likeness: Likeness, typed: TypedName, text: str, name: PublicName) -> Similarity:
    if likeness.grade in _COMPLETE:
        value, way = _COMPLETE[likeness.grade]
        return Similarity(value, way, name)
    if _initials_differ(typed, name):
        return Similarity(100 * _OTHER_INITIALS, Way.OTHER_INITIALS, name)
    letters = _same_letters(typed, text, name)
    is_slip = likeness.grade == Grade.NEAR_MISS
    value = _SPELT + _PER_LETTER * letters - _SLIP * is_slip
    if is_slip and typed.letters < _SHORT:
        value = _TOO_SHORT
    weakest = _weakest(typed, text, name)
    return Similarity(value, Way.SPELLING, name, letters, weakest, is_slip)


def _in_part(likeness: Likeness, typed: TypedName, text: str, name: PublicName) -> Similarity:
    value = _INCOMPLETE.get(likeness.grade, 100)
    written = without_initials(name.text)
    if written:
        rest = typed.likeness(written)
        if rest is not None and rest.is_complete and not any(w.is_initials for w in typed.words):
            letters = (
                100 if rest.grade <= Grade.WHOLE_WORDS else _same_letters(typed, text, written)
            )
            is_slip = rest.grade == Grade.NEAR_MISS
            value *= _WITHOUT_INITIALS
            return Similarity(value, Way.WITHOUT_INITIALS, name, letters, letters, is_slip)
    share = min(typed.letters / max(len(run_together(name.text)), 1), 1)
    return Similarity(value * (_PART + _PER_SHARE * share), Way.PART, name)


def _with_more(typed: TypedName, text: str, name: PublicName) -> Similarity | None:
    """The name within a longer one: "Vaiko" in what is printed "Vaiko Gopalsamy"."""
    recorded = TypedName(name.text)
    if recorded.letters < _TELLING:
        return None
    likeness = recorded.likeness(" ".join(word.text for word in typed.words))
    if likeness is None or likeness.grade in (Grade.BEGINNINGS, Grade.SKELETON_BEGINNING):
        return None
    value = _INCOMPLETE.get(likeness.grade, 100)
    written = without_initials(text)
    if written and not any(word.is_initials for word in recorded.words):
        rest = TypedName(written).likeness(name.text)
        if rest is not None and rest.is_complete:
            letters = 100.0 if rest.grade <= Grade.WHOLE_WORDS else _same_letters(typed, text, name)
            is_slip = rest.grade == Grade.NEAR_MISS
            value *= _WITHOUT_INITIALS
            return Similarity(value, Way.WITHOUT_INITIALS, name, letters, letters, is_slip)
    share = min(recorded.letters / max(typed.letters, 1), 1)
    return Similarity(value * (_MORE + _PER_SHARE * share), Way.MORE, name)


def _with_other_initials(typed: TypedName, text: str, name: PublicName) -> Similarity | None:
    written, own = without_initials(text), without_initials(name.text)
    if not written or not own:
        return None
    likeness = TypedName(written).likeness(own)
    if likeness is None or not likeness.is_complete:
        return None
    return Similarity(100 * _OTHER_INITIALS, Way.OTHER_INITIALS, name)


def _initials_differ(typed: TypedName, name: PublicName) -> bool:
    """Whether both have initials, and not the same: "P K" is not another spelling of "N K"."""
    one, other = (
        "".join(word.text for word in words if word.is_initials)
        for words in (typed.words, words_of(name.text))
    )
    return bool(one) and bool(other) and one != other


def _same_letters(typed: TypedName, text: str, name: PublicName | str) -> float:
    """Of 100, in whichever order the words are. Scripts that leave vowels out are met half way: as
    much counts what is left of a name in Latin letters when it loses its own."""
    spelt = [word.text for word in typed.words]
    recorded = [word.text for word in words_of(name if isinstance(name, str) else name.text)]
    letters = _ratio(spelt, recorded)
    if text.isascii():
        return letters
    return (letters + _ratio(list(map(skeleton, spelt)), list(map(skeleton, recorded)))) / 2


def _weakest(typed: TypedName, text: str, name: PublicName) -> float:
    """Of 100, for the word that shares the fewest letters with any of the name's; without the
    vowel that Indian scripts leave out, for a text in one."""
    spelt = [word.text for word in typed.words]
    recorded = [word.text for word in words_of(name.text)]
    if not text.isascii():
        spelt, recorded = ([word.replace("a", "") for word in words] for words in (spelt, recorded))
    if len(spelt) != len(recorded):
        # Words that are written together elsewhere.
        return _ratio(spelt, recorded)
    return min(max(fuzz.ratio(word, other) for other in recorded) for word in spelt)


def _ratio(words: list[str], others: list[str]) -> float:
    in_order = fuzz.ratio("".join(words), "".join(others))
    return max(in_order, fuzz.ratio(" ".join(sorted(words)), " ".join(sorted(others))))
