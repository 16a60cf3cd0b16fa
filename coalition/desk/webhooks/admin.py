"""The list of webhooks, and the form of one. Its secret is in one answer, and nowhere else: no
message, cookie, session or log ever holds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coalition.desk.autocompletes import Autocompletes
from coalition.desk.lists.pages import DeskList
from coalition.desk.moments import moment_in_words
from coalition.desk.tools import Tool
from coalition.desk.webhooks import figures
from coalition.desk.webhooks.acts import Acts
from coalition.desk.webhooks.forms import TOPIC_FIELDS, TermsForm
from coalition.models import DeliveryState, Standing, WebhookSubscription
from coalition.webhooks.subscriptions import change, create

#: What stands on a webhook's page beside what can be changed.
_SHOWN: list[Any] = [
    ("how_it_stands", "messages_of_it", "last_success"),
    ("failures", "resting_until", "previous_secret_until"),
    ("created_at", "created_by"),
]


@admin.register(WebhookSubscription)
class WebhookAdmin(Acts, Autocompletes, DeskList):
    list_display = ["name", "standing", "waiting", "given_up", "last_success", "host", "owner"]
    list_select_related = ["owner"]
    search_fields = ["name", "url", "owner__username"]
    empty_list = gettext_lazy("No partner is told of new editions yet.")
    form: Any = TermsForm
    readonly_fields = flatten(_SHOWN)
    autocomplete_fields = ["owner"]
    actions = None
    change_form_template = "desk/webhooks/webhook.html"

    def look_up(self, rows: Sequence[Any]) -> None:
        super().look_up(rows)
        figures.count(rows)

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        webhook = super().get_object(*args, **kwargs)
        if webhook is not None:
            figures.count([webhook])
        return webhook

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        topics = [*TOPIC_FIELDS.values()]
        if obj is not None and self._has_former(obj):
            topics.append("former_topics")
        form: list[Any] = [
            (None, {"fields": ["name", "owner", "url"]}),
            (_("What is sent"), {"fields": ["kinds", "causes", "with_document"]}),
            (
                _("Only about certain records"),
                {
                    "fields": topics,
                    "description": _(
                        "Without any, about all. Of a record everything is sent that is about it, "
                        "names it, or has named it."
                    ),
                },
            ),
        ]
        return form if obj is None else [(None, {"fields": _SHOWN}), *form]

    @staticmethod
    def _has_former(webhook: WebhookSubscription) -> bool:
        return "former_topics" in TermsForm(instance=webhook).fields

    # --- What is shown ----------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("waiting"))
    def waiting(self, webhook: Any) -> str:
        return self._number(webhook, webhook.waiting, DeliveryState.WAITING)

    @admin.display(description=gettext_lazy("given up"))
    def given_up(self, webhook: Any) -> str:
        return self._number(webhook, webhook.dead, DeliveryState.DEAD)

    @admin.display(description=gettext_lazy("last success"))
    def last_success(self, webhook: Any) -> str:
        return moment_in_words(webhook.last_success_at)

    @admin.display(description=gettext_lazy("address"), ordering="url")
    def host(self, webhook: WebhookSubscription) -> str:
        """The rest of an address may be as good as a password."""
        return urlsplit(webhook.url).netloc

    @admin.display(description=gettext_lazy("standing"))
    def how_it_stands(self, webhook: Any) -> str:
        standing = Standing(webhook.standing).label
        because = webhook.disabled_because
        return (
            _("%(standing)s: %(because)s") % {"standing": standing, "because": because}
            if (because)
            else str(standing)
        )

    @admin.display(description=gettext_lazy("messages"))
    def messages_of_it(self, webhook: Any) -> str:
        waiting = ngettext("%d waits", "%d wait", webhook.waiting) % webhook.waiting
        dead = ngettext("%d was given up", "%d were given up", webhook.dead) % webhook.dead
        return format_html(
            '<a href="{}">{}</a>, <a href="{}">{}</a>',
            _messages_url(webhook, DeliveryState.WAITING),
            waiting,
            _messages_url(webhook, DeliveryState.DEAD),
            dead,
        )

    def _number(self, webhook: Any, number: int, state: DeliveryState) -> str:
        if not number:
            return "0"
        return format_html('<a href="{}">{}</a>', _messages_url(webhook, state), number)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Accounts are looked after on pages of their own."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    # --- Adding and changing ----------------------------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever was sent what stays known: what is not wanted any more is disabled."""
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (ValidationError, IntegrityError):
            # Somebody, or a second click, was quicker by a moment: now the form knows what is
            # wrong with it.
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        done = (
            _change(obj, form, by=request.user)
            if change
            else create(terms=form.terms(), by=request.user)
        )
        obj.__dict__.update(done.__dict__)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Each act has its own line in the log already."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """As above."""

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        return self.shown_once(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        webhook = context.get("original")
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        if webhook is not None:
            context["webhook_tools"] = [
                Tool("messages", _("Messages"), _messages_url(webhook)),
                *(self.tools(webhook) if self.has_change_permission(request, webhook) else ()),
            ]
        return super().render_change_form(request, context, *args, **kwargs)


def _change(webhook: Any, form: Any, *, by: Any) -> WebhookSubscription:
    return change(webhook, terms=form.terms(), by=by)


def _messages_url(webhook: WebhookSubscription, state: DeliveryState | None = None) -> str:
    url = reverse("admin:coalition_webhookdelivery_changelist")
    chosen = f"?subscription__id__exact={webhook.pk}"
    return f"{url}{chosen}" + (f"&state__exact={state.value}" if state else "")
