"""Why something is not done, as problems that a program can tell apart by their `type`."""

import re
from collections.abc import Iterable
from typing import Any

from coalition.api.problems import Refusal
from coalition.interchange.problems import EntriesRefused, Problem, Sort
from coalition.models import Record
from coalition.publishing import GatesClosed, SelfApprovalRefused, TransitionRefused

_STEP = re.compile(r"\.|\[(\d+)\]")


class MalformedHeader(Refusal):
    """A header does not hold what it should."""

    status_code = 400
    name = "malformed-header"


class NotAllowed(Refusal):
    """The account's role does not reach so far, with any key."""

    status_code = 403
    name = "forbidden"


class SecondPersonNeeded(Refusal):
    """Somebody else has to take the step."""

    status_code = 403
    name = "second-person-needed"


class Conflict(Refusal):
    """What is stored does not let it be done."""

    status_code = 409
    name = "conflict"


class WrongStage(Refusal):
    """The step leads nowhere from where the record stands."""

    status_code = 409
    name = "wrong-stage"


class Gates(Refusal):
    """Gates are closed; `errors` names each."""

    status_code = 409
    name = "gates-closed"


class Stale(Refusal):
    """Somebody changed it since it was read; `version` and `etag` are what it has now."""

    status_code = 412
    name = "stale"


class InvalidEntry(Refusal):
    """The entry says what no record may; `errors` names each field."""

    status_code = 422
    name = "invalid-entry"


class NoPrecondition(Refusal):
    """The request does not say which version it was made for."""

    status_code = 428
    name = "precondition-required"


def pointer(path: str) -> str:
    """The JSON Pointer (RFC 6901) of a field's path: `a[3].b` is `/a/3/b`."""
    parts = [part for part in _STEP.split(path) if part]
    return "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in parts)


def field_error(field: str, detail: str, **more: Any) -> dict[str, Any]:
    return {"field": field, "pointer": pointer(field), "detail": detail, **more}


def error_of(problem: Problem, *, with_row: bool = False) -> dict[str, Any]:
    row = {"row": problem.place.line} if with_row else {}
    return row | field_error(problem.path, problem.reason)


_SORTS: dict[Sort, type[Refusal]] = {
    Sort.FORBIDDEN: NotAllowed,
    Sort.STALE: Stale,
    Sort.CONFLICT: Conflict,
    Sort.OVERTAKEN: Conflict,
    Sort.INVALID: InvalidEntry,
}
_ADVICE = {
    Sort.FORBIDDEN: "Nothing was written: you may not do all of this. See errors.",
    Sort.STALE: "Nothing was written: it was changed since you read it. See errors.",
    Sort.CONFLICT: "Nothing was written: it collides with what is stored. See errors.",
    Sort.OVERTAKEN: "Nothing was written: somebody else was quicker. Send it again. See errors.",
    Sort.INVALID: "Nothing was written. Mend the fields named in errors.",
}


def refused_entries(refused: EntriesRefused, *, with_rows: bool = False) -> Refusal:
    """The problem that `refused` is; what cannot be mended in the entry comes before what can."""
    found = refused.problems
    sorts = {problem.sort for problem in found.shown}
    sort = next(sort for sort in _SORTS if sort in sorts)
    detail = _ADVICE[sort]
    if found.count > len(found.shown):
        detail += f" These are the first {len(found.shown)} of {found.count}."
    errors = [error_of(problem, with_row=with_rows) for problem in found.shown]
    return _SORTS[sort](detail, errors=errors)


def closed_gates(closed: GatesClosed) -> Refusal:
    kind_and_slug = _reference(closed.record)
    errors = [
        field_error(gate.field, gate.message, code=gate.code, record=kind_and_slug)
        for gate in closed.gates
    ]
    return Gates(f"“{closed.record}” cannot become public yet. See errors.", errors=errors)


def _reference(record: Record) -> dict[str, str]:
    return {"uid": str(record.uid), "slug": record.slug, "name": str(record)}


def refused_step(error: TransitionRefused) -> Refusal:
    sort = SecondPersonNeeded if isinstance(error, SelfApprovalRefused) else WrongStage
    return sort(str(error))


def overtaken() -> Refusal:
    """Somebody else was at the same records in the same moment; the database took theirs."""
    return Conflict(
        "Nothing was written: something that it touches was changed in the same moment. Read it "
        "again, and try again."
    )


def lacking(permissions: Iterable[str]) -> Refusal:
    names = ", ".join(f"“{name}”" for name in sorted(permissions))
    return NotAllowed(f"Your account lacks the permission {names}.")
