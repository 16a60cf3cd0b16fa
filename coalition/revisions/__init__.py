"""Revisions: every saved state of a record with its rows and claims, by whom, and in which words.

django-reversion stores them; docs/adr/0008-revisions.md says why it does no more than that.
"""

from coalition.revisions.keeping import keep, keep_before, keep_each, keep_each_before
from coalition.revisions.recording import recording

__all__ = ["keep", "keep_before", "keep_each", "keep_each_before", "recording"]
