"""Who may do what by API to a record in which state: `permissions.csv`, cell by cell.

A cell is the status of the answer. Below 300 the act is done, and written down if it writes; from
there on nothing has changed.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from coalition.models import Action, Edition, Meeting, Source, Stage
from coalition.publishing import schedule, withdraw
from coalition.publishing.review import remember
from tests import factories
from tests.api.records.callers import (
    Caller,
    audit,
    editor,
    partner,
    reader,
    reporter,
    second_editor,
)
from tests.editorial_factories import ProposalFactory

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("permissions.csv")
STATES = ("drafting", "in_review", "approved", "scheduled", "published", "edited", "withdrawn")


def signed_in(make_user: Callable[[], Any]) -> Callable[[], Caller]:
    def caller() -> Caller:
        user = make_user()
        made = Caller(user, "read")
        made.client = Client()
        made.client.force_login(user)
        return made

    return caller


def anonymous() -> Caller:
    made = reader()
    made.client = Client()
    return made


def revoked() -> Caller:
    made = editor()
    made.client = Client(headers={"Authorization": "Bearer nothing"})
    return made


CALLERS: dict[str, Callable[[], Caller]] = {
    "anonymous": anonymous,
    "wrong-key": revoked,
    "read-key": reader,
    #: Whose proposal the record is, and to whom it is a foreign one.
    "propose-key-own": partner,
    "propose-key-other": lambda: partner("quentin"),
    "propose-key-of-editor": lambda: Caller(factories.alice(), "propose"),
    "write-key-reporter": reporter,
    "write-key-editor": editor,
    #: An editor whose own submission the record is.
    "write-key-editor-who-submitted": editor,
    "write-key-administrator": second_editor,
    "session-stranger": signed_in(factories.erin),
    "session-staff": signed_in(factories.dave),
    "session-reporter": signed_in(factories.bob),
    "session-editor": signed_in(factories.alice),
}
STEPS: dict[str, dict[str, Any]] = {
    "submit": {},
    "return": {"note": "Who hosted?"},
    "approve": {},
    "publish": {"note": "News."},
    "correct": {"note": "The city was wrong."},
    "schedule": {"due_at": (timezone.now() + timedelta(hours=2)).isoformat()},
    "unschedule": {},
    "withdraw": {"note": "It never took place."},
}
READINGS = ("root", "list", "read", "history")
WRITINGS = ("create", "replace", "change", "delete", "bulk")
ENTRY = {"title": "Renamed", "category": "dinner", "occurrence": "held"}


def cells() -> Iterator[Any]:
    with TABLE.open(newline="") as file:
        for row in csv.DictReader(file):
            caller, action = row.pop("caller"), row.pop("action")
            for state, status in row.items():
                name = f"{caller}-{action}-{state}-{status}"
                yield pytest.param(caller, action, state, int(status), id=name)


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


def situation(name: str, state: str) -> tuple[Caller, Meeting]:
    """The caller, and the record in that state, with the past that the caller's name tells."""
    caller, meeting = CALLERS[name](), meeting_in(state)
    if name.startswith("propose-key"):
        owner = caller.user if name == "propose-key-own" else factories.paula()
        ProposalFactory(uid=meeting.uid, by=owner)
        for source in Source.objects.all():
            ProposalFactory(kind="source", uid=source.uid, by=owner)
        if state != "drafting":
            remember([meeting], Action.SUBMITTED, by=owner)
    if name == "write-key-editor-who-submitted":
        remember([meeting], Action.SUBMITTED, by=caller.user)
    return caller, meeting


def act(caller: Caller, action: str, meeting: Meeting) -> Any:
    path = f"meetings/{meeting.uid}/"
    editions = Edition.objects.filter(uid=meeting.uid).count()
    tag = f'"{meeting.version}.{editions}"' if editions else f'"{meeting.version}"'
    if action == "root":
        return caller.get("")
    if action == "list":
        return caller.get("meetings/")
    if action in ("read", "history"):
        return caller.get(path + ("history/" if action == "history" else ""))
    if action == "create":
        return caller.post("meetings/", ENTRY)
    if action == "bulk":
        return caller.post("bulk/", [{"kind": "meeting", "uid": str(meeting.uid), **ENTRY}])
    if action == "delete":
        return caller.delete(path, if_match=tag)
    if action in ("replace", "change"):
        method = "PUT" if action == "replace" else "PATCH"
        return caller.send(method, path, ENTRY, if_match=tag)
    return caller.post(f"{path}{action}/", STEPS[action], if_match=tag)


def what_stands(meeting: Meeting) -> list[Any]:
    return [
        list(Meeting.objects.order_by("pk").values()),
        list(Edition.objects.order_by("pk").values_list("sequence", "is_live")),
        audit().count(),
    ]


@pytest.mark.parametrize(("name", "action", "state", "status"), list(cells()))
def test_cell_of_the_table(name: str, action: str, state: str, status: int) -> None:
    caller, meeting = situation(name, state)
    before = what_stands(meeting)
    answer = act(caller, action, meeting)
    assert answer.status_code == status, answer.content
    assert answer["Cache-Control"] in ("no-store", "private, no-store")
    assert "Access-Control-Allow-Origin" not in answer
    if status < 300 and action not in READINGS:
        assert audit().count() > before[-1]
    else:
        assert what_stands(meeting) == before
    if status >= 400:
        assert answer["Content-Type"] == "application/problem+json"
    if status == 401:
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_table_has_every_caller_and_every_act() -> None:
    with TABLE.open(newline="") as file:
        found = {(row["caller"], row["action"]) for row in csv.DictReader(file)}
    acts = (*READINGS, *WRITINGS, *STEPS)
    assert found == {(caller, action) for caller in CALLERS for action in acts}


def test_cookie_without_its_token_writes_nothing() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.alice())
    address = "/api/v1/records/meetings/"
    assert client.get(address).status_code == 200
    answer = client.post(address, ENTRY, "application/json")
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert not Meeting.objects.exists()
