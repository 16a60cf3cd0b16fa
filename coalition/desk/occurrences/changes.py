"""The changes of a meeting's occurrence that an editor can make, and from where."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.models import OPEN_OCCURRENCES, Meeting, Occurrence


@dataclass(frozen=True, slots=True)
class Change:
    """`name` is the last part of its address, `becomes` what the meeting is afterwards."""

    name: str
    label: Any
    question: Any
    becomes: Occurrence
    origins: frozenset[str]
    #: Whether it takes a reason, which the public then reads.
    takes_reason: bool = True

    def refusal(self, meeting: Meeting, *, today: date) -> str:
        """Why it makes no sense now and what would, or an empty text."""
        if meeting.occurrence not in self.origins:
            return _REFUSALS[Occurrence(meeting.occurrence)] % {
                "change": str(self.label).lower(),
                "meeting": meeting,
            }
        if self.name == "reschedule" and (successor := successor_of(meeting)):
            return _("“%(meeting)s” was rescheduled already: see “%(other)s”. Change that one.") % {
                "meeting": meeting,
                "other": successor,
            }
        when = meeting.date
        if self.name == "mark-held" and when and when.earliest and when.earliest > today:
            return _(
                "“%(meeting)s” is dated %(date)s, which is ahead: it cannot have been held. If it "
                "was held earlier, mend its date first."
            ) % {"meeting": meeting, "date": when}
        return ""


_REFUSALS = {
    Occurrence.HELD: gettext_lazy(
        "“%(meeting)s” was held, so “%(change)s” makes no sense any more. If it was not held after "
        "all, mend “occurrence” on its form and say who says so."
    ),
    Occurrence.CANCELLED: gettext_lazy(
        "“%(meeting)s” is cancelled, so “%(change)s” makes no sense. If it is on again, mend "
        "“occurrence” on its form and say who says so."
    ),
    Occurrence.POSTPONED: gettext_lazy(
        "“%(meeting)s” is postponed already, so “%(change)s” would change nothing. Once there is a "
        "new date, reschedule it."
    ),
    Occurrence.TENTATIVE: gettext_lazy("“%(meeting)s”: “%(change)s” makes no sense."),
    Occurrence.CONFIRMED: gettext_lazy("“%(meeting)s”: “%(change)s” makes no sense."),
}

_PLANNED = frozenset(occurrence.value for occurrence in OPEN_OCCURRENCES)
_STILL_TO_COME = _PLANNED | {Occurrence.POSTPONED.value}

_CHANGES = (
    Change(
        "cancel",
        gettext_lazy("Cancel meeting"),
        gettext_lazy("It will not take place. Its date and time stay, so that calendars show it."),
        Occurrence.CANCELLED,
        _STILL_TO_COME,
    ),
    Change(
        "postpone",
        gettext_lazy("Postpone"),
        gettext_lazy("It is put off, and nobody has named a new date yet."),
        Occurrence.POSTPONED,
        _PLANNED,
    ),
    Change(
        "reschedule",
        gettext_lazy("Reschedule"),
        gettext_lazy(
            "It is put off to another date: a new meeting is made, linked to this one, with "
            "those who are expected. This one becomes postponed."
        ),
        Occurrence.POSTPONED,
        _STILL_TO_COME,
    ),
    Change(
        "mark-held",
        gettext_lazy("Mark held"),
        gettext_lazy(
            "It took place. Nobody comes to have attended by that: answer below for each who was "
            "expected what a report says, and leave open what none does."
        ),
        Occurrence.HELD,
        _STILL_TO_COME,
        takes_reason=False,
    ),
)
CHANGES: dict[str, Change] = {change.name: change for change in _CHANGES}


def successor_of(meeting: Meeting) -> Meeting | None:
    """The meeting to which this one was rescheduled."""
    return Meeting.objects.filter(rescheduled_from=meeting.pk).first()
