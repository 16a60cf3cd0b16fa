"""The pages of the changes, at `<pk>/cancel/`, `/postpone/`, `/reschedule/` and `/mark-held/`."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from coalition.desk.occurrences.acts import change_occurrence
from coalition.desk.occurrences.changes import CHANGES, Change
from coalition.desk.occurrences.effects import Effects, effects_on
from coalition.desk.occurrences.forms import ChangeForm, HeldForm, RescheduleForm
from coalition.desk.report_field import fitted
from coalition.desk.row_admin import record_url
from coalition.desk.tools import RecordTools, Tool
from coalition.editing.public_state import PublicState, public_state_of
from coalition.editing.steps import STEPS
from coalition.models import Meeting, Record, StaleRecordError

CONFLICT = 409


class OccurrencePages(RecordTools):
    """The admin of meetings, with a page per change of what becomes of them."""

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(self.occurrence_view),
                {"change_name": name},
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name in CHANGES
        ]
        return pages + super().get_urls()

    def tools(self, request: HttpRequest, record: Record, state: PublicState) -> list[Tool]:
        found = super().tools(request, record, state)
        if not isinstance(record, Meeting) or not self.has_change_permission(request, record):
            return found
        today = timezone.localdate()
        return found + [
            Tool(
                change.name,
                change.label,
                self._page_url(record, change.name),
                menu=_("What became of it"),
            )
            for change in CHANGES.values()
            if self._may_make(request, change) and not change.refusal(record, today=today)
        ]

    def occurrence_view(
        self, request: HttpRequest, object_id: str, change_name: str
    ) -> HttpResponse:
        change = CHANGES[change_name]
        meeting: Meeting | None = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, meeting) or not self._may_make(request, change):
            raise PermissionDenied
        if meeting is None:
            messages.warning(request, _("There is no such meeting. Perhaps it was deleted."))
            return HttpResponseRedirect(reverse("admin:coalition_meeting_changelist"))
        if refusal := change.refusal(meeting, today=timezone.localdate()):
            messages.warning(request, refusal)
            return HttpResponseRedirect(record_url(meeting))
        effects = effects_on(meeting)
        if request.method != "POST":
            form = self._form(request, change, effects, meeting)
            return self._occurrence_page(request, change, meeting, effects, form)
        is_stale = request.POST.get("read_version", "") != str(meeting.version)
        form = self._form(request, change, effects, meeting, data=request.POST)
        if not is_stale and form.is_valid():
            try:
                made = change_occurrence(meeting, change, form.cleaned_data, by=request.user)
            except StaleRecordError:
                is_stale = True
            else:
                self._say_what_is_next(request, change, meeting)
                return HttpResponseRedirect(record_url(made))
        if not is_stale:
            return self._occurrence_page(request, change, meeting, effects, form)
        return self._moved_on(request, change, meeting)

    def _may_make(self, request: HttpRequest, change: Change) -> bool:
        """Rescheduling makes a meeting, which takes the right to add one."""
        return change.name != "reschedule" or self.has_add_permission(request)

    def _form(
        self,
        request: HttpRequest,
        change: Change,
        effects: Effects,
        meeting: Meeting,
        data: Any = None,
    ) -> ChangeForm:
        initial = {"read_version": meeting.version}
        form: ChangeForm
        if change.name == "mark-held":
            form = HeldForm(change, effects.awaited, data, initial=initial)
        elif change.name == "reschedule":
            given = {**initial, "reason": meeting.occurrence_reason}
            form = RescheduleForm(change, data, initial=given)
        else:
            form = ChangeForm(change, data, initial=initial)
        for name, field in form.fields.items():
            if name == "source" or name.endswith("-source"):
                form.fields[name] = fitted(field, request, can_add=name == "source")
        return form

    def _say_what_is_next(self, request: HttpRequest, change: Change, meeting: Meeting) -> None:
        messages.success(
            request,
            _("“%(meeting)s”: %(change)s. It is recorded; the public sees nothing of it yet.")
            % {"meeting": meeting, "change": meeting.get_occurrence_display().lower()},
        )
        if change.name == "reschedule":
            messages.info(request, _("This is the new meeting. Fill in what is known of it."))
        is_live = public_state_of(meeting).live is not None
        words = _("Readers still see it as it was:") if is_live else _("It is not public yet:")
        links = [
            (self._page_url(meeting, name), STEPS[name].label)
            for name in (["publish", "correct"] if is_live else ["publish"])
            if self.may_take(request, STEPS[name], meeting)  # type: ignore[attr-defined]
        ]
        if links:
            joined = format_html_join(" · ", '<a href="{}">{}</a>', links)
            messages.info(request, format_html("{} {}", words, joined))

    def _moved_on(self, request: HttpRequest, change: Change, meeting: Meeting) -> HttpResponse:
        """The page anew, as things stand now, with everything as it was typed."""
        meeting = Meeting.objects.get(pk=meeting.pk)
        data = request.POST.copy()
        data["read_version"] = str(meeting.version)
        effects = effects_on(meeting)
        form = self._form(request, change, effects, meeting, data=data)
        refusal = _(
            "Something changed since you opened this page, by a colleague or by a second click of "
            "yours. Nothing of yours was saved, and all of it is still below. Look at it as it "
            "stands now, and save again if it still holds."
        )
        return self._occurrence_page(request, change, meeting, effects, form, refusal=refusal)

    def _page_url(self, record: Record, name: str) -> str:
        return reverse(f"admin:coalition_meeting_{name}", args=[record.pk])

    def _occurrence_page(
        self,
        request: HttpRequest,
        change: Change,
        meeting: Meeting,
        effects: Effects,
        form: ChangeForm,
        *,
        refusal: str = "",
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": change.label,
            "subtitle": str(meeting),
            "change": change,
            "record": meeting,
            "record_url": record_url(meeting),
            "effects": effects,
            "form": form,
            "is_held": isinstance(form, HeldForm),
            "refusal": refusal,
            "media": self.media + form.media,
        }
        status = CONFLICT if refusal else 200
        return TemplateResponse(request, "desk/occurrence.html", context, status=status)
