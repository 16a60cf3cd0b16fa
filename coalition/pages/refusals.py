"""Answers to readers who asked for what is not there, no longer there, or makes no sense."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from coalition.live_editions import NotPublicThen
from coalition.models.editions import Edition
from coalition.pages.addresses import page_path
from newsroom.framing import error_template


class BadParameter(Exception):
    """A parameter of the address is unknown, or its value makes no sense."""

    def __init__(self, name: str, detail: str) -> None:
        self.name = name
        self.detail = detail
        super().__init__(f"{name}: {detail}")


def bad_parameter(request: HttpRequest, error: BadParameter) -> HttpResponse:
    context = {
        "status": 400,
        "title": _("Bad Request"),
        "detail": error.detail,
        # Whoever mistyped it recognises it by its beginning.
        "parameter": error.name[:60],
        "path": request.path,
    }
    return _refusal(request, "400", context)


def gone(request: HttpRequest, tombstone: Edition) -> HttpResponse:
    """The public reason, and nothing of what was withdrawn."""
    context = {
        "status": 410,
        "title": _("Gone"),
        "detail": tombstone.note,
        "withdrawn_at": tombstone.published_at,
    }
    return _refusal(request, "410", context)


def not_public_then(request: HttpRequest, error: NotPublicThen) -> HttpResponse:
    """The record is public now, so its name is no secret; what it said then may be."""
    context = {
        "status": 404,
        "title": _("Not published then"),
        "as_of": error.as_of,
        "first_at": error.first_at,
        "present": error.now.title,
        "path": page_path(error.now.kind, error.now.slug),
    }
    return _refusal(request, "not_public_then", context)


def _refusal(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    template = error_template(request.path_info, name)
    return HttpResponse(render_to_string(template, context), status=context["status"])
