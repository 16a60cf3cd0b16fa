"""Previews: the public page and the API's document, as they would be if it were published now.

The page is the very page: the public view answers, to a reader who is nobody, out of a rehearsal
that is undone when it has answered. Whoever may see the record may see its preview, and no cache.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, resolve, reverse
from django.utils.translation import gettext as _

from coalition.desk.documents_shown import formatted
from coalition.desk.row_admin import record_url
from coalition.desk.tools import RecordTools, Tool
from coalition.editing.public_state import PublicState
from coalition.models import Edition, Record
from coalition.publishing.ledger import document_of
from coalition.publishing.rehearsal import Rehearsal, RehearsalBusy, rehearsed

BUSY = 503
_HEADERS = {"Cache-Control": "no-store, private", "X-Robots-Tag": "noindex, nofollow"}


@dataclass(frozen=True, slots=True)
class Preview:
    """What the banner of a preview says; `request.preview` of the page that it stands on."""

    record_url: str
    document_url: str
    number: int
    #: The live edition says the same already.
    is_unchanged: bool = False
    #: What would stop publication, as pairs of a record, if it is another one, and the reason.
    obstacles: list[tuple[str, str]] = field(default_factory=list)
    taken_along: list[str] = field(default_factory=list)


class RecordPreviews(RecordTools):
    """A model admin with `<pk>/preview/`, `<pk>/preview/document/` and the document's own bytes."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        views: list[tuple[str, Any, str]] = [
            ("preview/", self.preview_view, name),
            ("preview/document/", self.preview_document_view, f"{name}_document"),
            ("preview/document.json", self.preview_bytes_view, f"{name}_bytes"),
        ]
        pages = [
            path(f"<path:object_id>/{tail}", self.admin_site.admin_view(view), name=name)
            for tail, view, name in views
            if self.is_published_by_itself
        ]
        return pages + super().get_urls()

    def tools(self, request: HttpRequest, record: Record, state: PublicState) -> list[Tool]:
        others = super().tools(request, record, state)
        if not self.is_published_by_itself:
            return others
        return [*others, Tool("preview", _("Preview"), self._preview_url(record))]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The public page, with a banner that cannot be missed."""

        def page(rehearsal: Rehearsal) -> HttpResponse:
            notice = self._notice(rehearsal)
            found = _public_page(request, rehearsal.newest, notice)
            return HttpResponse(found.content, status=found.status_code)

        return self._previewed(request, object_id, page)

    def preview_document_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The document of the API, formatted, on a page of the desk."""

        def page(rehearsal: Rehearsal) -> HttpResponse:
            record = rehearsal.record
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Preview of the API’s document"),
                "subtitle": str(record),
                "record": record,
                "record_url": record_url(record),
                "page_url": self._preview_url(record),
                "bytes_url": self._preview_url(record, "_bytes"),
                "preview": self._notice(rehearsal),
                "document": formatted(rehearsal.newest.body),
            }
            return TemplateResponse(request, "desk/preview_document.html", context).render()

        return self._previewed(request, object_id, page)

    def preview_bytes_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The document as the API would serve it, byte for byte, to be saved as a file."""

        def file(rehearsal: Rehearsal) -> HttpResponse:
            edition = rehearsal.newest
            name = f"{edition.kind}-{edition.slug}.preview-not-public.json"
            return HttpResponse(
                edition.body.encode(),
                content_type="application/json",
                headers={
                    "Content-Disposition": f'attachment; filename="{name}"',
                    "X-Preview": "not public",
                },
            )

        return self._previewed(request, object_id, file)

    @property
    def is_published_by_itself(self) -> bool:
        return bool(getattr(self, "steps", ()))

    def _previewed(self, request: HttpRequest, object_id: str, answer: Any) -> HttpResponse:
        """What `answer` makes of a rehearsal of the record, if this user may see that."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        record = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        if record is None:
            return self._vanished(request)
        try:
            with rehearsed(record, by=None) as rehearsal:
                response: HttpResponse = answer(rehearsal)
        except RehearsalBusy:
            response = self._busy(request, record)
        except ObjectDoesNotExist:
            return self._vanished(request)
        for name, value in _HEADERS.items():
            response.headers[name] = value
        return response

    def _vanished(self, request: HttpRequest) -> HttpResponse:
        messages.warning(request, _("It is not there (any more), so there is nothing to preview."))
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        )

    def _busy(self, request: HttpRequest, record: Record) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Preview"),
            "subtitle": str(record),
            "record": record,
            "record_url": record_url(record),
        }
        response = TemplateResponse(request, "desk/busy.html", context, status=BUSY).render()
        response.headers["Retry-After"] = "5"
        return response

    def _notice(self, rehearsal: Rehearsal) -> Preview:
        record = rehearsal.record
        return Preview(
            record_url=record_url(record),
            document_url=self._preview_url(record, "_document"),
            number=rehearsal.newest.number,
            is_unchanged=rehearsal.is_unchanged,
            obstacles=[
                ("" if closed == record else str(closed), gate.message)
                for closed, gates in rehearsal.closed
                for gate in gates
            ],
            taken_along=[str(companion) for companion in rehearsal.taken_along],
        )

    def _preview_url(self, record: Record, page: str = "") -> str:
        name = f"admin:coalition_{self.opts.model_name}_preview{page}"
        return reverse(name, args=[record.pk])


def _public_page(request: HttpRequest, edition: Edition, notice: Preview) -> HttpResponse:
    """What the public view answers to a stranger who asks for the page of `edition`."""
    where = urlsplit(document_of(edition)["url"]).path
    match = resolve(where)
    asked = HttpRequest()
    asked.method = "GET"
    asked.path = asked.path_info = where
    asked.META = {
        name: request.META[name]
        for name in ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme")
        if name in request.META
    }
    asked.user = AnonymousUser()
    asked.resolver_match = match
    asked.preview = notice  # type: ignore[attr-defined]
    response: HttpResponse = match.func(asked, *match.args, **match.kwargs)
    return response
