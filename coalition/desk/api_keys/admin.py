"""The list of keys, and a page for each act. The text of a key is in one answer, and nowhere else:
no message, cookie, session or log ever holds it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.access import KeyRefused, issue, revoke, rotate
from coalition.desk.api_keys.forms import IssueForm, KeyForm, RotateForm
from coalition.desk.lists.pages import DeskList
from coalition.models import ApiKey, KeyState
from coalition.models.access import WORKING_STATES

CONFLICT = 409

#: What stands on a key's page beside what can be changed.
_SHOWN = [
    "user",
    "state",
    "prefix",
    "last_used_at",
    "expires_at",
    "created_at",
    "created_by",
    "replaces",
    "revoked_at",
    "revoked_by",
]


@admin.register(ApiKey)
class ApiKeyAdmin(DeskList):
    list_display = ["name", "user", "scopes", "state", "last_used_at", "expires_at", "prefix"]
    list_select_related = ["user"]
    list_filter = ["user__groups", "created_at"]
    search_fields = ["name", "user__username", "prefix"]
    empty_list = gettext_lazy("No key was issued yet. Reading what is public takes none.")
    form: Any = KeyForm
    fields = ["name", "scopes", *_SHOWN]
    readonly_fields = _SHOWN
    actions = None
    change_form_template = "desk/keys/key.html"

    def get_urls(self) -> list[URLPattern]:
        acts: list[tuple[str, Callable[..., HttpResponse]]] = [
            ("rotate", self.rotate_view),
            ("revoke", self.revoke_view),
        ]
        pages = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(view),
                name=f"coalition_apikey_{name}",
            )
            for name, view in acts
        ]
        return pages + super().get_urls()

    @admin.display(description=gettext_lazy("state"))
    def state(self, key: ApiKey) -> str:
        return str(key.state().label)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # --- Issuing ----------------------------------------------------------------------------------

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = IssueForm(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            return self._page(request, "issue", title=_("Issue an API key"), form=form)
        last_day = form.cleaned_data["expires_on"]
        try:
            key, text = issue(
                name=form.cleaned_data["name"],
                user=form.cleaned_data["user"],
                scopes=form.cleaned_data["scopes"],
                by=request.user,
                expires_at=None if last_day is None else _end_of(last_day),
            )
        except KeyRefused as refused:
            form.add_error(None, str(refused))
            return self._page(request, "issue", title=_("Issue an API key"), form=form)
        return self._shown_once(request, key, text)

    def _shown_once(self, request: HttpRequest, key: ApiKey, text: str) -> HttpResponse:
        """The answer to the form itself: a redirect would have to keep the text somewhere."""
        answer = self._page(request, "issued", title=_("The new API key"), key=key, text=text)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    # --- Changing ---------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: ApiKey | None = None) -> bool:
        """What has ended stays as it was."""
        is_over = obj is not None and obj.state() in (KeyState.REVOKED, KeyState.EXPIRED)
        return not is_over and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        form.carry_out(by=request.user)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Each act has its own line in the log already."""

    def rotate_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        key = self._key(request, object_id)
        if key is None:
            return self._missing(request)
        form = RotateForm(request.POST if request.method == "POST" else None)
        title = _("Replace the key")
        if not form.is_valid():
            return self._page(request, "rotate", title=title, key=key, form=form)
        overlap: timedelta = form.cleaned_data["overlap"]
        try:
            new, text = rotate(key, by=request.user, overlap=overlap)
        except KeyRefused as refused:
            form.add_error(None, str(refused))
            return self._page(request, "rotate", title=title, key=key, form=form, status=CONFLICT)
        return self._shown_once(request, new, text)

    def revoke_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        key = self._key(request, object_id)
        if key is None:
            return self._missing(request)
        if request.method != "POST":
            return self._page(request, "revoke", title=_("Revoke the key"), key=key)
        revoke(key, by=request.user)
        messages.success(request, _("“%s” opens nothing any more.") % key)
        return HttpResponseRedirect(reverse("admin:coalition_apikey_changelist"))

    def _key(self, request: HttpRequest, object_id: str) -> ApiKey | None:
        key: ApiKey | None = self.get_object(request, unquote(object_id))
        if not super().has_change_permission(request, key):
            raise PermissionDenied
        return key

    def _missing(self, request: HttpRequest) -> HttpResponse:
        messages.warning(request, _("There is no such key."))
        return HttpResponseRedirect(reverse("admin:coalition_apikey_changelist"))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        key = context["original"]
        may_change = super().has_change_permission(request, key)
        context["may_rotate"] = may_change and key.state() == KeyState.ACTIVE
        context["may_revoke"] = may_change and key.state() in WORKING_STATES
        return super().render_change_form(request, context, *args, **kwargs)

    def _page(
        self,
        request: HttpRequest,
        name: str,
        *,
        title: str,
        form: forms.Form | None = None,
        status: int = 200,
        **context: Any,
    ) -> TemplateResponse:
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "form": form,
            "media": self.media + (form.media if form else forms.Media()),
        }
        return TemplateResponse(request, f"desk/keys/{name}.html", context, status=status)


def _end_of(day: Any) -> datetime:
    """The moment at which `day` is over in the newsroom."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
