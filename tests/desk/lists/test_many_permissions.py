"""A step with many does for nobody what it would refuse with one: `permissions.csv`, once more."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coalition.models import Action
from coalition.publishing.review import remember
from tests import factories
from tests.desk.test_permissions import ROLES, TABLE, meeting_in, what_stands

pytestmark = pytest.mark.django_db

MANY = ("submit", "return", "approve", "publish")


def cells() -> Iterator[Any]:
    with TABLE.open(newline="") as file:
        for row in csv.DictReader(file):
            role, action = row.pop("role"), row.pop("action")
            if action in MANY:
                for state, outcome in row.items():
                    yield pytest.param(role, action, state, outcome, id=f"{role}-{action}-{state}")


@pytest.mark.parametrize(("role", "action", "state", "outcome"), list(cells()))
def test_many_are_moved_by_whom_one_is(role: str, action: str, state: str, outcome: str) -> None:
    make_user = ROLES[role]
    client = Client()
    if make_user is not None:
        client.force_login(make_user())
    meeting = meeting_in(state)
    if role == "editor-who-submitted":
        remember([meeting], Action.SUBMITTED, by=factories.alice())
    before = what_stands(meeting)
    form = {
        "action": f"{action}_selected",
        "confirmed": "yes",
        "_selected_action": [meeting.pk],
        "read": [f"{meeting.pk}:{meeting.version}"],
        "note": "A reader wrote to us.",
    }
    answer = client.post(reverse("admin:coalition_meeting_changelist"), form)
    assert answer.status_code < 500
    # With one, even a publication that changes nothing is written down.
    is_moved = outcome == "allowed" and (action, state) != ("publish", "published")
    assert (what_stands(meeting) != before) == is_moved
