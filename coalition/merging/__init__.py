"""Merging: two records that turned out to be the same become one, and two again if it was wrong.

Nothing is discarded. What points at the one points at the other afterwards, found from the models
themselves, so that no relation is forgotten; what both have is put side by side and becomes one;
and the row of `Merge` keeps all that undoing takes.
"""

from coalition.merging.fields import FieldPair, Side
from coalition.merging.merge import MERGEABLE, MergeRefused, merge
from coalition.merging.preview import Preview, preview
from coalition.merging.undo import UndoBlocked, undo

__all__ = [
    "MERGEABLE",
    "FieldPair",
    "MergeRefused",
    "Preview",
    "Side",
    "UndoBlocked",
    "merge",
    "preview",
    "undo",
]
