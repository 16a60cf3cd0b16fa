"""Values of a document in a few words: a date as it is called, a reference by its name."""

import json
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.document_differences.labels import VOCABULARIES, row_label_of

Document = dict[str, Any]

_REFERENCE = {"id", "kind", "slug", "name", "abbreviation"}
_DATE = {"edtf", "earliest", "latest", "label"}
_CLOCK = {"time", "timezone", "approximate"}
_COUNT = {"count", "qualifier"}
_MOMENTS = frozenset({"published_at", "updated_at", "first_published_at"})


def is_whole(value: Any) -> bool:
    """Whether a dictionary is told as one value: a reference, a date, a time, a number."""
    return isinstance(value, dict) and any(
        shape <= value.keys() for shape in (_REFERENCE, _DATE, _CLOCK, _COUNT)
    )


def name_of(reference: Document | None) -> str:
    """“Marumalarchi Dravida Munnetra Kazhagam (MDMK)”; empty for nobody."""
    if reference is None:
        return ""
    if reference.get("abbreviation"):
        return f"{reference['name']} ({reference['abbreviation']})"
    return str(reference["name"])


def short_name_of(reference: Document | None) -> str:
    """The abbreviation if there is one."""
    return str(reference.get("abbreviation") or reference["name"]) if reference else ""


def source_name_of(source: Document) -> str:
    """“The Hindu, 6 December 2023”, from what is known of it."""
    day = _moment(source.get("published_at"), with_time=False)
    name = source.get("publisher") or source.get("headline") or source.get("url")
    return ", ".join(part for part in (name or _("a report"), day) if part)


def words_of(key: str, value: Any, sources: dict[str, str] | None = None) -> str:
    """`value`, held under `key`, in words; empty for nothing."""
    if value is None or value in ([], {}, ""):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return _text(key, value, sources or {})
    if isinstance(value, list):
        return ", ".join(words_of(key, item, sources) for item in value)
    if isinstance(value, dict):
        return _dictionary(value, sources)
    if key == "duration_minutes":
        return str(ngettext("%d minute", "%d minutes", value) % value)
    return str(value)


def exact(value: Any) -> str:
    """A value down to its last character, where words do not tell it from another."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _text(key: str, value: str, sources: dict[str, str]) -> str:
    if key in VOCABULARIES and value in VOCABULARIES[key]:
        return str(VOCABULARIES[key][value])
    if key == "source":
        return sources.get(value, value)
    if key in _MOMENTS:
        return _moment(value) or value
    return value


def _dictionary(value: Document, sources: dict[str, str] | None) -> str:
    keys = value.keys()
    if keys >= _REFERENCE:
        return name_of(value)
    if keys >= _DATE:
        return str(value["label"])
    if keys >= _CLOCK:
        return _("about %s") % value["time"] if value["approximate"] else str(value["time"])
    if keys >= _COUNT:
        return _count(value)
    told = ((row_label_of(name), words_of(name, item, sources)) for name, item in value.items())
    return ", ".join(f"{label} {words}" for label, words in told if words)


def _count(value: Document) -> str:
    if value["qualifier"] == "exactly":
        return str(value["count"])
    return f"{words_of('qualifier', value['qualifier'])} {value['count']}"


def _moment(text: Any, *, with_time: bool = True) -> str:
    try:
        at = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        at = None
    if at is None:
        return ""
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return date_format(local, "j F Y, H:i" if with_time else "j F Y")
