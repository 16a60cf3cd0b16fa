"""The page on which a step is confirmed: what will happen, what stands in its way, and the note."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from coalition.desk.foresight import foresee
from coalition.desk.publication.forms import (
    WRITTEN,
    PublicationForm,
    StepForm,
    form_for,
    time_zone_words,
)
from coalition.desk.publication.referrers import mentions_of, referrers_of
from coalition.desk.row_admin import record_url
from coalition.desk.tools import RecordTools, Tool
from coalition.editing.public_state import PublicState, public_state_of
from coalition.editing.putting_off import put_off
from coalition.editing.steps import STEPS, Step
from coalition.editing.taking import AlongMoved, EditionMoved, Taken, mark_of, take
from coalition.models import Record, StaleRecordError
from coalition.publishing import GatesClosed
from coalition.publishing.rehearsal import RehearsalBusy
from coalition.publishing.review import TransitionRefused
from coalition.publishing.submissions import objection

CONFLICT = 409
BUSY = 503


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
        form = form_for(step, state, request.POST)
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
        chosen = STEPS[form.chosen_step] if isinstance(form, PublicationForm) else step
        try:
            if form.cleaned_data["read_version"] != record.version:
                raise StaleRecordError(record)
            taken = self._act(request, chosen, record, form)
        except (AlongMoved, EditionMoved, StaleRecordError, TransitionRefused):
            return self._conflict(request, step, record.pk, form)
        except GatesClosed as closed:
            record.refresh_from_db()
            if form.due_at is not None:
                # Asked about that day, so the page, which asks about today, may not name them.
                form.add_error(None, [gate.message for gate in closed.gates])
            return self._step_page(request, step, record, state, form=form)
        except OperationalError:
            record.refresh_from_db()
            form.add_error(None, _("Somebody else is publishing, so nothing was done. Try again."))
            return self._step_page(request, step, record, state, form=form, status=BUSY)
        messages.success(request, f"“{record}”: {taken.message}")
        return HttpResponseRedirect(record_url(record))

    def _act(self, request: HttpRequest, step: Step, record: Record, form: StepForm) -> Taken:
        """Take `step` now, or put it off."""
        note = form.cleaned_data.get("note", "").strip()
        read_number = form.cleaned_data["read_number"]
        shown = request.POST.getlist("along")

        def audit(row: Record, words: str) -> None:
            self._audit(request, row, words)

        if form.due_at is None:
            return take(
                step,
                record,
                by=request.user,
                note=note,
                read_number=read_number,
                audit=audit,
                shown=shown,
            )
        return put_off(
            step,
            record,
            by=request.user,
            due_at=form.due_at,
            note=note,
            read_number=read_number,
            audit=audit,
            shown=shown,
        )

    def _gone(self, request: HttpRequest) -> HttpResponse:
        messages.warning(request, _("Somebody has deleted it in the meantime."))
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        )

    def _audit(self, request: HttpRequest, record: Record, words: str) -> None:
        self.admin_site.get_model_admin(type(record)).log_change(request, record, words)

    def _conflict(self, request: HttpRequest, step: Step, key: int, form: StepForm) -> HttpResponse:
        """The page anew, as things stand now, with what was written."""
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
        written = {name: form.cleaned_data.get(name) for name in WRITTEN if name in form.fields}
        anew = form_for(step, state, initial=written)
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
        form = form or form_for(step, state)
        form.initial.update(read_version=record.version, read_number=state.number)
        approves = step.approves(record, request.user)
        foresight = None
        if step.is_publication:
            try:
                foresight = foresee(step, record, by=request.user)
            except RehearsalBusy:
                status = BUSY
        is_withdrawal = step.name == "withdraw"
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
            "companions": [(row, record_url(row)) for row in foresight.taken_along]
            if foresight
            else [],
            "along": [mark_of(row.uid, row.version) for row in foresight.approved_along]
            if foresight
            else [],
            "time_zone": time_zone_words(),
            "preview_url": self.preview_url(record),
            "mentions": mentions_of(record) if is_withdrawal else None,
            "referrers": referrers_of(record) if is_withdrawal else [],
            "media": self.media + form.media,
        }
        response = TemplateResponse(request, "desk/step.html", context, status=status)
        if status == BUSY:
            response.headers["Retry-After"] = "5"
        return response

    def preview_url(self, record: Record) -> str:
        return reverse(f"admin:coalition_{self.opts.model_name}_preview", args=[record.pk])
