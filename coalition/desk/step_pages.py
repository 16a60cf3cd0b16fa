"""The page on which a step is confirmed: what will happen, what stands in its way, and the note."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from coalition.desk.foresight import foresee
from coalition.desk.public_state import PublicState, public_state_of
from coalition.desk.row_admin import record_url
from coalition.desk.steps import STEPS, Step
from coalition.desk.taking import EditionMoved, take
from coalition.desk.tools import RecordTools, Tool
from coalition.models import Record, StaleRecordError
from coalition.models.text import clean_text
from coalition.publishing import Gate, GatesClosed, mentions
from coalition.publishing.review import TransitionRefused
from coalition.publishing.submissions import objection

NOTE_LIMIT = 1000
CONFLICT = 409


class NoteField(forms.CharField):
    """Public words, which keep to the rules of every other text."""

    def to_python(self, value: Any) -> Any:
        return clean_text(super().to_python(value) or "", multiline=True)


class StepForm(forms.Form):
    """What the page read, and the note. A step that takes no note has no field for one."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    read_number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, step: Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step.note_label:
            self.fields["note"] = NoteField(
                label=step.note_label,
                required=step.is_note_required,
                max_length=NOTE_LIMIT,
                widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
            )


class StepPages(RecordTools):
    """A model admin with a page per step, at `<pk>/<step>/`."""

    steps: tuple[str, ...] = tuple(STEPS)

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(self.step_view),
                {"step_name": name},
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name in self.steps
        ]
        return pages + super().get_urls()

    def tools(self, request: HttpRequest, record: Record, state: PublicState) -> list[Tool]:
        possible = self.possible_steps(request, record, state)
        words = self.words_for_another(request, record, possible)
        steps = [
            Tool(
                step.name,
                step.label,
                reverse(f"admin:coalition_{self.opts.model_name}_{step.name}", args=[record.pk]),
                reason=words if step.needs_second_person else "",
            )
            for step in possible
        ]
        return steps + super().tools(request, record, state)

    def words_for_another(self, request: HttpRequest, record: Record, steps: list[Step]) -> str:
        """Why somebody else has to take some of `steps`, or an empty text."""
        if not any(step.needs_second_person for step in steps):
            return ""
        return objection(record, by=request.user)

    def may_take(self, request: HttpRequest, step: Step, record: Record | None) -> bool:
        return self.has_change_permission(request, record) and step.is_allowed(request.user)

    def possible_steps(
        self, request: HttpRequest, record: Record, state: PublicState
    ) -> list[Step]:
        """The steps that lead on from here, for this user or, if they submitted it, for another."""
        return [
            STEPS[name]
            for name in self.steps
            if self.may_take(request, STEPS[name], record)
            and not STEPS[name].refusal(record, state)
        ]

    def step_view(self, request: HttpRequest, object_id: str, step_name: str) -> HttpResponse:
        step = STEPS[step_name]
        record = self.get_object(request, unquote(object_id))
        if not self.may_take(request, step, record):
            raise PermissionDenied
        if record is None:
            return self._gone(request)
        state = public_state_of(record)
        if refusal := step.refusal(record, state) or step.objection(record, request.user):
            messages.warning(request, refusal)
            return HttpResponseRedirect(record_url(record))
        if request.method != "POST":
            return self._step_page(request, step, record, state)
        form = StepForm(step, request.POST)
        if not form.is_valid():
            return self._step_page(request, step, record, state, form=form)
        return self._take(request, step, record, state, form)

    def _take(
        self,
        request: HttpRequest,
        step: Step,
        record: Record,
        state: PublicState,
        form: StepForm,
    ) -> HttpResponse:
        try:
            if form.cleaned_data["read_version"] != record.version:
                raise StaleRecordError(record)
            taken = take(
                step,
                record,
                by=request.user,
                note=form.cleaned_data.get("note", "").strip(),
                read_number=form.cleaned_data["read_number"],
                audit=lambda row, words: self._audit(request, row, words),
            )
        except (EditionMoved, StaleRecordError, TransitionRefused):
            return self._conflict(request, step, record.pk, form)
        except GatesClosed:
            # The page looks again, so it names the gates itself.
            record.refresh_from_db()
            return self._step_page(request, step, record, state, form=form)
        messages.success(request, f"“{record}”: {taken.message}")
        return HttpResponseRedirect(record_url(record))

    def _gone(self, request: HttpRequest) -> HttpResponse:
        messages.warning(request, _("Somebody has deleted it in the meantime."))
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        )

    def _audit(self, request: HttpRequest, record: Record, words: str) -> None:
        self.admin_site.get_model_admin(type(record)).log_change(request, record, words)

    def _conflict(self, request: HttpRequest, step: Step, key: int, form: StepForm) -> HttpResponse:
        """The page anew, as things stand now, with the note as it was written."""
        record = self.get_object(request, str(key))
        if record is None:
            return self._gone(request)
        messages.warning(
            request,
            _(
                "Something changed since you opened this page, by a colleague or by a second click "
                "of yours. Nothing further was done. Look at it as it stands now."
            ),
        )
        state = public_state_of(record)
        if step.refusal(record, state) or step.objection(record, request.user):
            return HttpResponseRedirect(record_url(record))
        anew = StepForm(step, initial={"note": form.cleaned_data.get("note", "")})
        return self._step_page(request, step, record, state, form=anew, status=CONFLICT)

    def _step_page(
        self,
        request: HttpRequest,
        step: Step,
        record: Record,
        state: PublicState,
        *,
        form: StepForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        form = form or StepForm(step)
        form.initial.update(read_version=record.version, read_number=state.number)
        approves = step.approves(record, request.user)
        foresight = foresee(step, record, by=request.user) if step.is_publication else None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Approve and publish") if approves else step.label,
            "subtitle": str(record),
            "step": step,
            "record": record,
            "record_url": record_url(record),
            "public_state": state,
            "approves": approves,
            "form": form,
            "foresight": foresight,
            "blocking": _with_links(foresight.blocking, foresight.closed_by or record)
            if foresight
            else [],
            "advisory": _with_links(foresight.advisory, record) if foresight else [],
            "mentions": mentions(record.uid) if step.name == "withdraw" else None,
        }
        return TemplateResponse(request, "desk/step.html", context, status=status)


def _with_links(gates: list[Gate], record: Record) -> list[tuple[Gate, str]]:
    """Each gate with the address of the field that would open it; empty for the stage."""
    rows = {"claims", "attendances"}
    return [
        (
            gate,
            ""
            if gate.field in ("", "stage")
            else record_url(
                record,
                fragment=f"{gate.field}-group" if gate.field in rows else f"id_{gate.field}",
            ),
        )
        for gate in gates
    ]
