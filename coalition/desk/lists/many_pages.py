"""Steps as actions of a list, each with a page that shows what it would do before it does."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coalition.desk.lists.many import (
    MANY,
    Prospect,
    going_along,
    move,
    prospects,
    publish_many,
)
from coalition.desk.publication.forms import NoteField
from coalition.desk.row_admin import record_url
from coalition.desk.step_pages import StepPages
from coalition.editing.steps import STEPS, Step
from coalition.editing.taking import AlongMoved, mark_of
from coalition.models import Record, StaleRecordError
from coalition.publishing import GatesClosed, TransitionRefused

CONFLICT = 409
BUSY = 503
NOTE_LIMIT = 1000

#: Action -> step. What is public is corrected and withdrawn one by one: each needs its own words.
ACTIONS = {
    "submit_selected": "submit",
    "return_selected": "return",
    "approve_selected": "approve",
    "publish_selected": "publish",
}


class ManyForm(forms.Form):
    """The note, for a step that takes one."""

    def __init__(self, step: Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step.note_label:
            self.fields["note"] = NoteField(
                label=step.note_label,
                required=step.is_note_required,
                max_length=NOTE_LIMIT,
                widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            )


class StepsForMany(StepPages):
    """A model admin whose list takes steps with all that are ticked."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if "_popup" in request.GET:
            return actions
        own: dict[str, Any] = {}
        for name, step_name in ACTIONS.items():
            if step_name in self.steps and self.may_take(request, STEPS[step_name], None):
                own[name] = self.get_action(name)
        return own | actions

    @admin.action(description=gettext_lazy("Submit for review"))
    def submit_selected(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return self._with_many(request, "submit_selected", rows)

    @admin.action(description=gettext_lazy("Return to drafting, with a note"))
    def return_selected(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return self._with_many(request, "return_selected", rows)

    @admin.action(description=gettext_lazy("Approve"))
    def approve_selected(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return self._with_many(request, "approve_selected", rows)

    @admin.action(description=gettext_lazy("Publish, all or none"))
    def publish_selected(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return self._with_many(request, "publish_selected", rows)

    def _with_many(
        self, request: HttpRequest, action: str, rows: QuerySet[Any]
    ) -> HttpResponse | None:
        step = STEPS[ACTIONS[action]]
        records = list(rows[: MANY + 1])
        if len(records) > MANY:
            messages.warning(request, _("Choose %d at most, so that they can be looked at.") % MANY)
            return None
        found = [
            prospect
            if self.may_take(request, step, prospect.record)
            else Prospect(prospect.record, _("You may not do this with it."))
            for prospect in prospects(step, records, by=request.user)
        ]
        if "confirmed" not in request.POST:
            return self._many_page(request, action, found, ManyForm(step))
        form = ManyForm(step, request.POST)
        if not form.is_valid():
            return self._many_page(request, action, found, form)
        if not _is_as_read(request, records):
            messages.warning(
                request,
                _("Something changed since you looked. Nothing was done; look at it as it is now."),
            )
            return self._many_page(request, action, found, form, status=CONFLICT)
        return self._act_on_many(request, action, found, form)

    def _act_on_many(
        self, request: HttpRequest, action: str, found: list[Prospect], form: ManyForm
    ) -> HttpResponse | None:
        step = STEPS[ACTIONS[action]]
        note = form.cleaned_data.get("note", "").strip()
        open_ones = [prospect.record for prospect in found if prospect.is_open]
        if step.is_publication:
            if len(open_ones) < len(found):
                return self._many_page(request, action, found, form, status=CONFLICT)
            return self._publish_many(request, action, found, form, note)
        moved, refusals = move(
            step, open_ones, by=request.user, note=note, audit=self._auditing(request)
        )
        if moved:
            messages.success(request, _counted(step, len(moved)))
        for text in [prospect.refusal for prospect in found if prospect.refusal] + refusals:
            messages.warning(request, text)
        return None

    def _publish_many(
        self,
        request: HttpRequest,
        action: str,
        found: list[Prospect],
        form: ManyForm,
        note: str,
    ) -> HttpResponse | None:
        step, records = STEPS[ACTIONS[action]], [prospect.record for prospect in found]
        status = CONFLICT
        try:
            count = publish_many(
                step,
                records,
                by=request.user,
                note=note,
                audit=self._auditing(request),
                shown=request.POST.getlist("along"),
            )
        except GatesClosed as closed:
            reasons = " ".join(gate.message for gate in closed.gates)
            problem = _("Nothing was published, because of “%(record)s”: %(reasons)s") % {
                "record": closed.record,
                "reasons": reasons,
            }
        except AlongMoved:
            problem = _(
                "Nothing was published: what goes along was changed since you looked. Look at it "
                "as it is now."
            )
        except (StaleRecordError, TransitionRefused) as refusal:
            problem = _("Nothing was published. %s") % refusal
        except OperationalError:
            problem, status = _("Somebody else is publishing. Nothing was done; try again."), BUSY
        else:
            messages.success(
                request,
                ngettext("Published: one new edition.", "Published: %(count)d new editions.", count)
                % {"count": count},
            )
            return None
        messages.error(request, problem)
        for record in records:
            record.refresh_from_db()
        return self._many_page(request, action, found, form, status=status)

    def _auditing(self, request: HttpRequest) -> Any:
        def audit(row: Record, words: str) -> None:
            self._audit(request, row, words)

        return audit

    def _many_page(
        self,
        request: HttpRequest,
        action: str,
        found: list[Prospect],
        form: ManyForm,
        *,
        status: int = 200,
    ) -> HttpResponse:
        step = STEPS[ACTIONS[action]]
        open_count = sum(prospect.is_open for prospect in found)
        may_go_on = open_count == len(found) if step.is_publication else open_count > 0
        along: list[Record] = []
        if step.is_publication and may_go_on:
            try:
                along = going_along([prospect.record for prospect in found], by=request.user)
            except OperationalError:
                messages.error(request, _("Somebody else is publishing. Try again in a moment."))
                may_go_on, status = False, BUSY
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("%(step)s: %(count)d chosen") % {"step": step.label, "count": len(found)},
            "step": step,
            "action": action,
            "checkbox": ACTION_CHECKBOX_NAME,
            "found": [(prospect, record_url(prospect.record)) for prospect in found],
            "open_count": open_count,
            "closed_count": len(found) - open_count,
            "may_go_on": may_go_on,
            "along": [
                (record, record_url(record), mark_of(record.uid, record.version + 1))
                for record in along
            ],
            "form": form,
            "here": request.get_full_path(),
        }
        return TemplateResponse(request, "desk/many.html", context, status=status)


def _is_as_read(request: HttpRequest, records: list[Any]) -> bool:
    """Whether the page showed just these records in just these versions."""
    return set(request.POST.getlist("read")) == {f"{r.pk}:{r.version}" for r in records}


def _counted(step: Step, count: int) -> str:
    return ngettext(
        "%(step)s: done with one record.", "%(step)s: done with %(count)d records.", count
    ) % {"step": step.label, "count": count}
