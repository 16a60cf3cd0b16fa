"""The operations on records, as the schema describes them."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from coalition.api.manners import PROBLEM_TYPE
from coalition.api.openapi import CURSOR, LIMIT, Operation, Responses
from coalition.api.parameters import MAX_VALUE_LENGTH
from coalition.api.records import shapes
from coalition.api.records.bodies import LINES_TYPE, MAX_ENTRIES, MERGE_PATCH_TYPE
from coalition.api.records.examples import ENTRIES, RECORDED
from coalition.api.records.kinds import RecordKind
from coalition.api.records.replies import REPLAYED
from coalition.api.records.schemas import entry_name, page_name, record_name
from coalition.api.records.shapes import ref
from coalition.api.records.stepping import NOTE_LIMIT, SCHEDULE, step_of

#: An address, by its last part.
SLUG = "^[-a-zA-Z0-9_]+$"
_TAG = "records"
_JSON = "application/json"

_MEANINGS = {
    400: "The body is no JSON, a header is malformed, or a parameter has a wrong value.",
    401: "No key, or one that is wrong, expired or revoked.",
    403: "The key's scope or the role does not reach so far, or somebody else has to do it.",
    404: "To you there is no such record.",
    409: "What is stored does not let it be done: `type` and `errors` say why.",
    412: "It was changed since; `version` and `etag` are what it has now.",
    413: "More than one request may hold.",
    415: "The body is of another type than is read here; `detail` names those that are.",
    422: "The body says what it may not: `errors` names each field. Nothing was written.",
    428: "Send If-Match.",
    429: "Too many requests; `Retry-After` says when to go on.",
    500: "An error of ours. It has been recorded.",
    503: "Briefly unavailable; nothing was written. `Retry-After` says when to try again.",
}
_ALWAYS = (401, 403, 429, 500, 503)

IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": '^"[0-9]{1,9}(\\.[0-9]{1,9})?"$'},
    OpenApiParameter.HEADER,
    required=True,
    description="The `ETag` of the record as you read it.",
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {
        "type": "string",
        "minLength": 1,
        "maxLength": 257,
        # As `replies` reads it: in quotation marks, or bare.
        "pattern": r'^("[ !#-\[\]-~]{1,255}"|[!#-+\--~]{1,255})$',
    },
    OpenApiParameter.HEADER,
    description="Of your own making, such as a UUID. Sent again within 24 hours with the same "
    "request, the first answer is given again, with `Idempotency-Replayed: true`.",
)


def _tag(*statuses: str) -> OpenApiParameter:
    return OpenApiParameter(
        "ETag",
        str,
        OpenApiParameter.HEADER,
        description="The version; send it back as `If-Match`.",
        response=list(statuses),
    )


def _replayed(status: str) -> OpenApiParameter:
    return OpenApiParameter(
        REPLAYED,
        {"type": "string", "const": "true"},
        OpenApiParameter.HEADER,
        description="Sent with an answer that is given again to its `Idempotency-Key`.",
        response=[status],
    )


def _answers(
    status: int,
    schema: Any,
    words: str,
    errors: Iterable[int],
    example: Any = None,
) -> Responses:
    examples = [OpenApiExample("Example", value=example)] if example is not None else []
    made: Responses = {
        (str(status), _JSON): OpenApiResponse(schema, words, examples=examples),
    }
    for code in sorted({*errors, *_ALWAYS}):
        made[str(code), PROBLEM_TYPE] = OpenApiResponse(ref("RecordProblem"), _MEANINGS[code])
    return made


def of_root() -> Operation:
    return Operation(
        name="get_records",
        tag=_TAG,
        summary="What this key may do, and where",
        description="The account, and the address of each list.",
        responses=_answers(200, ref("RecordsRoot"), "Who you are here.", [400]),
    )


def of_list(kind: RecordKind, method: str) -> Operation:
    if method == "POST":
        return Operation(
            name=f"create_{kind.kind}",
            tag=_TAG,
            summary=f"Record a {kind.one}",
            description="Makes a draft. Left out, the slug is made from the name; that of a "
            "proposal always is.",
            parameters=[IDEMPOTENCY_KEY, _replayed("201"), _tag("201"), _LOCATION],
            body_description=f"The {kind.one}, with everything that belongs to it.",
            body={_JSON: shapes.body(ref(entry_name(kind)), ENTRIES.get(kind.kind))},
            responses=_answers(
                201,
                ref(record_name(kind)),
                "The record as it is now.",
                [400, 409, 413, 415, 422],
                RECORDED.get(kind.kind),
            ),
        )
    return Operation(
        name=f"list_{kind.kind}_records",
        tag=_TAG,
        summary=f"The {kind.many} of the desk",
        description="The newest first. A key that may only propose finds its own proposals here.",
        parameters=[
            OpenApiParameter(
                "stage",
                {"type": "string", "enum": ["drafting", "in_review", "approved"]},
                description="Only those in this stage.",
            ),
            OpenApiParameter(
                "slug",
                {"type": "string", "pattern": SLUG, "maxLength": MAX_VALUE_LENGTH},
                description="The one with this address.",
            ),
            LIMIT,
            CURSOR,
        ],
        responses=_answers(200, ref(page_name(kind)), "A page of records.", [400]),
    )


_LOCATION = OpenApiParameter(
    "Location",
    {"type": "string", "format": "uri"},
    OpenApiParameter.HEADER,
    description="Where the record is, by its uid.",
    response=["201"],
)


def of_detail(kind: RecordKind, method: str) -> Operation:
    record, tag = ref(record_name(kind)), _tag("200")
    if method == "GET":
        return Operation(
            name=f"get_{kind.kind}_record",
            tag=_TAG,
            summary=f"One {kind.one} as the desk has it",
            description="Drafts too, and what readers do not see yet.",
            parameters=[_address(kind), tag],
            responses=_answers(200, record, "The record.", [400, 404], RECORDED.get(kind.kind)),
        )
    if method == "DELETE":
        responses = _answers(204, None, "It is gone.", [400, 404, 409, 412, 428])
        return Operation(
            name=f"delete_{kind.kind}",
            tag=_TAG,
            summary=f"Delete a {kind.one} that was never public",
            description="What was public is withdrawn instead.",
            parameters=[_address(kind), IF_MATCH, IDEMPOTENCY_KEY, _replayed("204")],
            responses=responses,
        )
    is_patch = method == "PATCH"
    schema = ref("MergePatch") if is_patch else ref(entry_name(kind))
    example = {"city": "New Delhi"} if is_patch and kind.kind == "meeting" else None
    request = {_JSON: shapes.body(schema, example if is_patch else ENTRIES.get(kind.kind))}
    if is_patch:
        request[MERGE_PATCH_TYPE] = request[_JSON]
    return Operation(
        name=f"{'change' if is_patch else 'replace'}_{kind.kind}",
        tag=_TAG,
        summary=f"Change a part of a {kind.one}" if is_patch else f"Write a {kind.one} whole",
        description="A merge patch (RFC 7396): what it names is replaced, lists as a whole; null "
        "empties."
        if is_patch
        else "What the entry leaves out becomes empty. What is approved returns to drafting.",
        parameters=[_address(kind), IF_MATCH, IDEMPOTENCY_KEY, _replayed("200"), tag],
        body_description=f"The parts of the {kind.one} that change."
        if is_patch
        else f"The {kind.one}, with everything that belongs to it.",
        body=request,
        responses=_answers(
            200, record, "The record as it is now.", [400, 404, 409, 412, 413, 415, 422, 428]
        ),
    )


def _address(kind: RecordKind) -> OpenApiParameter:
    return OpenApiParameter(
        "address",
        {"type": "string", "pattern": SLUG},
        OpenApiParameter.PATH,
        description=f"The uid of the {kind.one}, or its slug.",
    )


def of_step(kind: RecordKind, name: str) -> Operation:
    step = step_of(name)
    properties: dict[str, Any] = {}
    required = []
    if step.note_label:
        note = {"type": "string", "maxLength": NOTE_LIMIT, "description": str(step.note_label)}
        properties["note"] = note
        required += ["note"] if step.is_note_required else []
    if name == SCHEDULE:
        due = {"type": "string", "format": "date-time", "description": "With its time zone."}
        flag = {"type": "boolean", "description": "Whether readers see it as a correction."}
        properties |= {"due_at": due, "is_correction": flag}
        required.append("due_at")
    schema: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    } | ({"required": required} if required else {})
    title = "Schedule" if name == SCHEDULE else str(step.label)
    return Operation(
        name=f"{name}_{kind.kind}",
        tag=_TAG,
        summary=f"{title}: a {kind.one}",
        description=str(step.question),
        parameters=[_address(kind), IF_MATCH, IDEMPOTENCY_KEY, _replayed("200"), _tag("200")],
        body_description="What is said to the step, if anything.",
        is_body_optional=not required,
        body={_JSON: shapes.body(schema)},
        responses=_answers(
            200,
            shapes.step_taken(ref(record_name(kind))),
            "What was done.",
            [400, 404, 409, 412, 413, 415, 422, 428],
        ),
    )


def of_history(kind: RecordKind) -> Operation:
    return Operation(
        name=f"get_{kind.kind}_history",
        tag=_TAG,
        summary=f"Who did what to a {kind.one}",
        description="Saves, steps, editions and merges, the latest first, at most a hundred.",
        parameters=[_address(kind)],
        responses=_answers(200, ref("RecordHistory"), "What happened.", [400, 404]),
    )


def of_bulk() -> Operation:
    flags = {"type": "string", "enum": ["true", "false"]}
    entries = {"type": "array", "items": {"type": "object"}, "maxItems": MAX_ENTRIES}
    lines = {"type": "string", "format": "binary"}
    return Operation(
        name="write_records",
        tag=_TAG,
        summary="Make or change many records",
        description="Entries of any kinds, found by `uid` or else by `slug`: an array, or one a "
        f"line. At most {MAX_ENTRIES:,}. Each may have `if_version`.",
        parameters=[
            OpenApiParameter(
                "atomic", flags, description="`false`: a row that is refused stops no other."
            ),
            OpenApiParameter("dry_run", flags, description="`true`: nothing is written."),
            IDEMPOTENCY_KEY,
            _replayed("200"),
        ],
        body_description="The entries.",
        body={
            _JSON: shapes.body(entries),
            LINES_TYPE: shapes.body(lines),
            "application/x-ndjson": shapes.body(lines),
        },
        responses=_answers(
            200, ref("BulkResult"), "What became of each row.", [400, 409, 412, 413, 415, 422]
        ),
    )
