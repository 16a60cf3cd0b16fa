"""Shapes of the answers beside records: raw schemas, as entries are no serializers."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiRequest

JsonSchema = dict[str, Any]


def ref(name: str) -> JsonSchema:
    """The schema component `name`."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: JsonSchema) -> JsonSchema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _text(words: str, *, null: bool = False) -> JsonSchema:
    return {"type": ["string", "null"] if null else "string", "description": words}


def _whole(words: str, *, null: bool = False) -> JsonSchema:
    return {"type": ["integer", "null"] if null else "integer", "description": words}


def _many(items: JsonSchema) -> JsonSchema:
    return {"type": "array", "items": items}


def body(schema: JsonSchema, example: Any = None) -> Any:
    """A request body with one schema, and an example of it if there is one."""
    examples = [OpenApiExample("Example", value=example)] if example is not None else []
    return OpenApiRequest(schema, examples=examples)


_ERROR: JsonSchema = {
    "type": "object",
    "properties": {
        "row": _whole("Of a bulk: the row, counted from 1; of JSON Lines, the line."),
        "field": _text("The field at fault, as in attendances[3].status; empty for the whole."),
        "pointer": _text("The same as a JSON Pointer (RFC 6901)."),
        "parameter": _text("The query parameter at fault."),
        "detail": _text("What is wrong, and what to do."),
        "code": _text("Of a gate: its stable name."),
        "record": {
            "type": "object",
            "description": "Of a gate: the record that it keeps in.",
            "properties": {
                "uid": {"type": "string", "format": "uuid"},
                "slug": {"type": "string"},
                "name": {"type": "string"},
            },
        },
    },
    "required": ["detail"],
}

RecordProblem: JsonSchema = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "properties": {
        "type": _text("What sort of problem; `about:blank` if the status says it all."),
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": _text("For people."),
        "instance": _text("The path that was asked for."),
        "errors": _many(ref("RecordError")),
        "version": _whole("Of a 412: the version by now."),
        "etag": _text("Of a 412: the entity tag by now."),
    },
    "required": ["type", "title", "status", "detail", "instance"],
}

RecordsRoot = _object(
    user=_text("The account."),
    key=_text("The name of the key; null for who is signed in.", null=True),
    only_proposes={"type": "boolean", "description": "Whether it sees its own proposals only."},
    records={
        "type": "object",
        "description": "The lists, by kind.",
        "additionalProperties": {"type": "string", "format": "uri"},
    },
    bulk={"type": "string", "format": "uri"},
)

History = _object(
    results=_many(
        _object(
            at={"type": "string", "format": "date-time"},
            what=_text("save, step, edition, merge, undone or log."),
            title=_text("For people."),
            note=_text("What was said to it.", null=True),
            by=_text("Who it was; null for the desk, to who may only propose.", null=True),
            version=_whole("Which version it left, where that is known.", null=True),
            changed=_text("What a save changed, in short.", null=True),
        )
    )
)

BulkResult = _object(
    dry_run={"type": "boolean", "description": "Whether all of it was undone."},
    counts=_object(
        created=_whole("New records."),
        changed=_whole("Records that say something else now."),
        unchanged=_whole("Those that said so already."),
        refused=_whole("Those of which nothing was written."),
    ),
    results=_many(
        _object(
            row=_whole("Counted from 1; of JSON Lines, the line."),
            status={"type": "string", "enum": ["created", "changed", "unchanged", "refused"]},
            kind=_text("Null if it was refused.", null=True),
            uid=_text("Null if it was refused, or would only be made.", null=True),
            slug=_text("Null if it was refused.", null=True),
            version=_whole("Null if it was refused, or nothing was written.", null=True),
            errors=_many(ref("RecordError")),
        )
    ),
)

COMPONENTS: dict[str, JsonSchema] = {
    "RecordProblem": RecordProblem,
    "RecordError": _ERROR,
    "RecordsRoot": RecordsRoot,
    "RecordHistory": History,
    "BulkResult": BulkResult,
}


def step_taken(record: JsonSchema) -> JsonSchema:
    """The answer to a step of a kind whose records are like `record`."""
    return _object(
        step=_text("Its name."),
        message=_text("What was done, for people."),
        made_edition={"type": "boolean", "description": "Whether readers see something else now."},
        taken_along=_many(
            _object(
                kind={"type": "string"},
                uid={"type": "string", "format": "uuid"},
                slug={"type": "string"},
                name={"type": "string"},
                was_approved_on_the_way={
                    "type": "boolean",
                    "description": "Whether nobody had approved it before.",
                },
            )
        ),
        record=record,
    )
