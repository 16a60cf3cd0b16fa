"""What differs between two documents of a record, in words that an editor or a reader understands.

Pure functions on documents as dictionaries: they ask no database and know no record. Whatever a
document holds that has no words of its own here still gets a line, so that nothing changes
silently; only the bookkeeping of an edition is left out.
"""

from coalition.document_differences.changes import Action, Change, Piece
from coalition.document_differences.comparing import BOOKKEEPING, differences
from coalition.document_differences.outlines import Outline, outline

__all__ = ["BOOKKEEPING", "Action", "Change", "Outline", "Piece", "differences", "outline"]
