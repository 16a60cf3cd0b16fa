"""Revisions: every saved state of a record with its rows and claims, by whom, and in which words.

django-reversion keeps them; what is kept together is said here, once.
"""

from coalition.revisions.recording import recording

__all__ = ["recording"]
