"""Name keys: what two spellings of one name have in common.

A key holds the folded words of a name, so that case, marks, stops and scripts do not matter, and
its initials both apart and together. A skeleton holds what is left of each word when the letters go
that transliteration is free with: "Premachandran" and "Premchandran", "Baalu" and "Balu",
"Chowdhury" and "Chaudhary" have one skeleton each.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coalition.folding import fold

#: Devanagari writes with a dot below D what Latin script writes with R, as in खड़गे for Kharge.
_FLAP = re.compile("[डढ]\u093c")
#: "N.K.Premachandran" has no spaces; each of its stops ends an initial.
_STOPPED = re.compile(r"(?<![^\W\d_])([^\W\d_])\.(?=\w)")
#: "TR Baalu": capitals without a stop are initials, unless the whole name is in capitals.
_CAPITALS = re.compile(r"[A-Z]{2,3}\.?")
#: What stands in capitals and punctuation only and is no longer than this is an abbreviation.
_ABBREVIATION_LIMIT = 10

#: Pairs that stand for one sound, in the order in which they are replaced.
_SOUNDS = (
    ("ph", "f"),
    ("ck", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("z", "j"),
    ("sh", "s"),
    ("c", "k"),
    ("kh", "k"),
    ("gh", "g"),
)
#: In "Chowdhury" it only lengthens the vowel before it.
_SILENT_W = re.compile(r"(?<=[aeo])w(?=[^aeiouy])")
_FREE = re.compile("[aeiouyh]")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class NameWord:
    """One folded word, or a run of initials put together."""

    text: str
    is_initials: bool = False

    def forms(self) -> Iterator[str]:
        """As a key holds it: initials one by one, and then together."""
        if self.is_initials:
            yield from self.text
        if not self.is_initials or len(self.text) > 1:
            yield self.text


def words_of(name: str) -> list[NameWord]:
    """The folded words of `name`: "N.K. Premachandran" has its initials and one word more."""
    name = _STOPPED.sub(r"\1 ", _FLAP.sub("र", unicodedata.normalize("NFKC", name)))
    has_small_letters = any(letter.islower() for letter in name)
    words: list[NameWord] = []
    initials = ""
    for part in name.split():
        folded = fold(part)
        if not folded:
            continue
        is_capitals = has_small_letters and _CAPITALS.fullmatch(part) is not None
        if (len(folded) == 1 and folded.isalpha()) or is_capitals:
            initials += folded
            continue
        if initials:
            words.append(NameWord(initials, is_initials=True))
            initials = ""
        words += [NameWord(word) for word in folded.split()]
    if initials:
        words.append(NameWord(initials, is_initials=True))
    return words


def run_together(name: str) -> str:
    """The letters and figures of `name` alone: equal for "JD(U)", "JDU" and "J.D. (U)"."""
    return fold(_FLAP.sub("र", unicodedata.normalize("NFKC", name))).replace(" ", "")


def key_of(names: Iterable[str]) -> str:
    """The words of all `names`, each with a space on both sides, so that a word can be found by
    its beginning as `" word"`."""
    words = " ".join(form for name in names if name for form in _forms(name))
    return f" {words} " if words else ""


def skeleton_of(names: Iterable[str]) -> str:
    """The skeletons of the words of all `names`: as many as a key has words, in their order."""
    words = " ".join(skeleton(word) for word in key_of(names).split())
    return f" {words} " if words else ""


def _forms(name: str) -> Iterator[str]:
    words = words_of(name)
    for word in words:
        yield from word.forms()
    is_abbreviation = len(name) <= _ABBREVIATION_LIMIT and name.upper() == name and name.isascii()
    if is_abbreviation and len(words) > 1:
        yield "".join(word.text for word in words)


def skeleton(word: str) -> str:
    """The first letter, and the consonants after it; figures stay."""
    word = _SILENT_W.sub("", word)
    for pair, sound in _SOUNDS:
        word = word.replace(pair, sound)
    return _DOUBLED.sub(r"\1", word[:1] + _FREE.sub("", word[1:]))
