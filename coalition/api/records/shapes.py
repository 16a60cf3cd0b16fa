"""Shapes of the answers beside records: raw schemas, as entries are no serializers."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiRequest

JsonSchema = dict[str, Any]


def ref(name: str) -> JsonSchema:
    """The schema component `name`."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(words: str, /, **properties: JsonSchema) -> JsonSchema:
    return {
        "type": "object",
        "description": words,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _text(words: str, *, null: bool = False) -> JsonSchema:
    return {"type": ["string", "null"] if null else "string", "description": words}


def _whole(words: str, *, null: bool = False) -> JsonSchema:
    return {"type": ["integer", "null"] if null else "integer", "description": words}


def _many(items: JsonSchema, words: str) -> JsonSchema:
    return {"type": "array", "items": items, "description": words}


def _vocabulary(**words: str) -> JsonSchema:
    """Words with their meanings, described as those are that drf-spectacular makes of choices."""
    meanings = "\n".join(f"* `{word}` - {meaning}" for word, meaning in words.items())
    return {"type": "string", "enum": list(words), "description": meanings}


def body(schema: JsonSchema, example: Any = None) -> Any:
    """A request body with one schema, and an example of it if there is one."""
    examples = [OpenApiExample("Example", value=example)] if example is not None else []
    return OpenApiRequest(schema, examples=examples)


_ERROR: JsonSchema = {
    "type": "object",
    "description": "What is wrong with one field, row or parameter.",
    "properties": {
        "row": _whole("Of a bulk: the number of the row, from 1; of JSON Lines, of the line."),
        "field": _text("The field at fault, as in attendances[3].status; empty for the whole."),
        "pointer": _text("The same as a JSON Pointer (RFC 6901)."),
        "parameter": _text("The query parameter at fault."),
        "detail": _text("What is wrong, and what to do."),
        "code": _text("Of a gate: its stable name."),
        "record": {
            "type": "object",
            "description": "Of a gate: the record that it keeps in.",
            "properties": {
                "uid": {"type": "string", "format": "uuid", "description": "Never changes."},
                "slug": _text("The last part of its address."),
                "name": _text("Its name or title."),
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
        "title": _text("The phrase of the status."),
        "status": _whole("The status code of the answer."),
        "detail": _text("For people."),
        "instance": _text("The path that was asked for."),
        "errors": _many(ref("RecordError"), "Everything at fault, where that can be named."),
        "version": _whole("Of a 412: the number of the version by now."),
        "etag": _text("Of a 412: the entity tag by now."),
    },
    "required": ["type", "title", "status", "detail", "instance"],
}

RecordsRoot = _object(
    "Who you are here, and what there is.",
    user=_text("The account."),
    key=_text("The name of the key; null for who is signed in.", null=True),
    only_proposes={"type": "boolean", "description": "Whether it sees its own proposals only."},
    records={
        "type": "object",
        "description": "The lists, by kind.",
        "additionalProperties": {"type": "string", "format": "uri"},
    },
    bulk={"type": "string", "format": "uri", "description": "Where many are written at once."},
)

History = _object(
    "What happened to a record.",
    results=_many(
        _object(
            "One thing that happened.",
            at={"type": "string", "format": "date-time", "description": "When, in UTC."},
            what=_text("save, step, edition, merge, undone or log."),
            title=_text("For people."),
            note=_text("What was said to it; null if nothing was.", null=True),
            by=_text("Who it was; null for the desk, to who may only propose.", null=True),
            version=_whole("The number of the version it left; null if not known.", null=True),
            changed=_text("What a save changed, in short; null of all else.", null=True),
        ),
        "The latest first.",
    ),
)

BulkResult = _object(
    "What became of many rows.",
    dry_run={"type": "boolean", "description": "Whether all of it was undone."},
    counts=_object(
        "How many rows became what.",
        created=_whole("How many records are new."),
        changed=_whole("How many records say something else now."),
        unchanged=_whole("How many said so already."),
        refused=_whole("Of how many nothing was written."),
    ),
    results=_many(
        _object(
            "What became of one row.",
            row=_whole("Its number, counted from 1; of JSON Lines, of the line."),
            status={
                **ref("RowStatusEnum"),
                "description": "What became of it.",
            },
            kind=_text("Null if it was refused.", null=True),
            uid=_text("Null if it was refused, or would only be made.", null=True),
            slug=_text("Null if it was refused.", null=True),
            version=_whole(
                "The number of its version; null if it was refused, or nothing was written.",
                null=True,
            ),
            problem=_text(
                "The `type` of the problem that it would have alone; null if it was not refused.",
                null=True,
            ),
            errors=_many(ref("RecordError"), "Why it was refused; empty if it was not."),
        ),
        "One for each row, in their order.",
    ),
)

#: Of any kind, and open: that a part is not one of the kind's is told by the answer.
MergePatch: JsonSchema = {
    "type": "object",
    "description": "Some properties of an entry (RFC 7396). Null empties one.",
    "additionalProperties": {},
}

COMPONENTS: dict[str, JsonSchema] = {
    "StageEnum": _vocabulary(
        drafting="Being written",
        in_review="Waiting for a second pair of eyes",
        approved="Checked",
    ),
    "RowStatusEnum": _vocabulary(
        created="A new record",
        changed="A record that says something else now",
        unchanged="A record that said so already",
        refused="Nothing was written",
    ),
    "MergePatch": MergePatch,
    "RecordProblem": RecordProblem,
    "RecordError": _ERROR,
    "RecordsRoot": RecordsRoot,
    "RecordHistory": History,
    "BulkResult": BulkResult,
}


def step_taken(record: JsonSchema) -> JsonSchema:
    """The answer to a step of a kind whose records are like `record`."""
    return _object(
        "A step that was taken.",
        step=_text("Its name."),
        message=_text("What was done, for people."),
        made_edition={"type": "boolean", "description": "Whether readers see something else now."},
        taken_along=_many(
            _object(
                "A record that became public with it.",
                kind=_text("What sort of record it is."),
                uid={"type": "string", "format": "uuid", "description": "Never changes."},
                slug=_text("The last part of its address."),
                name=_text("Its name or title."),
                was_approved_on_the_way={
                    "type": "boolean",
                    "description": "Whether nobody had approved it before.",
                },
            ),
            "What became public with it, because it refers to that.",
        ),
        record=record,
    )
