"""The shapes of the Reconciliation Service API, as its own schemas have them.

Objects with keys of the caller's own are plain JSON schema: a serializer has no words for them.
"""

from typing import Any

from coalition.api.reconciling.spec import BATCH_LIMIT

Schema = dict[str, Any]


def _text(description: str) -> Schema:
    return {"type": "string", "description": description}


def _object(description: str, may: tuple[str, ...] = (), /, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": [name for name in properties if name not in may],
    }


def _whole(description: str) -> Schema:
    return {"type": "integer", "description": description}


def _list(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _under_keys(values: Schema, description: str) -> Schema:
    return {"type": "object", "additionalProperties": values, "description": description}


_NAMED = {"id": _text("Its identifier."), "name": _text("Its name.")}
_TYPE = _object("A type.", **_NAMED)
_DESCRIPTION = _text("A few words that tell namesakes apart.")

_SUGGEST = _object(
    "One service.",
    service_url=_text("The address begins so."),
    service_path=_text("And ends so."),
    flyout_service_url=_text("That of the flyout begins so."),
    flyout_service_path=_text("And ends so, with `${id}`."),
)

MANIFEST = _object(
    "What the service can do, and where.",
    versions=_list({"type": "string"}, "Of the protocol."),
    name=_text("Of the service."),
    identifierSpace=_text("What identifiers stand behind."),
    schemaSpace=_text("Where types and properties are explained."),
    documentation=_text("Where to read on."),
    serviceVersion=_text("Of this service."),
    batchSize=_whole("How many queries to send at a time."),
    defaultTypes=_list(_TYPE, "All types there are."),
    view=_object("Where an identifier leads.", url=_text("A template with `{{id}}`.")),
    preview=_object(
        "A small page for a frame.",
        url=_text("A template with `{{id}}`."),
        width=_whole("Pixels."),
        height=_whole("Pixels."),
    ),
    suggest=_object(
        "Where to ask while somebody types.", entity=_SUGGEST, type=_SUGGEST, property=_SUGGEST
    ),
    extend=_object(
        "Columns.",
        propose_properties=_object(
            "Where they are proposed.",
            service_url=_text("The address begins so."),
            service_path=_text("And ends so."),
        ),
        property_settings=_list(
            _object(
                "One of them.",
                name=_text("As a query has it."),
                label=_text("For people."),
                type=_text("Of its value."),
                default=_text("If it is left alone."),
                help_text=_text("For people."),
            ),
            "What can be set for a column.",
        ),
    ),
)
_FEATURE = _object(
    "As in `resolve`.",
    id=_text("Which."),
    value={"type": "number", "description": "The greater, the more it speaks for the candidate."},
)
_RESULT = _object(
    "A candidate.",
    **_NAMED,
    description=_DESCRIPTION,
    score={"type": "number", "description": "0 to 100."},
    match={"type": "boolean", "description": "Certain, and clearly ahead."},
    type=_list(_TYPE, "Its only type."),
    features=_list(_FEATURE, "What the score is made of."),
)
RESULTS = _under_keys(
    _object("One query's.", result=_list(_RESULT, "The best first.")),
    "Candidates under the keys of the queries.",
)
_VALUE = {"type": "object", "description": "`str`, or `id` and `name` of another record."}
EXTENSION = _object(
    "Columns.",
    meta=_list(
        _object("A property.", ("type",), **_NAMED, type=_TYPE), "The properties asked for."
    ),
    rows=_under_keys(
        _under_keys(_list(_VALUE, "Its values."), "Under each property."), "Under each identifier."
    ),
)
#: An address, and a form, each ask for one of these.
ANSWER: Schema = {"oneOf": [MANIFEST, RESULTS, EXTENSION]}
BODY_ANSWER: Schema = {"oneOf": [RESULTS, EXTENSION]}

QUERIES = (
    f"JSON: up to {BATCH_LIMIT} queries under keys, each with `query`, and maybe `type`, `limit`, "
    "`properties` (of `pid` and `v`) and `type_strict`, which makes no difference."
)
EXTEND = f"JSON: up to {BATCH_LIMIT} `ids`, and `properties` with an `id` and maybe `settings`."
FORM = _object(
    "One of the two.",
    ("queries", "extend"),
    queries=_text(QUERIES) | {"minLength": 2},
    extend=_text(EXTEND) | {"minLength": 2},
) | {"minProperties": 1, "maxProperties": 1, "additionalProperties": False}

ENTITIES = _object(
    "Entities that may be meant.",
    ("cursor",),
    result=_list(
        _object("One.", **_NAMED, description=_DESCRIPTION, notable=_list(_TYPE, "Its type.")),
        "The likeliest first.",
    ),
    cursor={"type": "integer", "description": "What to skip for the next ones, if there are any."},
)
TYPES = _object("Types.", result=_list(_TYPE, "Those that fit."))
PROPERTIES = _object(
    "Properties.",
    result=_list(_object("One.", **_NAMED, description=_text("What it means.")), "Those that fit."),
)
PROPOSALS = _object(
    "Properties that columns can be made of.",
    ("limit",),
    properties=_list(_object("One.", **_NAMED), "Those that the type has."),
    type=_text("As it was given."),
    limit={"type": "integer", "description": "As it was given."},
)
FLYOUT = _object(
    "A small preview.", id=_text("As it was given."), html=_text("A few lines of HTML, escaped.")
)
