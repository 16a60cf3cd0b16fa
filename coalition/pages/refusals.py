"""Answers to readers who asked for what is not there, no longer there, or makes no sense."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from coalition.models.editions import Edition


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
    }
    return HttpResponse(render_to_string("errors/400.html", context), status=400)


def gone(request: HttpRequest, tombstone: Edition) -> HttpResponse:
    """The public reason, and nothing of what was withdrawn."""
    context = {
        "status": 410,
        "title": _("Gone"),
        "detail": tombstone.note,
        "withdrawn_at": tombstone.published_at,
    }
    return HttpResponse(render_to_string("errors/410.html", context), status=410)
