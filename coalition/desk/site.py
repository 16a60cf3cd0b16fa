"""The desk as an admin site: its name, and its index in the order of an editor's work."""

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from coalition.desk.dashboard import dashboard
from coalition.desk.name_search import NameAutocomplete

#: First what a report tells of, then whom it names, then what became public.
INDEX_ORDER = (
    "Source",
    "Meeting",
    "Statement",
    "SeatSharingTalk",
    "Leader",
    "Party",
    "Alliance",
    "Election",
    "Claim",
    "Edition",
    "Merge",
    "ApiKey",
    "WebhookSubscription",
    "WebhookDelivery",
)


class DeskSite(AdminSite):
    site_header = _("Coalition Desk")
    site_title = _("Coalition Desk")
    index_title = _("What happened, and who says so?")
    # The address of the public home page, whatever the host of the desk.
    site_url = "/"
    index_template = "desk/index.html"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        context = {"work_lists": dashboard(request.user), **(extra_context or {})}
        return super().index(request, context)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, NameAutocomplete.as_view(admin_site=self)(request))

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        apps: list[dict[str, Any]] = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "coalition":
                app["models"].sort(key=_place_in_index)
        return sorted(apps, key=lambda app: app["app_label"] != "coalition")


def _place_in_index(entry: dict[str, Any]) -> int:
    name = entry["object_name"]
    return INDEX_ORDER.index(name) if name in INDEX_ORDER else len(INDEX_ORDER)
