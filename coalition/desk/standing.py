"""Where a record stands, at the head of its form: who handed it on, and what waits for its time.

What is scheduled, and what keeps somebody from a step, is said before anything is typed or pressed.
"""

from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse

from coalition.desk.step_pages import StepPages
from coalition.desk.tools import Panel
from coalition.editing.public_state import PublicState
from coalition.editing.steps import STEPS
from coalition.models import Action, Record, Transition
from coalition.publishing.schedules import site_time

#: The steps that say where a record stands; a schedule has a panel of its own.
_STAGES = (Action.SUBMITTED, Action.RETURNED, Action.APPROVED, Action.REOPENED)


class StandingPanels(StepPages):
    """Says who handed the record on, who has to take it further, and when it becomes public."""

    @property
    def media(self) -> Media:
        return super().media + Media(css={"all": ["coalition/desk/standing.css"]})

    def panels(self, request: HttpRequest, record: Record, state: PublicState) -> list[Panel]:
        panels = super().panels(request, record, state)
        if not self.steps:
            return panels
        if state.scheduled is not None:
            panels.insert(0, self._schedule_panel(request, record, state))
        step = last_step_of(record)
        words = self.words_for_another(request, record, self.possible_steps(request, record, state))
        if step is not None or words:
            context = {"step": step, "when": step and site_time(step.at), "words": words}
            panels.insert(0, Panel("desk/_last_step.html", context))
        return panels

    def _schedule_panel(self, request: HttpRequest, record: Record, state: PublicState) -> Panel:
        scheduled = state.scheduled
        assert scheduled is not None
        may_change = self.may_take(request, STEPS["unschedule"], record)
        name = f"admin:coalition_{self.opts.model_name}_unschedule"
        return Panel(
            "desk/_schedule.html",
            {
                "scheduled": scheduled,
                "when": site_time(scheduled.due_at),
                "is_changed": scheduled.version != record.version,
                "url": reverse(name, args=[record.pk]) if may_change else "",
            },
        )


def last_step_of(record: Record) -> Transition | None:
    """The newest move of `record` from stage to stage."""
    steps = Transition.objects.filter(uid=record.uid, action__in=_STAGES)
    return steps.select_related("by").first()
