"""Onward from a save: one button saves and opens the page of the step that comes next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.desk.step_pages import StepPages
from coalition.editing.steps import STEPS, Step
from coalition.models import Record, Stage
from coalition.publishing.submissions import binds, objection

#: The names of the button, by the step that it leads to.
BUTTONS = {"publish": "_publish", "submit": "_submit"}


class OnwardButton(StepPages):
    """A form with a button that saves and goes on: to publishing, or to handing the record in."""

    def step_after_saving(self, request: HttpRequest, record: Record | None) -> Step | None:
        """What this user would do next with `record`, once it is saved; None if others do it."""
        if not self.steps:
            return None
        if self._publishes_after_saving(request, record):
            return STEPS["publish"]
        is_with_editors = record is not None and record.stage == Stage.IN_REVIEW
        return None if is_with_editors else STEPS["submit"]

    def _publishes_after_saving(self, request: HttpRequest, record: Record | None) -> bool:
        if not self.may_take(request, STEPS["publish"], record):
            return False
        if not binds(request.user):
            return True
        # Saving a draft leaves a draft, and saving what is approved makes it one.
        is_in_review = record is not None and record.stage == Stage.IN_REVIEW
        return is_in_review and not objection(record, by=request.user)  # type: ignore[arg-type]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        step = self.step_after_saving(request, context["original"])
        if step is not None:
            context["onward"] = {
                "name": BUTTONS[step.name],
                "label": _("Save and publish…")
                if step.name == "publish"
                else _("Save and submit…"),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._onward(request, obj) or super().response_change(request, obj)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        onward = self._onward(request, obj)
        return onward or super().response_add(request, obj, post_url_continue)

    def _onward(self, request: HttpRequest, record: Any) -> HttpResponse | None:
        """The answer to the button, whichever it was: what comes next is asked anew."""
        step = self.step_after_saving(request, record)
        if step is None or not any(name in request.POST for name in BUTTONS.values()):
            return None
        messages.success(request, _("“%s” is saved.") % record)
        name = f"admin:coalition_{self.opts.model_name}_{step.name}"
        return HttpResponseRedirect(reverse(name, args=[record.pk]))
