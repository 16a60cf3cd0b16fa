"""Keys that no row can have, wherever a browser can send one: an answer, and never an error."""

from __future__ import annotations

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client

from coalition.desk.keys import key_of
from coalition.models import Meeting
from tests import factories

BEYOND_COLUMNS, BEYOND_PYTHON = "9" * 30, "9" * 5000
NO_KEYS = ("x", "x\x00", "²", "-1", BEYOND_COLUMNS, BEYOND_PYTHON)


@pytest.fixture
def meeting() -> Meeting:
    return factories.MeetingFactory(sourced=True)


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(factories.alice())
    return client


@pytest.mark.parametrize("text", ["", *NO_KEYS])
def test_what_is_no_key_is_none(text: str) -> None:
    assert key_of(text) is None


def test_figures_are_a_key() -> None:
    assert key_of("42") == 42


@pytest.mark.django_db
@pytest.mark.parametrize("key", NO_KEYS)
@pytest.mark.parametrize(
    ("path", "name"),
    [("add/", "default_source"), ("add/", "alliance"), ("{pk}/conflicts/add/", "source")],
)
def test_choice_in_an_address_that_is_none(
    desk: Client, meeting: Meeting, path: str, name: str, key: str
) -> None:
    url = "/admin/coalition/meeting/" + path.format(pk=meeting.pk)
    assert desk.get(url, {name: key}).status_code == 200


@pytest.mark.django_db
def test_revision_that_no_column_can_hold(desk: Client, meeting: Meeting) -> None:
    url = f"/admin/coalition/meeting/{meeting.pk}/history/{BEYOND_COLUMNS}/restore/"
    assert desk.get(url).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("key", NO_KEYS)
def test_stale_form_with_rows_of_no_key(desk: Client, meeting: Meeting, key: str) -> None:
    form = {
        "read_version": key,
        "alliance": key,
        "attendances-INITIAL_FORMS": "1",
        "attendances-TOTAL_FORMS": "1",
        "attendances-0-id": key,
        "attendances-0-leader": key,
        "claims-INITIAL_FORMS": key,
        "claims-TOTAL_FORMS": "1",
    }
    answer = desk.post(f"/admin/coalition/meeting/{meeting.pk}/change/", form)
    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("key", NO_KEYS)
def test_report_that_is_none_beside_claims(desk: Client, meeting: Meeting, key: str) -> None:
    form = {"read_version": meeting.version, "source": key}
    answer = desk.post(f"/admin/coalition/meeting/{meeting.pk}/conflicts/add/", form)
    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("key", NO_KEYS)
def test_deletion_of_a_version_that_is_none(desk: Client, meeting: Meeting, key: str) -> None:
    form = {"post": "yes", "read_version": key}
    desk.post(f"/admin/coalition/meeting/{meeting.pk}/delete/", form)
    assert Meeting.objects.filter(pk=meeting.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("key", NO_KEYS)
def test_action_with_a_tick_that_is_none(desk: Client, meeting: Meeting, key: str) -> None:
    form = {"action": "submit_selected", ACTION_CHECKBOX_NAME: [key]}
    answer = desk.post("/admin/coalition/meeting/", form, follow=True)
    assert "Tick it anew" in answer.content.decode()
