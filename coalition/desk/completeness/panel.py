"""The panel itself, on the forms of the records of which every fact needs a source."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from coalition.desk.completeness.findings import Finding, Weight, in_order
from coalition.desk.completeness.meetings import about_meeting
from coalition.desk.completeness.talks import about_statement, about_talk
from coalition.desk.tools import Panel, RecordTools
from coalition.editing.public_state import PublicState
from coalition.models import Meeting, Record, SeatSharingTalk, Statement

_CHECKS: dict[type[Record], Callable[..., Iterator[Finding]]] = {
    Meeting: about_meeting,
    SeatSharingTalk: about_talk,
    Statement: about_statement,
}


class CompletenessPanel(RecordTools):
    """Says beside the form what the stored record lacks; what is typed counts once it is saved."""

    class Media:
        css: Any = {"all": ["coalition/desk/completeness.css"]}
        js = ["coalition/desk/completeness.js"]

    def panels(self, request: HttpRequest, record: Record, state: PublicState) -> list[Panel]:
        panels = super().panels(request, record, state)
        check = _CHECKS.get(type(record))
        if check is not None:
            findings = in_order(list(check(record, today=timezone.localdate())))
            open_ones = sum(1 for finding in findings if finding.weight != Weight.FINE)
            context = {"findings": findings, "open": open_ones}
            panels.append(Panel("desk/_completeness.html", context))
        return panels
