"""What two editors do at one meeting, and what each finds afterwards."""

from __future__ import annotations

from typing import Any

from django.test import Client

from coalition.models import Attendance, Meeting
from tests import factories
from tests.desk.forms_by_hand import add_row, change_url, fields_of, form_at

ACTIONS = ("field", "added", "changed", "deleted")
#: What the two cannot both have, if it is the same field or row.
COLLISIONS = {
    ("field", "field"),
    ("added", "added"),
    ("changed", "changed"),
    ("changed", "deleted"),
    ("deleted", "changed"),
}


class Desk:
    """A meeting of three rows with claims, and two who would be new to it."""

    def __init__(self) -> None:
        self.meeting = factories.MeetingFactory(title="Before")
        self.rows = [
            factories.AttendanceFactory(meeting=self.meeting, sourced=True) for _number in range(3)
        ]
        for row in self.rows:
            factories.ClaimFactory(attendance=row, quote="a second report")
        self.newcomers = [factories.LeaderFactory(), factories.LeaderFactory()]

    def act(self, form: dict[str, Any], action: str, who: str, place: int) -> None:
        """Do `action` in a form; `place` chooses which field, row or newcomer."""
        if action == "field":
            form[("title", "venue")[place]] = f"{who}'s"
        elif action == "added":
            add_row(
                form,
                "attendances",
                leader=str(self.newcomers[place].pk),
                status="attended",
                role="participant",
                described_as=f"{who}'s",
            )
        elif action == "changed":
            form[f"attendances-{place}-described_as"] = f"{who}'s"
            form[f"attendances-{place}-claim_paragraph"] = "7" if who == "mine" else "8"
        else:
            form[f"attendances-{place}-DELETE"] = "on"

    def holds(self, action: str, who: str, place: int) -> bool:
        """Whether the meeting is as `action` would have it."""
        if action == "field":
            return bool(getattr(Meeting.objects.get(), ("title", "venue")[place]) == f"{who}'s")
        if action == "deleted":
            return not Attendance.objects.filter(pk=self.rows[place].pk).exists()
        if action == "added":
            rows = Attendance.objects.filter(leader=self.newcomers[place])
            return [row.described_as for row in rows] == [f"{who}'s"]
        row = Attendance.objects.filter(pk=self.rows[place].pk).first()
        if row is None or row.described_as != f"{who}'s":
            return False
        paragraphs = list(row.claims.order_by("pk").values_list("paragraph", flat=True))
        return paragraphs == [7 if who == "mine" else 8, 1]


def refused(desk: Desk, mine: Client, theirs: Client, acts: tuple[str, str], same: bool) -> str:
    """The page after they have saved and I have sent what I had read before."""
    url = change_url(desk.meeting)
    late, early = form_at(mine, url), form_at(theirs, url)
    desk.act(early, acts[1], "theirs", 0 if same else 1)
    desk.act(late, acts[0], "mine", 0)
    assert theirs.post(url, early).status_code == 302
    answer = mine.post(url, late)
    assert answer.status_code == 200
    return answer.content.decode()


def answered(page: str, answer: str) -> dict[str, Any]:
    form = fields_of(page)
    asked = form.get("asked", [])
    for key in [asked] if isinstance(asked, str) else asked:
        form[f"choose-{key}"] = answer
    return form
