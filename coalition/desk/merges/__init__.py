"""Merging at the desk: choosing the other one, looking at both side by side, and undoing."""

from coalition.desk.merges.pages import MergePages

__all__ = ["MergePages"]
