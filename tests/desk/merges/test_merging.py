"""Merging from the page: what it does, what it refuses, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from coalition.models import Leader, Merge
from tests import factories as made
from tests.desk.conftest import signed_in
from tests.desk.forms_by_hand import fields_of
from tests.desk.merges.merges_by_hand import address, sent, told

pytestmark = pytest.mark.django_db


def test_merging_makes_one_of_two(editor: Client, pair: Any) -> None:
    answer = sent(editor, address(*pair))

    assert answer["Location"] == reverse("admin:coalition_leader_change", args=[pair[0].pk])
    assert list(Leader.objects.all()) == [pair[0]]


def test_merging_keeps_what_was_chosen(editor: Client, pair: Any) -> None:
    sent(editor, address(*pair), **{"keep-summary": "other"})

    assert Leader.objects.get().summary == "Theirs."


def test_message_after_merging_leads_to_undoing(editor: Client, pair: Any) -> None:
    sent(editor, address(*pair))
    page = editor.get(reverse("admin:coalition_leader_changelist")).content.decode()

    assert reverse("admin:coalition_merge_undo", args=[Merge.objects.get().pk]) in page


def test_merging_is_done_by_whoever_asks(editor: Client, pair: Any) -> None:
    sent(editor, address(*pair))
    assert Merge.objects.get().merged_by == made.alice()


@pytest.mark.parametrize("changed", [0, 1])
def test_merging_what_changed_since_is_refused(editor: Client, pair: Any, changed: int) -> None:
    form = fields_of(editor.get(address(*pair)).content.decode())
    pair[changed].save()

    answer = editor.post(address(*pair), form | {"keep-summary": "other"})

    assert answer.status_code == 409
    assert "Somebody changed one of the two" in answer.content.decode()
    assert fields_of(answer.content.decode())["keep-summary"] == "other"
    assert Leader.objects.count() == 2


@pytest.mark.parametrize("read", ["", "x", "-1"])
def test_merging_without_having_read_is_refused(editor: Client, pair: Any, read: str) -> None:
    assert sent(editor, address(*pair), read_other=read).status_code == 409
    assert Leader.objects.count() == 2


def test_merging_twice_is_told(editor: Client, pair: Any) -> None:
    form = fields_of(editor.get(address(*pair)).content.decode())
    editor.post(address(*pair), form)

    answer = editor.post(address(*pair), form, follow=True)

    assert "The other record is not there" in told(answer)


def test_choice_that_makes_no_sense_is_asked_again(editor: Client, pair: Any) -> None:
    answer = sent(editor, address(*pair), **{"keep-summary": "neither"})

    assert "Choose whose value is kept" in answer.content.decode()
    assert Leader.objects.count() == 2


def test_closed_gates_are_told_and_nothing_is_done(editor: Client, pair: Any) -> None:
    made.published(pair[1])

    answer = sent(editor, address(*pair))

    assert answer.status_code == 409
    assert "not approved yet" in answer.content.decode()
    assert Leader.objects.count() == 2


def test_merging_needs_a_post(editor: Client, pair: Any) -> None:
    editor.get(address(*pair))
    assert not Merge.objects.exists()


def test_merging_needs_the_token_of_the_form(pair: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(made.alice())
    assert client.post(address(*pair), {}).status_code == 403


@pytest.mark.parametrize("who", [made.bob, made.dave])
def test_merging_is_for_editors(who: Any, pair: Any) -> None:
    client = signed_in(who())
    for path in (address(pair[0]), address(*pair)):
        assert client.get(path).status_code == 403
        assert client.post(path, {}).status_code == 403
    assert Leader.objects.count() == 2


def test_form_shows_reporters_no_link_to_merging(reporter: Client, pair: Any) -> None:
    form = reporter.get(reverse("admin:coalition_leader_change", args=[pair[0].pk]))
    assert address(pair[0]) not in form.content.decode()


def test_permission_to_merge_alone_is_not_enough(pair: Any) -> None:
    dave = made.dave()
    allowed = Permission.objects.filter(codename__in=["merge_record", "view_leader"])
    dave.user_permissions.set(allowed)
    assert signed_in(dave).get(address(*pair)).status_code == 403
