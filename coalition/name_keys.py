"""Name keys: what two spellings of one name have in common.

A key holds the folded words of a name, so that case, marks and scripts do not matter. A skeleton
holds what is left of them when the letters go that transliteration is free with: "Premachandran"
and "Premchandran", "Baalu" and "Balu", "Chowdhury" and "Chaudhary" have one skeleton each.
"""

import re
from collections.abc import Iterable

from coalition.folding import fold

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
_FREE = re.compile("[aeiouyh]")
_DOUBLED = re.compile(r"(.)\1+")


def key_of(names: Iterable[str]) -> str:
    """The folded words of all `names`, each with a space on both sides, so that a word can be found
    by its beginning as `" word"`."""
    words = " ".join(folded for name in names if name and (folded := fold(name)))
    return f" {words} " if words else ""


def skeleton_of(names: Iterable[str]) -> str:
    """The skeletons of the words of all `names`, spaced as in a key."""
    words = " ".join(_skeleton(word) for word in key_of(names).split())
    return f" {words} " if words else ""


def _skeleton(word: str) -> str:
    """The first letter, and the consonants after it; figures stay."""
    for pair, sound in _SOUNDS:
        word = word.replace(pair, sound)
    return _DOUBLED.sub(r"\1", word[:1] + _FREE.sub("", word[1:]))
