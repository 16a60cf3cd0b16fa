"""Schemas of entries, made from the shapes that read them, so that neither can drift."""

from typing import Any

from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from coalition.api.records.kinds import RECORD_KINDS, RecordKind
from coalition.api.records.shapes import COMPONENTS, JsonSchema, ref
from coalition.interchange.columns import Column
from coalition.interchange.layouts import KEPT, Layout
from coalition.interchange.shapes import CLAIMS, DECISIONS, KIND_OF_MODEL, attached_to

_SLUG = "^[-a-zA-Z0-9_]{1,120}$"


def entry_name(kind: RecordKind) -> str:
    """What a body of this kind is called; `record_name` what an answer is."""
    return f"{kind.component}Entry"


def record_name(kind: RecordKind) -> str:
    return f"{kind.component}Record"


def page_name(kind: RecordKind) -> str:
    return f"{kind.component}RecordPage"


def _date() -> JsonSchema:
    return {
        "description": "EDTF (ISO 8601-2), alone or with the wording of the source.",
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "properties": {
                    "edtf": {"type": "string", "description": "As in 2023-12 or 2023-12-06."},
                    "label": {"type": "string", "description": "The wording of the source."},
                },
                "required": ["edtf"],
                "additionalProperties": False,
            },
            {"type": "null"},
        ],
    }


def _plain(field: Any) -> JsonSchema:
    if isinstance(field, models.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, models.IntegerField):
        _low, high = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
        return {"type": "integer", "minimum": 0, "maximum": high}
    if isinstance(field, models.DateTimeField):
        return {"type": "string", "format": "date-time"}
    if isinstance(field, models.UUIDField):
        return {"type": "string", "format": "uuid"}
    if isinstance(field, models.TimeField):
        return {"type": "string", "description": "Local time, as in 19:00."}
    if field.choices:
        return {"type": "string", "enum": [str(value) for value, _label in field.choices]}
    limit = {} if field.max_length is None else {"maxLength": field.max_length}
    return {"type": "string", **limit}


def _column(column: Column) -> JsonSchema:
    words = _sentence(str(column.field.help_text or column.field.verbose_name))
    if column.is_date:
        words = f"{words} {_date()['description']} {_when_null(column.field)}"
        return {**_date(), "description": words}
    if column.refers_to is not None:
        target = KIND_OF_MODEL[column.refers_to].replace("_", " ")
        plain: JsonSchema = {"type": "string", "pattern": _SLUG}
        words = f"{words} The slug or uid of {'an' if target[0] in 'aeiou' else 'a'} {target}."
    else:
        plain = _plain(column.field)
    if not column.is_required:
        plain["type"] = [plain["type"], "null"]
        if "enum" in plain:
            blank = [""] if column.field.blank else []
            plain["enum"] = [*plain["enum"], *blank, None]
        words = f"{words} {_when_null(column.field)}"
    return {**plain, "description": words}


def _sentence(words: str) -> str:
    """A label, or the help of a form, as one or more sentences."""
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith((".", "?")) else ".")


def _when_null(field: Any) -> str:
    """What stands in a field of which an entry says nothing."""
    if field.has_default() and callable(field.default):
        return "Null is the same as left out: the site's own."
    default = field.get_default() if field.has_default() else None
    if default is None or default == "":
        return "Null, or left out, is empty."
    said = str(default).lower() if isinstance(default, bool) else default
    return f"Null is the same as left out: `{said}`."


def _fields(layout: Layout, *, told: bool) -> tuple[dict[str, JsonSchema], list[str]]:
    """The fields, and those always there: what is `told` may have any reference withheld."""
    columns = [column for column in layout.columns if column.key not in KEPT]
    return (
        {column.key: _column(column) for column in columns},
        [
            column.key
            for column in columns
            if column.is_required
            and column.key != "slug"
            and not (told and column.refers_to is not None)
        ],
    )


def _list_of(items: JsonSchema, words: str) -> JsonSchema:
    words = f"{words} Null is the same as none."
    return {"type": ["array", "null"], "items": items, "description": words}


def _attachments(subject: str, *, told: bool) -> dict[str, JsonSchema]:
    return {
        kind.key: _list_of(ref(_part_name(kind.model, told=told)), f"Its {kind.key}.")
        for kind in attached_to(subject)
    }


def _part_name(model: type[models.Model], *, told: bool) -> str:
    """What a part of an entry is called or, if it is `told`, one of a record."""
    return f"{model.__name__}{'Told' if told else 'Entry'}"


