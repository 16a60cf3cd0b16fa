"""The panel on the forms that have one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from tests import factories
from tests.desk.forms_by_hand import change_url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "factory",
    [factories.MeetingFactory, factories.SeatSharingTalkFactory, factories.StatementFactory],
)
def test_form_says_what_is_missing(editor: Client, factory: Any) -> None:
    answer = editor.get(change_url(factory()))
    assert "No report says so yet." in answer.content.decode()


def test_form_of_a_party_has_no_panel(editor: Client) -> None:
    answer = editor.get(change_url(factories.PartyFactory()))
    assert 'class="desk-completeness"' not in answer.content.decode()


def test_name_in_a_finding_is_escaped(editor: Client) -> None:
    leader = factories.LeaderFactory(name="<b>Vaiko</b>")
    row = factories.AttendanceFactory(leader=leader)
    html = editor.get(change_url(row.meeting)).content.decode()
    assert leader.name not in html
    assert escape(leader.name) in html
