"""Addresses that are made from names."""

from typing import Any

from django.db import models
from django.utils.text import slugify

from coalition.folding import fold

_SUFFIX_ROOM = 6


def free_slug(model: type[models.Model], name: str) -> str:
    """An address for `name` that no other record of `model` has; empty if nothing is left of it."""
    base = plain_slug(model, name, room=_SUFFIX_ROOM)
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken or not base:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def plain_slug(model: type[models.Model], name: str, *, room: int) -> str:
    """`name` in plain letters, with `room` left for what is put behind it; maybe empty."""
    column: Any = model._meta.get_field("slug")
    return slugify(fold(name))[: column.max_length - room].strip("-")
