"""Aliases: whatever either of two merged records was called stays a name by which it is found."""

from typing import Any

from django.db import models

from coalition.models import Leader, LeaderName, NameKind, Party, PartyName, Record

_NAME_ROWS: dict[type[Record], tuple[type[models.Model], str]] = {
    Leader: (LeaderName, "leader"),
    Party: (PartyName, "party"),
}


def missing_aliases(primary: Record, called: list[str]) -> list[str]:
    """Of the names in `called`, those that `primary` neither has nor has among its other names."""
    if type(primary) not in _NAME_ROWS:
        return []
    known = {*_own_names(primary), *_other_names(primary)}
    wanted = dict.fromkeys(name for name in called if name)
    return [name for name in wanted if name not in known]


def names_of(record: Any) -> list[str]:
    """What a leader or party is called; nothing for a meeting, whose title is no name."""
    return _own_names(record) if type(record) in _NAME_ROWS else []


def alias_of(primary: Record, name: str) -> models.Model:
    """An unsaved row."""
    model, owner = _NAME_ROWS[type(primary)]
    return model(**{owner: primary, "name": name, "kind": NameKind.ALIAS})


def _own_names(record: Any) -> list[str]:
    return [name for name in (record.name, getattr(record, "abbreviation", "")) if name]


def _other_names(record: Any) -> list[str]:
    return list(record.other_names.values_list("name", flat=True))