def _object(properties: dict[str, Any], required: list[str], words: str) -> JsonSchema:
    made: JsonSchema = {
        "type": "object",
        "description": words,
        "properties": properties,
        "additionalProperties": False,
    }
    return made | ({"required": required} if required else {})


def _properties(kind: RecordKind, *, told: bool) -> tuple[dict[str, Any], list[str]]:
    """The properties of an entry of `kind` or of a record, and those that it must have."""
    properties, required = _fields(kind.shape.layout, told=told)
    head = {"kind": {"type": "string", "const": kind.kind, "description": "Always the same."}}
    lists = {
        key: _list_of({"type": "string", "pattern": _SLUG}, f"Slugs or uids of {key}.")
        for key in kind.shape.lists
    }
    rows = {
        rows.key: _list_of(
            ref(_part_name(rows.model, told=told)), "In the order in which they stand."
        )
        for rows in kind.shape.rows
    }
    attached = _attachments(kind.shape.claimed_as, told=told)
    return head | properties | lists | rows | attached, required


def _told() -> dict[str, JsonSchema]:
    return {
        "uid": {"type": "string", "format": "uuid", "description": "Never changes."},
        "version": {
            "type": "integer",
            "minimum": 1,
            "description": "A number raised by each change; the first part of the ETag.",
        },
        "stage": {
            "type": "string",
            "enum": ["drafting", "in_review", "approved"],
            "description": "Moved by the steps alone.",
        },
        "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was first recorded, in UTC.",
        },
        "public": {
            "description": "The live edition; null if it is not public.",
            "anyOf": [
                _object(
                    {
                        "edition": {
                            "type": "integer",
                            "minimum": 1,
                            "description": "The number of the edition, counted for each record.",
                        },
                        "url": {
                            "type": "string",
                            "format": "uri",
                            "description": "The public page.",
                        },
                    },
                    ["edition", "url"],
                    "What readers see.",
                ),
                {"type": "null"},
            ],
        },
        "scheduled_for": {
            "type": ["string", "null"],
            "format": "date-time",
            "description": "When it is to become public; null if that does not wait for a time.",
        },
        "proposed_by": {
            "type": ["string", "null"],
            "description": "The account that proposed it; null if nobody did.",
        },
        "withheld": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Only for who may only propose: the fields in which the desk refers to "
            "what is not public. They are left out.",
        },
    }


def _parts(*, told: bool) -> dict[str, JsonSchema]:
    """What entries, or the records that are told, are made of."""
    made: dict[str, JsonSchema] = {}
    for attached in (CLAIMS, DECISIONS):
        properties, required = _fields(attached.layout, told=told)
        words = f"One of the {attached.key} of what it stands in."
        made[_part_name(attached.model, told=told)] = _object(properties, required, words)
    for kind in RECORD_KINDS.values():
        for rows in kind.shape.rows:
            properties, required = _fields(rows.layout, told=told)
            properties |= _attachments(rows.claimed_as, told=told)
            words = f"One of the {rows.key.replace('_', ' ')} of a {kind.one}."
            made[_part_name(rows.model, told=told)] = _object(properties, required, words)
    return made


def record_components() -> dict[str, JsonSchema]:
    """Every schema of records, by name."""
    made: dict[str, JsonSchema] = {}
    for told in (False, True):
        made |= _parts(told=told)
    for kind in RECORD_KINDS.values():
        properties, required = _properties(kind, told=False)
        words = f"A {kind.one} with everything that belongs to it. What is left out is empty."
        repeated = {key: {"description": "As it was read, or left out."} for key in _told()}
        made[entry_name(kind)] = _object(properties | repeated, required, words)
        properties, required = _properties(kind, told=True)
        beside = _told()
        always = ["kind", "slug", *(key for key in beside if key != "withheld")]
        made[record_name(kind)] = _object(
            properties | beside, [*always, *required], f"A {kind.one} as the desk has it."
        )
        made[page_name(kind)] = _object(
            {
                "next": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": "The following page; null on the last one.",
                },
                "previous": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": "The page before; null on the first one.",
                },
                "results": {
                    "type": "array",
                    "items": ref(record_name(kind)),
                    "description": "The records, the newest first.",
                },
            },
            ["next", "previous", "results"],
            f"A page of {kind.many}, the newest first.",
        )
    return made | COMPONENTS


def add_components(result: JsonSchema, generator: Any, request: Any, public: bool) -> JsonSchema:
    """A hook of drf-spectacular: the schemas of entries are made from shapes, not serializers."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas |= record_components()
    result["components"]["schemas"] = dict(sorted(schemas.items()))
    return result
