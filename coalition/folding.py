"""Folding: one spelling for what readers and editors would call the same name.

Folded text is plain lower-case ASCII words with single spaces. It is what search compares and what
names sort by, so that "Mamatā" and "MAMATA" stand together. Letters of another script become the
nearest ASCII ones, which is rarely the usual spelling: "ममता" folds to "mmta".
"""

import functools
import re
import unicodedata

from anyascii import anyascii

_NOT_A_WORD = re.compile(r"[^0-9a-z]+")


@functools.lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return `text` as lower-case ASCII words, in any script, without marks or punctuation.

    Dots and apostrophes vanish rather than separate, so that "J.M.M." and "JMM" fold alike.
    """
    plain = anyascii(unicodedata.normalize("NFKC", text)).lower()
    return _NOT_A_WORD.sub(" ", re.sub(r"[.'’]", "", plain)).strip()
