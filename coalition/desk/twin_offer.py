"""The offer, before a meeting is recorded a second time, to add the report to the one there is."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.desk.keys import key_of
from coalition.desk.record_forms import SourcedRecordForm
from coalition.desk.tools import Panel
from coalition.desk.twins import possible_twins
from coalition.models import Meeting, Source

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = object

#: How many days before it appears a report may speak of.
_DAYS_BACK = 2
_SHOWN = 5
#: What tells two meetings apart.
_COMPARED = ("date", "city", "alliance", "round_number", "follows", "rescheduled_from")


class ConfirmationField(forms.BooleanField):
    """Says that something was looked at; it is no change of the record."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class MeetingForm(SourcedRecordForm):
    """A new meeting that may be there already is asked about once."""

    is_another = ConfirmationField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.twins: list[Meeting] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk is None and not self.errors and not cleaned.get("is_another"):
            given = {name: cleaned[name] for name in _COMPARED if name in cleaned}
            self.twins = list(possible_twins(Meeting(**given))[:_SHOWN])
            if self.twins:
                raise ValidationError(
                    _(
                        "It may be recorded already: look at the list above. Add this report to "
                        "the meeting that is there, or tick that yours is another one and save."
                    ),
                    code="twin",
                )
        return cleaned


def meetings_of_report(source: Source) -> QuerySet[Meeting]:
    """Meetings on the days of which a report speaks, in the city that it comes from."""
    if source.published_at is None:
        return Meeting.objects.none()
    day = timezone.localdate(source.published_at)
    place = Q(city__iexact=source.place) | Q(city="") if source.place else Q()
    found = Meeting.objects.filter(
        place, date_earliest__lte=day, date_latest__gte=day - timedelta(days=_DAYS_BACK)
    )
    return found.order_by("-date_earliest", "title", "pk")


class TwinOffer(_ModelAdmin):
    """The admin of meetings, whose add form names those that it may be about."""

    form: Any = MeetingForm

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if context["original"] is None:
            context.setdefault("panels", []).extend(
                self._offers(request, context["adminform"].form)
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def _offers(self, request: HttpRequest, form: MeetingForm) -> list[Panel]:
        given = request.POST if request.method == "POST" else request.GET
        source = Source.objects.filter(pk=key_of(given.get("default_source", "")) or 0).first()
        twins = form.twins
        if not form.is_bound and source is not None:
            twins = list(meetings_of_report(source)[:_SHOWN])
        if not twins:
            return []
        query = f"?source={source.pk}" if source else ""
        links = [
            (twin, reverse("admin:coalition_meeting_conflicts_add", args=[twin.pk]) + query)
            for twin in twins
        ]
        return [Panel("desk/_twin_offer.html", {"links": links, "asks": bool(form.twins)})]
