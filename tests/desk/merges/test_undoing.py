"""Undoing from its page: asked first, done once, and told what is in the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coalition.models import Leader, Merge
from tests import factories as made
from tests.desk.conftest import signed_in
from tests.desk.merges.merges_by_hand import told, undoing

pytestmark = pytest.mark.django_db


def test_undoing_is_asked_before_it_is_done(editor: Client, merged: Merge) -> None:
    page = editor.get(undoing(merged)).content.decode()
    assert "Take “Vaiko Gopalsamy” out of “Vaiko” again?" in page
    assert Leader.objects.count() == 1


def test_undoing_brings_the_record_back(editor: Client, pair: Any, merged: Merge) -> None:
    answer = editor.post(undoing(merged))

    assert answer["Location"] == reverse("admin:coalition_leader_change", args=[pair[1].pk])
    assert Leader.objects.filter(pk=pair[1].pk, slug="gopalsamy").exists()


def test_what_stands_in_the_way_is_told_before(editor: Client, merged: Merge) -> None:
    made.LeaderFactory(name="Newcomer", slug="gopalsamy")
    page = editor.get(undoing(merged)).content.decode()
    assert "“Newcomer” has the address “gopalsamy” now" in page
    assert 'type="submit"' not in page.split("submit-row")[1]


def test_what_stands_in_the_way_is_told_when_it_is_too_late(editor: Client, merged: Merge) -> None:
    made.LeaderFactory(name="Newcomer", slug="gopalsamy")
    answer = editor.post(undoing(merged))
    assert answer.status_code == 409
    assert Leader.objects.count() == 2


def test_undoing_twice_is_told(editor: Client, merged: Merge) -> None:
    editor.post(undoing(merged))
    assert "It was undone already" in told(editor.post(undoing(merged), follow=True))


@pytest.mark.parametrize("key", ["987654", "x"])
def test_undoing_what_never_was_is_told(editor: Client, key: str) -> None:
    answer = editor.get(reverse("admin:coalition_merge_undo", args=[key]), follow=True)
    assert "There is no such merge" in told(answer)


@pytest.mark.parametrize("who", [made.bob, made.dave])
def test_undoing_is_for_editors(who: Any, merged: Merge) -> None:
    client = signed_in(who())
    assert client.get(undoing(merged)).status_code == 403
    assert client.post(undoing(merged)).status_code == 403
    assert Leader.objects.count() == 1
