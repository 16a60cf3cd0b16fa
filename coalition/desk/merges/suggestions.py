"""Suggestions: the records that are most likely the same as one."""

from collections.abc import Iterable
from dataclasses import dataclass

from coalition.desk.twins import possible_twins
from coalition.models import Edition, Meeting, Record
from coalition.name_lookup import Grade, find_by_name

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
    """Whoever is found by a name of `record`, however spelt, of which no word is left over."""
    model = type(record)
    likeness: dict[int, object] = {}
    for name in _names(record):
        for found in find_by_name(model, name, limit=_LIMIT + 1):
            is_like = found.likeness.grade <= Grade.WHOLE_WORDS or found.likeness.is_complete
            if found.pk != record.pk and is_like:
                likeness.setdefault(found.pk, found.likeness)
    keys = sorted(likeness, key=lambda key: (likeness[key], key))[:_LIMIT]  # type: ignore[return-value]
    stored = model._default_manager.in_bulk(keys)
    return [stored[key] for key in keys if key in stored]


def _names(record: Record) -> Iterable[str]:
    names = (getattr(record, "name", ""), getattr(record, "abbreviation", ""))
    return [name for name in names if name]
