"""Effects: everything that hangs on a meeting whose occurrence changes."""

from dataclasses import dataclass

from coalition.editing.public_state import PublicState, public_state_of
from coalition.models import (
    Attendance,
    AttendanceStatus,
    Edition,
    Meeting,
    ScheduledPublication,
    SeatSharingTalk,
    Statement,
)
from coalition.publishing import mentions


@dataclass(frozen=True, slots=True)
class Effects:
    """What an editor has to know of before saying yes."""

    #: Those who are expected or invited.
    awaited: list[Attendance]
    talks: list[SeatSharingTalk]
    followers: list[Meeting]
    statements: list[Statement]
    public_state: PublicState
    #: Other public pages that speak of it.
    mentions: list[Edition]
    schedule: ScheduledPublication | None

    @property
    def has_calendar_entry(self) -> bool:
        live = self.public_state.live
        return live is not None and live.earliest is not None


def awaited_at(meeting: Meeting) -> list[Attendance]:
    """Who is expected or invited, in the order of the form."""
    rows = meeting.attendances.filter(
        status__in=[AttendanceStatus.EXPECTED, AttendanceStatus.INVITED]
    )
    return list(rows.select_related("leader", "party", "on_behalf_of").order_by("pk"))


def effects_on(meeting: Meeting) -> Effects:
    return Effects(
        awaited=awaited_at(meeting),
        talks=list(meeting.talks.all()),
        followers=list(meeting.followers.all()),
        statements=list(meeting.statements.all()),
        public_state=public_state_of(meeting),
        mentions=mentions(meeting.uid),
        schedule=ScheduledPublication.objects.filter(uid=meeting.uid).first(),
    )
