"""Bodies of requests: how much is read, of which type, and what is refused before it is looked at.

A body that holds a key twice, a number that is none, or nesting without end is refused as a whole:
whatever one of two keys says would be ignored.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict
from rest_framework import exceptions, status

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"


class MalformedBody(exceptions.ParseError):
    """A 400: the body is not what its type says; `detail` says where."""

    default_code = "malformed_body"


class BodyTooLarge(exceptions.APIException):
    """A 413, with how much would have been read."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "body_too_large"


class WrongBodyType(exceptions.UnsupportedMediaType):
    """A 415 that says which type is read here."""

    def __init__(self, accepted: str) -> None:
        exceptions.APIException.__init__(self, f"Send the body as {accepted}.")


def read_json(request: HttpRequest, *, limit: int) -> Any:
    """The JSON of a body of at most `limit` bytes; raises one of the above."""
    return parse_json(_text(request, JSON_TYPE, limit))


def read_form(request: HttpRequest, *, limit: int) -> QueryDict:
    """The fields of a form in the body, of at most `limit` bytes; raises one of the above."""
    return QueryDict(_text(request, FORM_TYPE, limit), encoding="utf-8")


def parse_json(text: str, *, where: str = "") -> Any:
    """Raises MalformedBody, with line and column; `where` names what held the text."""
    place = f" of {where}" if where else ""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise MalformedBody(
            f"Line {error.lineno}, column {error.colno}{place}: {error.msg}."
        ) from None
    except RecursionError:
        raise MalformedBody(f"The JSON{place} is nested too deeply.") from None
    except ValueError as error:
        raise MalformedBody(f"The JSON{place} cannot be read: {error}.") from None


def _text(request: HttpRequest, accepted: str, limit: int) -> str:
    if request.content_type != accepted:
        raise WrongBodyType(accepted)
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if int(length) > limit or len(request.body) > limit:
        raise BodyTooLarge(f"A body may have {limit} bytes here.")
    try:
        return request.body.decode()
    except UnicodeDecodeError as error:
        raise MalformedBody(f"Byte {error.start + 1} is not UTF-8.") from None


def _object(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("an object has the same key twice")
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no number in JSON")
