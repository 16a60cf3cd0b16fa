"""The ledger, to look at: editions are written by publishing alone."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from coalition.desk.documents_shown import formatted
from coalition.desk.lists.pages import DeskList
from coalition.desk.publication.referrers import public_path, record_urls
from coalition.desk.record_editions import editions_of
from coalition.models import Edition, Kind
from coalition.publishing.documents import KINDS


def _may_view(request: HttpRequest, kind: str) -> bool:
    """Whoever may not see a kind of record may not read its documents here either."""
    model = KINDS[Kind(kind)].model
    return request.user.has_perm(f"coalition.view_{model._meta.model_name}")


@admin.register(Edition)
class EditionAdmin(DeskList):
    list_display = [
        "sequence",
        "published_at",
        "kind",
        "title",
        "number",
        "cause",
        "note",
        "is_live",
        "published_by",
    ]
    list_display_links = ["sequence", "title"]
    list_filter = ["published_at", "kind", "cause", "is_live"]
    empty_list = _("Nothing has been published yet.")
    list_select_related = ["published_by"]
    search_fields = ["title", "slug", "note", "uid"]
    ordering = ["-sequence"]
    actions = None
    change_form_template = "desk/edition.html"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("number", "cause", "is_live"),
                    "note",
                    ("published_at", "published_by", "record_version"),
                ]
            },
        ),
        (_("Document"), {"fields": ["document"]}),
        (
            _("What lists sort and filter by"),
            {
                "fields": [
                    ("sequence", "kind", "uid", "slug"),
                    ("title", "abbreviation", "category", "state"),
                    ("earliest", "latest", "region"),
                    "digest",
                ],
                "classes": ["collapse"],
            },
        ),
    ]

    @admin.display(description=_("as the API serves it"))
    def document(self, edition: Edition) -> str:
        if not edition.body:
            return str(_("None: this edition says that there is no document any more."))
        return format_html(
            '<pre class="desk-document" tabindex="0">{}</pre>', formatted(edition.body)
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["document"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        kinds = [kind for kind in Kind.values if _may_view(request, kind)]
        return super().get_queryset(request).filter(kind__in=kinds)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.of_record_view)
        return [path("of/<uuid:uid>/", view, name="coalition_edition_of"), *super().get_urls()]

    def of_record_view(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """All editions of one record, also of one that is no more because it was merged."""
        newest = Edition.objects.without_bodies().filter(uid=uid).order_by("-number").first()
        if not self.has_view_permission(request, newest):
            raise PermissionDenied
        if newest is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "subtitle": newest.title,
            "record_url": record_urls([newest]).get(uid, ""),
            **editions_of(uid, request.GET),
        }
        return TemplateResponse(request, "desk/editions.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        edition = self.get_object(request, object_id)
        links: dict[str, Any] = {}
        if edition is not None:
            links = {
                "record_url": record_urls([edition]).get(edition.uid, ""),
                "editions_url": reverse("admin:coalition_edition_of", args=[edition.uid]),
                "public_url": public_path(edition) if edition.is_live else "",
                "api_url": reverse("api:changes") + f"?after={edition.sequence - 1}&limit=1",
            }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | links)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        allowed: bool = super().has_view_permission(request, obj)
        return allowed and (obj is None or _may_view(request, obj.kind))
