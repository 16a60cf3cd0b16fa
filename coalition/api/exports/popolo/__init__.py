"""Popolo (popoloproject.com): people, organisations, memberships, posts, events and areas.

Every object keeps to the JSON schemas of the specification. What they have no word for stands under
keys of our own, which the specification allows.
"""

from coalition.api.exports.popolo.file import popolo_lines

__all__ = ["popolo_lines"]
