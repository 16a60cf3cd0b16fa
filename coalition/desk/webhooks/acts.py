"""What is done with a webhook: a page for each act, which asks, and a POST, which does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coalition.desk.tools import Tool
from coalition.desk.webhooks.forms import DisableForm, ReplayForm, RotateForm
from coalition.models import Standing, WebhookSubscription
from coalition.webhooks.replaying import replay_after, send_test
from coalition.webhooks.subscriptions import (
    WebhookRefused,
    disable,
    hasten,
    mark_of,
    pause,
    resume,
    rotate_secret,
)

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = object

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Act:
    """`question` is asked before, of `webhook`; `do` gives the message for afterwards."""

    name: str
    label: Any
    question: Any
    do: Callable[..., str]
    standings: tuple[Standing, ...]
    form: type[forms.Form] | None = None


def _test(webhook: WebhookSubscription, said: dict[str, Any], by: Any) -> str:
    send_test(webhook, by=by)
    return _("A worker sends the test next. How it went stands among the messages.")


def _hasten(webhook: WebhookSubscription, said: dict[str, Any], by: Any) -> str:
    count = hasten(webhook, by=by)
    return ngettext(
        "%d message that waited is sent next.", "%d messages that waited are sent next.", count
    ) % (count,)


def _replay(webhook: WebhookSubscription, said: dict[str, Any], by: Any) -> str:
    count = replay_after(webhook, after=said["after"], by=by)
    return ngettext("%d message is sent again.", "%d messages are sent again.", count) % (count,)


def _pause(webhook: WebhookSubscription, said: dict[str, Any], by: Any) -> str:
    pause(webhook, by=by)
    return _("“%s” is paused: what is new waits.") % webhook


def _resume(webhook: WebhookSubscription, said: dict[str, Any], by: Any) -> str:
    resume(webhook, by=by)
    return _("“%s” is active: what waits is sent.") % webhook


def _disable(webhook: WebhookSubscription, said: dict[str, Any], by: Any) -> str:
    disable(webhook, because=said["because"], by=by)
    return _("“%s” is disabled: nothing is sent, and nothing kept to be sent.") % webhook


_ANY = (Standing.ACTIVE, Standing.PAUSED, Standing.DISABLED)

ACTS = (
    Act(
        "test",
        gettext_lazy("Send a test"),
        gettext_lazy("Send a message that says nothing, of the type “ping”, to “%s”?"),
        _test,
        (Standing.ACTIVE,),
    ),
    Act(
        "hasten",
        gettext_lazy("Send now what waits"),
        gettext_lazy(
            "Send now what waits for another attempt by “%s”? For when the partner has mended it: "
            "each message is tried for another three days."
        ),
        _hasten,
        (Standing.ACTIVE,),
    ),
    Act(
        "replay",
        gettext_lazy("Send again"),
        gettext_lazy(
            "Send everything that “%s” is about again from where on? Each message has the same "
            "identifier as the first time, so that a partner who has it can pass over it."
        ),
        _replay,
        (Standing.ACTIVE, Standing.PAUSED),
        ReplayForm,
    ),
    Act(
        "resume",
        gettext_lazy("Resume"),
        gettext_lazy(
            "Send to “%s” again? What waits is sent at once. What was given up is not; nor is what "
            "was published while it was disabled, until you have it sent again."
        ),
        _resume,
        (Standing.PAUSED, Standing.DISABLED),
    ),
    Act(
        "pause",
        gettext_lazy("Pause"),
        gettext_lazy("Send nothing to “%s” for now? What is new waits until it is resumed."),
        _pause,
        (Standing.ACTIVE,),
    ),
    Act(
        "disable",
        gettext_lazy("Disable"),
        gettext_lazy(
            "Send nothing to “%s” any more? What waits is given up, and what is new not kept for "
            "it. It can be resumed, and everything sent again."
        ),
        _disable,
        (Standing.ACTIVE, Standing.PAUSED),
        DisableForm,
    ),
)


class Acts(_ModelAdmin):
    """For the model admin of webhooks."""

    def get_urls(self) -> list[URLPattern]:
        views: dict[str, Callable[..., HttpResponse]] = {
            act.name: partial(self.act_view, act) for act in ACTS
        }
        views["rotate"] = self.rotate_view
        pages = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(view),
                name=f"coalition_webhooksubscription_{name}",
            )
            for name, view in views.items()
        ]
        return pages + super().get_urls()

    def tools(self, webhook: WebhookSubscription) -> list[Tool]:
        """Links to what can be done with it as it stands."""
        open_acts = [(act.name, act.label) for act in ACTS if webhook.standing in act.standings]
        return [
            Tool(name, label, _page_url(name, webhook))
            for name, label in [*open_acts, ("rotate", _("Replace the secret"))]
        ]

    def act_view(self, act: Act, request: HttpRequest, object_id: str) -> HttpResponse:
        webhook = self._webhook(request, object_id)
        if webhook is None:
            return self._missing(request)
        form = (act.form or forms.Form)(
            _posted(request), initial={"after": request.GET.get("after")}
        )
        context: dict[str, Any] = {
            "webhook": webhook,
            "question": act.question % webhook,
            "act": act.label,
            "form": form,
        }
        if request.method != "POST" or not form.is_valid():
            return self._page(request, "act", title=act.label, **context)
        try:
            words = act.do(webhook, form.cleaned_data, request.user)
        except WebhookRefused as refused:
            form.add_error(None, str(refused))
            return self._page(request, "act", title=act.label, status=CONFLICT, **context)
        messages.success(request, words)
        return HttpResponseRedirect(_page_url("change", webhook))

    def rotate_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        webhook = self._webhook(request, object_id)
        if webhook is None:
            return self._missing(request)
        form = RotateForm(_posted(request), initial={"replacing": mark_of(webhook)})
        context: dict[str, Any] = {
            "webhook": webhook,
            "question": _("Give “%s” a new secret?") % webhook,
            "act": _("Replace the secret"),
            "form": form,
        }
        title = _("Replace the secret")
        if request.method != "POST" or not form.is_valid():
            return self._page(request, "act", title=title, **context)
        try:
            webhook = rotate_secret(webhook, by=request.user, **form.cleaned_data)
        except WebhookRefused as refused:
            form.add_error(None, str(refused))
            return self._page(request, "act", title=title, status=CONFLICT, **context)
        return self.shown_once(request, webhook)

    def shown_once(self, request: HttpRequest, webhook: WebhookSubscription) -> HttpResponse:
        """The answer to the form itself: a redirect would have to keep the secret somewhere."""
        answer = self._page(request, "secret", title=_("The secret"), webhook=webhook)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def _webhook(self, request: HttpRequest, object_id: str) -> WebhookSubscription | None:
        webhook: WebhookSubscription | None = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, webhook):
            raise PermissionDenied
        return webhook

    def _missing(self, request: HttpRequest) -> HttpResponse:
        messages.warning(request, _("There is no such webhook."))
        return HttpResponseRedirect(reverse("admin:coalition_webhooksubscription_changelist"))

    def _page(
        self, request: HttpRequest, name: str, *, title: str, status: int = 200, **context: Any
    ) -> TemplateResponse:
        form = context.get("form")
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "media": self.media + (form.media if form else forms.Media()),
        }
        return TemplateResponse(request, f"desk/webhooks/{name}.html", context, status=status)


def _page_url(name: str, webhook: WebhookSubscription) -> str:
    return reverse(f"admin:coalition_webhooksubscription_{name}", args=[webhook.pk])


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
