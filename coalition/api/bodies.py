"""Bodies of requests: how much is read, of which type, and what is refused before it is looked at.

A body that holds a key twice, a number that is none, or nesting without end is refused as a whole:
whatever one of two keys says would be ignored.
"""

import json
from typing import Any

from django.http import HttpRequest, QueryDict
from rest_framework import exceptions, status

from coalition.strict_json import read_json as read_strictly

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"


class MalformedBody(exceptions.ParseError):
    """A 400: the body is not what its type says; `detail` says where."""

    default_code = "malformed_body"


class BodyTooLarge(exceptions.APIException):
    """A 413: more bytes, rows or questions than one request may hold."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "body_too_large"


class WrongBodyType(exceptions.UnsupportedMediaType):
    """A 415 that says which types are read here."""

    def __init__(self, *accepted: str) -> None:
        exceptions.APIException.__init__(self, f"Send the body as {' or '.join(accepted)}.")


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
        return read_strictly(text)
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
    return decoded(request.body)


def decoded(body: bytes, *, where: str = "") -> str:
    """The text of a body in UTF-8; raises MalformedBody."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f" of {where}" if where else ""
        raise MalformedBody(f"Byte {error.start + 1}{place} is not UTF-8.") from None
