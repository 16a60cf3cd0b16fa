"""One answer to what went wrong: problem details (RFC 9457) for programs, a page for people.

A page is `errors/<status>.html` from the templates where there is one. Neither form says anything
about the inside, and an error of ours (5xx) is answered without the database, the session or a
context processor, since one of those may be what failed.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.template.exceptions import TemplateDoesNotExist
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from newsroom.framing import error_template
from newsroom.languages import active_language

logger = logging.getLogger(__name__)

API_PREFIX = "/api/"

_PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title></head>
<body><main><h1>{title}</h1><p>{detail}</p><p><a href="{front}">{front_page}</a></p></main></body>
</html>
"""

#: The reason phrases of RFC 9110, as people read them; programs get the phrases themselves.
_TITLES = {
    400: gettext_lazy("Bad Request"),
    403: gettext_lazy("Forbidden"),
    404: gettext_lazy("Not Found"),
    405: gettext_lazy("Method Not Allowed"),
    410: gettext_lazy("Gone"),
    413: gettext_lazy("Content Too Large"),
    429: gettext_lazy("Too Many Requests"),
    500: gettext_lazy("Internal Server Error"),
    503: gettext_lazy("Service Unavailable"),
}
_DETAILS = {
    400: gettext_lazy("The request could not be understood."),
    403: gettext_lazy("You may not see or do this."),
    404: gettext_lazy("There is nothing at this address."),
    405: gettext_lazy("This address cannot be used in that way; Allow says how it can."),
    410: gettext_lazy("What was here has been withdrawn."),
    413: gettext_lazy("The request is larger than this site accepts."),
    429: gettext_lazy("Too many attempts. Wait a while and try again."),
    500: gettext_lazy("Something went wrong on our side. It has been recorded."),
    503: gettext_lazy("The site is briefly unavailable. Please try again in a moment."),
}


def wants_problem(request: HttpRequest) -> bool:
    return request.path.startswith(API_PREFIX)


def error_answer(
    request: HttpRequest,
    status: int,
    *,
    detail: str = "",
    type: str = "about:blank",
    errors: list[dict[str, Any]] | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """One answer for one status, in the form that the caller of this path expects.

    `type` is a problem's own, where the status does not say it all; `errors` name each parameter or
    field at fault, and `more` are members of its own. A page shows none of these.
    """
    detail = detail or str(_DETAILS.get(status, ""))
    phrase = HTTPStatus(status).phrase
    if wants_problem(request):
        problem: dict[str, Any] = {
            "type": type,
            "title": phrase,
            "status": status,
            "detail": detail,
            "instance": request.path,
        }
        if errors is not None:
            problem["errors"] = errors
        if more is not None:
            problem |= more
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    title = str(_TITLES.get(status, phrase))
    return HttpResponse(_page(request, status, title=title, detail=detail), status=status)


def _page(request: HttpRequest, status: int, *, title: str, detail: str) -> str:
    context = {"status": status, "title": title, "detail": detail}
    try:
        template = loader.get_template(error_template(request.path_info, str(status)))
        return template.render(context, request if status < 500 else None)
    except TemplateDoesNotExist:
        pass
    except Exception:
        # A broken template must not turn one error into another.
        logger.exception("The page for status %s does not render", status)
    return format_html(
        _PAGE,
        language=get_language(),
        title=title,
        detail=detail,
        front=f"{active_language().prefix}/",
        front_page=_("Front page"),
    )
