"""Presence on the forms of records and of their rows, and the address that a form speaks to."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coalition.desk.presence import words
from coalition.desk.presence.keeping import left, opened, others, still_there
from coalition.desk.tools import Panel, RecordTools
from coalition.editing.public_state import PublicState
from coalition.models import Record

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

TEMPLATE = "desk/_presence.html"


class ExactMoment(forms.Field):
    """A moment as the form was given it, to the microsecond."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = datetime.fromisoformat(value) if value else None
            if moment is not None and moment.tzinfo is None:
                raise forms.ValidationError(_("This is no moment."))
            # At either end of time there are moments that no database knows.
            return moment and moment.astimezone(UTC)
        except (OverflowError, ValueError) as error:
            raise forms.ValidationError(_("This is no moment.")) from error


class WordForm(forms.Form):
    """What an open form says: which version it read, and when it was opened if it closes now."""

    read_version = forms.IntegerField(required=False, min_value=1)
    left = ExactMoment(required=False)


class Presences(_ModelAdmin):
    """A model admin whose forms know of one another."""

    @property
    def media(self) -> forms.Media:
        own = forms.Media(
            js=["coalition/desk/presence.js"], css={"all": ["coalition/desk/presence.css"]}
        )
        return super().media + own

    def record_opened(self, shown: Any) -> Record:
        """The record that somebody has open who sees the form of `shown`."""
        record: Record = shown
        return record

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_presence"
        view = self.admin_site.admin_view(require_POST(self.presence_view))
        return [path("<path:object_id>/presence/", view, name=name), *super().get_urls()]

    def presence_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """POST: I am still here, or I am leaving. Answers who else is, and whether they saved."""
        shown = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, shown):
            raise PermissionDenied
        if shown is None:
            return JsonResponse({"message": _("Somebody has deleted this record.")}, status=404)
        form = WordForm(request.POST)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        record = self.record_opened(shown)
        if form.cleaned_data["left"]:
            left(record, by=request.user, opened_at=form.cleaned_data["left"])
            return HttpResponse(status=204)
        still_there(record, by=request.user)
        return JsonResponse(
            {
                "others": [
                    {"name": words.name_of(presence.user), "message": words.of_presence(presence)}
                    for presence in others(record, than=request.user)
                ],
                "version": record.version,
                "saved": words.of_save(
                    record, read_version=form.cleaned_data["read_version"], reader=request.user
                ),
            }
        )

    def presence_panel(self, request: HttpRequest, shown: Any) -> Panel:
        """Open the form, and say who else has."""
        record = self.record_opened(shown)
        moment = opened(record, by=request.user)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_presence"
        return Panel(
            TEMPLATE,
            {
                "url": reverse(name, args=[shown.pk]),
                "opened": moment.isoformat(),
                "read_version": record.version,
                "others": [
                    words.of_presence(presence) for presence in others(record, than=request.user)
                ],
            },
        )


class RecordPresences(Presences, RecordTools):
    """Presence as a panel of a record's form."""

    def panels(self, request: HttpRequest, record: Record, state: PublicState) -> list[Panel]:
        return [self.presence_panel(request, record), *super().panels(request, record, state)]
