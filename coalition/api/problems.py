"""What went wrong in the API, as problem details (RFC 9457)."""

import math
from typing import Any

from django.http import HttpRequest
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from drf_standardized_errors.types import ErrorResponse
from rest_framework import exceptions, status

from coalition.api.bodies import BodyTooLarge, MalformedBody, WrongBodyType
from coalition.api.kinds import api_url
from coalition.api.parameters import InvalidQuery
from coalition.api.throttles import TooManyRequests, tell
from newsroom.problems import error_answer


def problem_type(name: str) -> str:
    """The address where a sort of problem is explained: stable, so programs may compare it."""
    return f"{api_url('docs/')}#problem-{name}"


class Gone(exceptions.APIException):
    """It was public; `detail` is the public reason why it no longer is."""

    status_code = status.HTTP_410_GONE
    default_code = "gone"


class Refusal(exceptions.APIException):
    """A problem with a `type` of its own, called `name`.

    `errors` name what is at fault, one by one; `more` are members beside those that all have.
    """

    name = ""

    def __init__(
        self,
        detail: str,
        *,
        errors: list[dict[str, Any]] | None = None,
        more: dict[str, Any] | None = None,
    ) -> None:
        self.errors = errors
        self.more = more
        super().__init__(detail)


class ScopeMissing(exceptions.PermissionDenied):
    """The key was not issued for `what`, whatever its account may; one of `scopes` is needed."""

    def __init__(self, *scopes: str, what: str = "This") -> None:
        names = " or ".join(f"“{scope}”" for scope in scopes)
        super().__init__(f"{what} needs a key with the scope {names}.")


def _how_to_wait(throttled: Any) -> str:
    wait = f"Try again in {math.ceil(throttled.wait or 1)} seconds."
    if isinstance(throttled, TooManyRequests):
        standing = throttled.standing
        counts = f" This one counts as {standing.cost}." if standing.cost > 1 else ""
        return f"Too many requests: {standing.quota.words}.{counts} {wait}"
    return f"Too many requests. {wait}"


class ProblemFormatter(ExceptionFormatter):
    """The members that a problem has beside `title`, `status` and `instance`."""

    def format_error_response(self, error_response: ErrorResponse) -> dict[str, Any]:
        if isinstance(self.exc, InvalidQuery):
            names = ", ".join(dict.fromkeys(name for name, _ in self.exc.findings))
            return {
                "type": problem_type("invalid-query"),
                "detail": f"Check these parameters: {names}.",
                "errors": [{"parameter": name, "detail": text} for name, text in self.exc.findings],
            }
        if isinstance(self.exc, exceptions.ValidationError):
            return {
                "type": problem_type("invalid-input"),
                "detail": "Check the fields named in errors.",
                "errors": [
                    {"field": error.attr, "detail": str(error.detail)}
                    for error in error_response.errors
                ],
            }
        if isinstance(self.exc, Refusal):
            return {
                "type": problem_type(self.exc.name),
                "detail": str(self.exc.detail),
                "errors": self.exc.errors,
                "more": self.exc.more,
            }
        if isinstance(self.exc, MalformedBody):
            return {"type": problem_type("malformed-body"), "detail": str(self.exc.detail)}
        if isinstance(self.exc, BodyTooLarge):
            return {"type": problem_type("too-much"), "detail": str(self.exc.detail)}
        if isinstance(self.exc, WrongBodyType):
            return {"detail": str(self.exc.detail)}
        if isinstance(self.exc, Gone):
            return {"type": problem_type("withdrawn"), "detail": str(self.exc.detail)}
        if isinstance(self.exc, exceptions.NotAuthenticated):
            return {
                "type": problem_type("unauthenticated"),
                "detail": "Send a key: Authorization: Bearer cdk_…",
            }
        if isinstance(self.exc, exceptions.AuthenticationFailed):
            return {"type": problem_type("unauthenticated"), "detail": str(self.exc.detail)}
        if isinstance(self.exc, ScopeMissing):
            return {"type": problem_type("scope-missing"), "detail": str(self.exc.detail)}
        if isinstance(self.exc, exceptions.Throttled):
            return {"type": problem_type("rate-limited"), "detail": _how_to_wait(self.exc)}
        if isinstance(self.exc, exceptions.NotAcceptable):
            return {
                "type": problem_type("not-acceptable"),
                "detail": "There is no format here that Accept takes. Say format=json, format=csv "
                "or format=jsonl, or accept application/json, text/csv or application/jsonl.",
            }
        return {}


class ProblemHandler(ExceptionHandler):
    """Answers as Django's own error handlers do for paths of the API: one shape for all."""

    def should_not_handle(self, exc: Exception) -> bool:
        """Leave what is not DRF's to Django, which tells a suspicious request from a defect."""
        return not isinstance(exc, exceptions.APIException)

    def report_exception(self, exc: exceptions.APIException, response: Any) -> None:
        """Not at all, for no defect comes here. A 503 of the API's own, as of a worker without a
        place for another export, would be in the log with a traceback for everybody who tries."""

    def get_response(self, exc: exceptions.APIException, data: dict[str, Any]) -> Any:
        view_request: Any = self.context["request"]
        request: HttpRequest = view_request._request
        answer = error_answer(request, exc.status_code, **data)
        for name, value in self.get_headers(exc).items():
            answer.headers[name] = value
        if isinstance(exc, TooManyRequests):
            tell(answer, [exc.standing])
        return answer
