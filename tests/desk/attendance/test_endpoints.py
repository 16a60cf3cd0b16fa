"""Who may ask for what the grid needs, and in which form."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from coalition.models import Leader, Party
from tests import factories
from tests.desk.attendance.grid_requests import NAMES, PASTE, QUICK_ADD, names, send, url
from tests.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [NAMES, PASTE, QUICK_ADD])
def test_stranger_is_sent_to_sign_in(name: str) -> None:
    answer = Client().get(url(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("name", [NAMES, PASTE, QUICK_ADD])
def test_staff_without_meetings_may_not(name: str) -> None:
    client = signed_in(factories.dave())
    answer = client.get(url(name)) if name == NAMES else send(client, name, {})
    assert answer.status_code == 403
    assert "permission" in answer.json()["errors"]


@pytest.mark.parametrize("name", [NAMES, PASTE, QUICK_ADD])
def test_other_method_is_not_allowed(editor: Client, name: str) -> None:
    answer = send(editor, name, {}) if name == NAMES else editor.get(url(name))
    assert answer.status_code == 405
    assert answer["Allow"] in ("GET", "POST")
    assert "method" in answer.json()["errors"]


@pytest.mark.parametrize("name", [PASTE, QUICK_ADD])
@pytest.mark.parametrize("body", ["", "{", "[]", "3", "null", "[" * 100_000, '{"a": NaN'])
def test_body_that_is_no_object_is_refused(editor: Client, name: str, body: str) -> None:
    answer = send(editor, name, body)
    assert answer.status_code == 400
    assert "body" in answer.json()["errors"]


@pytest.mark.parametrize("name", [PASTE, QUICK_ADD])
def test_post_needs_the_token_of_the_form(name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.alice())
    assert send(client, name, {}).status_code == 403


@pytest.mark.parametrize("kind", ["leader", "party"])
def test_adding_needs_the_right_to_add(kind: str) -> None:
    user = factories.dave()
    user.user_permissions.add(*Permission.objects.filter(codename="change_meeting"))
    answer = send(signed_in(user), QUICK_ADD, {"kind": kind, "name": "New Comer"})
    assert answer.status_code == 403
    assert not Leader.objects.exists()
    assert not Party.objects.exists()


@pytest.mark.parametrize("kind", ["leader", "party"])
def test_names_need_the_right_to_see_them(kind: str) -> None:
    user = factories.dave()
    user.user_permissions.add(*Permission.objects.filter(codename="change_meeting"))
    assert names(signed_in(user), kind=kind, term="a").status_code == 403
