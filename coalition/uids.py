"""Uids in addresses, where a slug may stand as well."""

from uuid import UUID

_LENGTH = 36


def as_uid(text: str) -> UUID | None:
    """The uid that `text` is. Only the canonical 36 characters count: a slug may be any word, one
    of hexadecimal digits too."""
    try:
        return UUID(text) if len(text) == _LENGTH else None
    except ValueError:
        return None
