"""What the attendance grid asks while somebody types: names, a pasted list, a new name.

Answers are JSON, errors too: `{"errors": {field: [what is wrong, and what to do]}}`.
"""

import json
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from coalition.desk.attendance.matching import Matching
from coalition.desk.attendance.pasting import PasteRefused, read_paste
from coalition.desk.attendance.quick_adding import (
    ITEMS_LIMIT,
    KINDS,
    AddingRefused,
    NewName,
    add_names,
)
from coalition.desk.attendance.suggestions import days_of, suggest_leaders, suggest_parties

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

#: A term or a date longer than this is no name and no date.
TERM_LIMIT = 240


class Refusal(Exception):
    """An answer other than the one hoped for."""

    def __init__(self, field: str, message: str, *, status: int = 400) -> None:
        self.status = status
        self.errors = {field: [message]}
        super().__init__(message)


class AttendanceEndpoints(_ModelAdmin):
    """For the admin of meetings: three addresses beside its form."""

    def get_urls(self) -> list[URLPattern]:
        own = [
            self._endpoint("names", "GET", self._names),
            self._endpoint("paste", "POST", self._paste),
            self._endpoint("quick-add", "POST", self._quick_add),
        ]
        return [*own, *super().get_urls()]

    def _endpoint(self, name: str, method: str, answer: Any) -> URLPattern:
        def view(request: HttpRequest) -> HttpResponse:
            try:
                if not (self.has_change_permission(request) or self.has_add_permission(request)):
                    message = _("You may not edit meetings. Ask an administrator for the right.")
                    raise Refusal("permission", message, status=403)
                if request.method != method:
                    message = _("Ask for this with %s.") % method
                    raise Refusal("method", message, status=405)
                found: HttpResponse = answer(request)
                return found
            except Refusal as refusal:
                headers = {"Allow": method} if refusal.status == 405 else {}
                return JsonResponse(
                    {"errors": refusal.errors}, status=refusal.status, headers=headers
                )

        url_name = f"coalition_meeting_{name.replace('-', '_')}"
        return path(f"{name}/", self.admin_site.admin_view(view), name=url_name)

    # --- Names ------------------------------------------------------------------------------------

    def _names(self, request: HttpRequest) -> JsonResponse:
        """`{"results": [{"id", "text", "detail", "party", "office"}]}`, the best first."""
        kind = _kind(request.GET.get("kind", ""))
        term = _short(request.GET.get("term", ""), "term")
        days = days_of(_short(request.GET.get("date", ""), "date"))
        if not self.admin_site.get_model_admin(KINDS[kind]).has_view_permission(request):
            raise _forbidden(kind)
        results = suggest_leaders(term, days) if kind == "leader" else suggest_parties(term)
        return JsonResponse({"results": results})

    # --- A pasted list ----------------------------------------------------------------------------

    def _paste(self, request: HttpRequest) -> JsonResponse:
        """`{"rows": [...], "unread": ["…"]}`; for a row see `Matching.rows`."""
        body = _body(request)
        days = days_of(_short(_text(body, "date"), "date"))
        for model in KINDS.values():
            if not self.admin_site.get_model_admin(model).has_view_permission(request):
                raise _forbidden(model._meta.model_name or "")
        try:
            pasted = read_paste(_text(body, "text"))
        except PasteRefused as refused:
            raise Refusal("text", str(refused)) from refused
        return JsonResponse({"rows": Matching(pasted, days).rows(), "unread": pasted.unread})

    # --- A new name -------------------------------------------------------------------------------

    def _quick_add(self, request: HttpRequest) -> JsonResponse:
        """201 with what was added; 409 with whoever has that name already, as `found`."""
        body = _body(request)
        is_batch = "items" in body
        items = body["items"] if is_batch else [body]
        if not isinstance(items, list) or not 0 < len(items) <= ITEMS_LIMIT:
            raise Refusal("items", _("Send a list of 1 to %d names.") % ITEMS_LIMIT)
        names = [_new_name(item) for item in items]
        for kind in {name.kind for name in names}:
            if not self.admin_site.get_model_admin(KINDS[kind]).has_add_permission(request):
                raise _forbidden(kind)
        try:
            added = add_names(names, by=request.user, days=days_of(names[0].date))
        except AddingRefused as refused:
            answer: dict[str, Any] = {"errors": refused.errors}
            if is_batch:
                answer["item"] = refused.item
            if refused.found is None:
                return JsonResponse(answer, status=400)
            return JsonResponse(answer | {"found": refused.found}, status=409)
        return JsonResponse({"results": added} if is_batch else added[0], status=201)


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Refusal("body", _("Send a JSON object.")) from error
    if not isinstance(body, dict):
        raise Refusal("body", _("Send a JSON object."))
    return body


def _text(body: dict[str, Any], field: str) -> str:
    value = body.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refusal(field, _("Send text."))
    return value


def _short(text: str, field: str) -> str:
    if len(text) > TERM_LIMIT:
        raise Refusal(field, _("Shorten this to %d characters.") % TERM_LIMIT)
    return text


def _kind(text: Any) -> str:
    if not isinstance(text, str) or text not in KINDS:
        raise Refusal("kind", _("Say which kind: %s.") % _(" or ").join(KINDS))
    return text


def _new_name(item: Any) -> NewName:
    if not isinstance(item, dict):
        raise Refusal("items", _("Send each name as a JSON object."))
    party = item.get("party")
    is_key = isinstance(party, int) and not isinstance(party, bool) and 0 < party < 2**63
    if party is not None and not is_key:
        raise Refusal("party", _("Choose a party from the list, or leave it empty."))
    return NewName(
        kind=_kind(item.get("kind")),
        name=_text(item, "name"),
        abbreviation=_text(item, "abbreviation"),
        party=party,
        date=_short(_text(item, "date"), "date"),
        anyway=item.get("anyway") is True,
    )


def _forbidden(kind: str) -> Refusal:
    words = {
        "leader": _("You may not do this with leaders. Ask an administrator for the right."),
        "party": _("You may not do this with parties. Ask an administrator for the right."),
    }
    return Refusal("permission", words[kind], status=403)
