"""Suggestions: the records that are most likely the same as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coalition.desk.twins import possible_twins
from coalition.models import Edition, Meeting, Record
from coalition.name_keys import skeleton_of
from coalition.name_lookup import NAMED_MODELS, Grade, find_by_name

_LIMIT = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    record: Record
    is_public: bool


def suggestions_for(record: Record) -> list[Suggestion]:
    """Leaders and parties of a like name, or meetings that may be the same event; best first."""
    records = _meetings(record) if isinstance(record, Meeting) else _namesakes(record)
    uids = [found.uid for found in records]
    public = set(Edition.objects.live().filter(uid__in=uids).values_list("uid", flat=True))
    return [Suggestion(found, found.uid in public) for found in records]


def _meetings(meeting: Meeting) -> list[Record]:
    return list(possible_twins(meeting)[:_LIMIT])


def _namesakes(record: Record) -> list[Record]:
    """Whoever is called like `record` in another spelling, and whoever is found by its name.

    The look-up ends with the names that are on record as they were typed, of which there is one:
    that of `record` itself. So the other spellings of all of it are looked for first.
    """
    model = type(record)
    keys = dict.fromkeys(_spelt_otherwise(record))
    for name in _names(record):
        for found in find_by_name(model, name, limit=_LIMIT + 1):
            if found.likeness.grade <= Grade.WHOLE_WORDS or found.likeness.is_complete:
                keys.setdefault(found.pk)
    keys.pop(record.pk, None)
    stored = model._default_manager.in_bulk(list(keys)[:_LIMIT])
    return [stored[key] for key in keys if key in stored]


def _spelt_otherwise(record: Record) -> Iterable[int]:
    """The keys of those with a name of which all words sound like those of `record`."""
    # A party's column holds its abbreviation too, that of its other names does not.
    sounds_like = {getattr(record, "name_skeleton", ""), skeleton_of([getattr(record, "name", "")])}
    sounds_like.discard("")
    other_names, owner = NAMED_MODELS[type(record)]
    model: Any = type(record)
    own = model._default_manager.filter(name_skeleton__in=sounds_like).order_by("pk")
    others = other_names._default_manager.filter(name_skeleton__in=sounds_like).order_by(owner)
    return [
        *own.values_list("pk", flat=True)[:_LIMIT],
        *others.values_list(owner, flat=True)[:_LIMIT],
    ]


def _names(record: Record) -> Iterable[str]:
    names = (getattr(record, "name", ""), getattr(record, "abbreviation", ""))
    return [name for name in names if name]
