"""The messages of webhooks: how each went, and which are sent again."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coalition.desk.lists.pages import DeskList
from coalition.desk.moments import moment_in_words
from coalition.desk.tools import Tool
from coalition.models import DeliveryState, WebhookDelivery
from coalition.webhooks.messages import message_of
from coalition.webhooks.replaying import replay_chosen
from coalition.webhooks.subscriptions import WebhookRefused

CONFLICT = 409


@admin.register(WebhookDelivery)
class DeliveryAdmin(DeskList):
    list_display = [
        "message",
        "state",
        "last_answer",
        "attempts",
        "next_attempt",
        "last_attempt_at",
        "subscription",
    ]
    list_select_related = ["subscription", "edition"]
    list_filter = ["state", ("subscription", admin.RelatedOnlyFieldListFilter), "created_at"]
    search_fields = ["edition__title", "edition__slug", "answer"]
    search_help_text = gettext_lazy("By the title of the edition, or by words of the last answer.")
    empty_list = gettext_lazy("Nothing was sent yet, and nothing waits.")
    actions = ["send_again"]
    change_form_template = "desk/webhooks/message.html"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("subscription", "message", "message_id"),
                    ("state", "attempts", "next_attempt"),
                    ("created_at", "first_attempt_at", "last_attempt_at", "delivered_at"),
                    ("status", "answer"),
                    ("claimed_by", "claimed_until"),
                ]
            },
        ),
        (gettext_lazy("The message, as it would be sent now"), {"fields": ["body"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[WebhookDelivery]:
        return super().get_queryset(request).defer("edition__body", "edition__search_text")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.replay_view)
        name = "coalition_webhookdelivery_replay"
        return [path("<path:object_id>/replay/", view, name=name), *super().get_urls()]

    # --- Only looked at ---------------------------------------------------------------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """To have messages sent again; none is ever altered."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["message", "message_id", "next_attempt", "body"]

    @admin.display(description=gettext_lazy("message"), ordering="edition")
    def message(self, delivery: WebhookDelivery) -> str:
        edition = delivery.edition
        if edition is None:
            return _("Test")
        return _("%(sequence)d: %(title)s, %(cause)s") % {
            "sequence": edition.sequence,
            "title": edition.title,
            "cause": edition.get_cause_display().lower(),
        }

    @admin.display(description=gettext_lazy("webhook-id"))
    def message_id(self, delivery: WebhookDelivery) -> str:
        return delivery.message_id

    @admin.display(description=gettext_lazy("next attempt"), ordering="due_at")
    def next_attempt(self, delivery: WebhookDelivery) -> str:
        is_waiting = delivery.state == DeliveryState.WAITING
        return moment_in_words(delivery.due_at if is_waiting else None)

    @admin.display(description=gettext_lazy("last answer"))
    def last_answer(self, delivery: WebhookDelivery) -> str:
        return " ".join(str(part) for part in (delivery.status, delivery.answer) if part)

    @admin.display(description=gettext_lazy("body"))
    def body(self, delivery: WebhookDelivery) -> str:
        text = message_of(delivery, now=timezone.now()).body
        formatted = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
        return format_html('<pre class="desk-document" tabindex="0">{}</pre>', formatted)

    # --- Sending again ----------------------------------------------------------------------------

    @admin.action(description=gettext_lazy("Send again"), permissions=["change"])
    def send_again(
        self, request: HttpRequest, chosen: QuerySet[WebhookDelivery]
    ) -> HttpResponse | None:
        keys = list(chosen.order_by().values_list("pk", flat=True))
        if "confirmed" not in request.POST:
            return self._ask(request, keys, here=request.get_full_path(), action="send_again")
        return self._replay(request, keys, then=request.get_full_path())

    def replay_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        delivery = self.get_object(request, unquote(object_id))
        if delivery is None:
            messages.warning(request, _("There is no such message."))
            return HttpResponseRedirect(reverse("admin:coalition_webhookdelivery_changelist"))
        if request.method != "POST":
            return self._ask(request, [delivery.pk], here=request.path)
        page = reverse("admin:coalition_webhookdelivery_change", args=[delivery.pk])
        return self._replay(request, [delivery.pk], then=page)

    def _replay(self, request: HttpRequest, keys: list[int], *, then: str) -> HttpResponse:
        try:
            count = replay_chosen(keys, by=request.user)
        except WebhookRefused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(then)
        words = ngettext("%d message is sent again.", "%d messages are sent again.", count) % count
        if count < len(keys):
            words += " " + _("Tests, and what waits already, are left as they are.")
        messages.success(request, words)
        return HttpResponseRedirect(then)

    def _ask(
        self, request: HttpRequest, keys: list[int], *, here: str, action: str = ""
    ) -> TemplateResponse:
        found = WebhookDelivery.objects.filter(pk__in=keys[:_LISTED]).select_related(
            "subscription", "edition"
        )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Send again"),
            "here": here,
            "action": action,
            "checkbox": ACTION_CHECKBOX_NAME,
            # All that match are asked for anew: too many keys would be refused with the form.
            "is_all": request.POST.get("select_across") == "1",
            "keys": keys,
            "count": len(keys),
            "listed": [(row, self.message(row)) for row in found],
            "more": max(0, len(keys) - _LISTED),
            "media": self.media,
        }
        return TemplateResponse(request, "desk/webhooks/replay.html", context)

    # --- Tools ------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        here = reverse("admin:coalition_webhookdelivery_changelist")
        tools = [
            Tool("dead", _("What was given up"), f"{here}?state__exact={DeliveryState.DEAD.value}")
        ]
        context = {"list_tools": tools, **(extra_context or {})}
        return super().changelist_view(request, context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        delivery = self.get_object(request, unquote(object_id))
        tools: dict[str, Any] = {}
        if delivery is not None:
            may_replay = delivery.state != DeliveryState.WAITING and delivery.edition_id is not None
            tools = {"may_replay": may_replay and self.has_change_permission(request)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | tools)


#: So many are named before they are sent again; the others are counted.
_LISTED = 20
