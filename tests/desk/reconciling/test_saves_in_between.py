"""Saves between a question and its answer, and the version that results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coalition.models import Meeting
from tests.desk.forms_by_hand import change_url, fields_of, form_at
from tests.desk.reconciling.acts import Desk, answered, refused

pytestmark = pytest.mark.django_db


def _third_save(desk: Desk, client: Client, change: Callable[[dict[str, Any]], None]) -> None:
    form = form_at(client, change_url(desk.meeting))
    change(form)
    assert client.post(change_url(desk.meeting), form).status_code == 302


def test_save_in_between_is_asked_about_again(editor: Client, reporter: Client) -> None:
    desk = Desk()
    page = refused(desk, editor, reporter, ("field", "field"), same=True)
    _third_save(desk, reporter, lambda form: form.update(title="theirs again"))
    again = editor.post(change_url(desk.meeting), answered(page, "mine"))
    assert again.status_code == 200
    assert "theirs again" in again.content.decode()
    editor.post(change_url(desk.meeting), answered(again.content.decode(), "mine"))
    assert desk.holds("field", "mine", 0)


def test_what_is_merged_already_survives_a_save_in_between(
    editor: Client, reporter: Client
) -> None:
    desk = Desk()
    page = refused(desk, editor, reporter, ("changed", "field"), same=False)
    _third_save(desk, reporter, lambda form: form.update(city="Delhi"))
    again = editor.post(change_url(desk.meeting), fields_of(page))
    editor.post(change_url(desk.meeting), fields_of(again.content.decode()))
    assert desk.holds("changed", "mine", 0)
    assert desk.holds("field", "theirs", 1)
    assert Meeting.objects.get().city == "Delhi"


def test_merged_save_is_one_version_on_top_of_theirs(editor: Client, reporter: Client) -> None:
    desk = Desk()
    page = refused(desk, editor, reporter, ("field", "changed"), same=True)
    editor.post(change_url(desk.meeting), fields_of(page))
    assert Meeting.objects.get().version == 3
