"""Name lookup: leaders, parties and alliances by whatever an editor types of their names.

Exact names come first, then beginnings of words, then other spellings, then near misses.
"""

from coalition.likeness import Grade, Likeness, TypedName
from coalition.name_lookup.books import NameBook
from coalition.name_lookup.lookup import NAMED_MODELS, Found, find_by_name, word_condition

__all__ = [
    "NAMED_MODELS",
    "Found",
    "Grade",
    "Likeness",
    "NameBook",
    "TypedName",
    "find_by_name",
    "word_condition",
]
