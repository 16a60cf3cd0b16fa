"""The conflict desk: what each source says of each fact, and what the desk goes by."""

from coalition.desk.conflicts.pages import ConflictPages

__all__ = ["ConflictPages"]
