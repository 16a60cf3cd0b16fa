"""Who may do what to a record in which state: `permissions.csv`, cell by cell.

allowed: it opens, and the act is done and written down. refused: there is nothing to do in that
state, and the record's form says so. forbidden: 403. login: sent to sign in.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalition.models import Action, Edition, Meeting, Occurrence, Stage
from coalition.publishing import schedule, withdraw
from coalition.publishing.review import remember
from tests import factories
from tests.desk.forms_by_hand import fields_of

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("permissions.csv")
ROLES = {
    "anonymous": None,
    "stranger": factories.erin,
    "partner": factories.paula,
    "staff": factories.dave,
    "reporter": factories.bob,
    "editor": factories.alice,
    #: An editor whose own submission the record is.
    "editor-who-submitted": factories.alice,
    "administrator": factories.carol,
}
STEPS = ("submit", "return", "approve", "publish", "correct", "unschedule", "withdraw")
#: Pages that are only read.
READINGS = ("list", "history", "autocomplete", "preview", "preview_document", "editions")
#: What becomes of a meeting, which for these was only planned.
OCCURRENCES = ("cancel", "postpone", "mark-held")


def cells() -> Iterator[Any]:
    with TABLE.open(newline="") as file:
        for row in csv.DictReader(file):
            role, action = row.pop("role"), row.pop("action")
            for state, outcome in row.items():
                yield pytest.param(
                    role, action, state, outcome, id=f"{role}-{action}-{state}-{outcome}"
                )


def meeting_in(state: str) -> Meeting:
    if state == "scheduled":
        meeting = factories.MeetingFactory(sourced=True, approved=True)
        schedule(meeting, by=factories.carol(), due_at=timezone.now() + timedelta(hours=1))
        return meeting
    if state in ("drafting", "in_review", "approved"):
        return factories.MeetingFactory(sourced=True, stage=state)
    meeting = factories.MeetingFactory(sourced=True)
    factories.published(meeting)
    if state == "edited":
        meeting.title, meeting.stage = "Another title", Stage.DRAFTING
        meeting.save()
    elif state == "withdrawn":
        withdraw(meeting, by=None, reason="It never took place.")
    return meeting


def plan(meeting: Meeting) -> None:
    """Whatever is public of it, what is recorded is a plan for a day that has come."""
    today = timezone.localdate()
    meeting.occurrence, meeting.date = Occurrence.CONFIRMED, today.isoformat()
    meeting.save()


def address(action: str, meeting: Meeting) -> str:
    if action == "list":
        return reverse("admin:coalition_meeting_changelist")
    if action == "add":
        return reverse("admin:coalition_meeting_add")
    if action == "autocomplete":
        query = "?app_label=coalition&model_name=attendance&field_name=leader&term=a"
        return reverse("admin:autocomplete") + query
    return reverse(f"admin:coalition_meeting_{action}", args=[meeting.pk])


def filled_in(action: str, page: HttpResponse | None, meeting: Meeting) -> dict[str, Any]:
    """The form as a browser would send it; for whoever is shown none, one that would be right."""
    if page is not None and page.status_code == 200:
        form = fields_of(page.content.decode())
    else:
        number = Edition.objects.filter(uid=meeting.uid).count()
        form = {"post": "yes", "read_version": str(meeting.version), "read_number": str(number)}
    if action in ("return", "correct", "withdraw"):
        form["note"] = "A reader wrote to us."
    elif action in OCCURRENCES:
        form["reason"] = "The host fell ill."
    elif action in ("change", "add"):
        form |= {"title": "Renamed", "category": "dinner", "occurrence": "held"}
    return form


def what_stands(meeting: Meeting) -> list[Any]:
    return [
        list(Meeting.objects.order_by("pk").values()),
        list(Edition.objects.order_by("pk").values_list("sequence", "is_live")),
        LogEntry.objects.count(),
    ]


@pytest.mark.parametrize(("role", "action", "state", "outcome"), list(cells()))
def test_cell_of_the_table(role: str, action: str, state: str, outcome: str) -> None:
    make_user = ROLES[role]
    client = Client()
    if make_user is not None:
        client.force_login(make_user())
    meeting = meeting_in(state)
    if action in OCCURRENCES:
        plan(meeting)
    if role == "editor-who-submitted":
        remember([meeting], Action.SUBMITTED, by=factories.alice())
    before = what_stands(meeting)
    url = address(action, meeting)
    page = client.get(url)
    answers = [page]
    if action not in READINGS:
        answers.append(client.post(url, filled_in(action, page, meeting)))

    if outcome == "allowed":
        assert page.status_code == 200
        if action not in READINGS:
            assert answers[-1].status_code == 302
            assert LogEntry.objects.count() > before[-1]
        return
    assert what_stands(meeting) == before
    for answer in answers:
        if outcome == "forbidden":
            assert answer.status_code == 403
        elif outcome == "login":
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("admin:login"))
        else:
            assert outcome == "refused"
            assert answer.status_code == 302
            assert answer["Location"] == address("change", meeting)


def test_table_has_every_role_and_every_step() -> None:
    with TABLE.open(newline="") as file:
        rows = {(row["role"], row["action"]) for row in csv.DictReader(file)}
    for role in ROLES:
        for action in (*STEPS, *READINGS, *OCCURRENCES, "add", "change", "delete"):
            assert (role, action) in rows
