"""Tables to import: their columns, and the records that their rows name."""

from __future__ import annotations

from tests import factories

PARTIES = ["slug", "name", "abbreviation", "founded"]

ATTENDANCE = [
    "meeting", "leader", "party", "status", "reason_given", "source", "paragraph", "attribution"
]  # fmt: skip


def attendance_rows(*rows: list[str]) -> tuple[list[str], ...]:
    factories.MeetingFactory(slug="dinner", title="Dinner")
    factories.LeaderFactory(name="Vaiko")
    factories.PartyFactory(abbreviation="TMC")
    factories.SourceFactory(slug="report")
    return (ATTENDANCE, *rows)
