"""Collisions: what two editors cannot both have is asked about, and ends as it is answered."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.models import Attendance, Claim
from tests.desk.forms_by_hand import change_url, fields_of, form_at
from tests.desk.reconciling.acts import COLLISIONS, Desk, answered, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("mine", "theirs"), sorted(COLLISIONS))
def test_collision_is_not_saved_before_it_is_answered(
    editor: Client, reporter: Client, mine: str, theirs: str
) -> None:
    desk = Desk()
    page = refused(desk, editor, reporter, (mine, theirs), same=True)
    again = editor.post(change_url(desk.meeting), fields_of(page))
    assert again.status_code == 200
    assert "Choose yours or theirs" in again.content.decode()
    assert desk.holds(theirs, "theirs", 0)


@pytest.mark.parametrize(("mine", "theirs"), sorted(COLLISIONS))
@pytest.mark.parametrize("answer", ["mine", "theirs"])
def test_collision_ends_as_it_is_answered(
    editor: Client, reporter: Client, mine: str, theirs: str, answer: str
) -> None:
    desk = Desk()
    page = refused(desk, editor, reporter, (mine, theirs), same=True)
    saved = editor.post(change_url(desk.meeting), answered(page, answer))
    assert saved.status_code == 302
    assert desk.holds(mine if answer == "mine" else theirs, answer, 0)


@pytest.mark.parametrize("answer", ["mine", "theirs"])
def test_one_answer_can_do_for_all(editor: Client, reporter: Client, answer: str) -> None:
    desk = Desk()
    page = refused(desk, editor, reporter, ("changed", "changed"), same=True)
    editor.post(change_url(desk.meeting), fields_of(page) | {"choose_all": answer})
    assert desk.holds("changed", answer, 0)


def test_row_made_again_has_all_its_claims_and_its_key(editor: Client, reporter: Client) -> None:
    desk = Desk()
    claims = set(Claim.objects.filter(attendance=desk.rows[0]).values_list("pk", flat=True))
    page = refused(desk, editor, reporter, ("changed", "deleted"), same=True)
    editor.post(change_url(desk.meeting), answered(page, "mine"))
    row = Attendance.objects.get(pk=desk.rows[0].pk)
    assert set(row.claims.values_list("pk", flat=True)) == claims


def test_answer_about_a_deleted_row_outlives_an_error_elsewhere(
    editor: Client, reporter: Client
) -> None:
    desk = Desk()
    page = refused(desk, editor, reporter, ("changed", "deleted"), same=True)
    wrong = answered(page, "mine") | {"title": ""}
    again = editor.post(change_url(desk.meeting), wrong).content.decode()
    mended = fields_of(again) | {"title": "Mended"}
    assert editor.post(change_url(desk.meeting), mended).status_code == 302
    assert desk.holds("changed", "mine", 0)


def test_deletion_taken_back_brings_back_nothing_old(editor: Client, reporter: Client) -> None:
    desk = Desk()
    page = refused(desk, editor, reporter, ("deleted", "changed"), same=True)
    form = answered(page, "mine")
    del form["attendances-0-DELETE"]
    assert editor.post(change_url(desk.meeting), form).status_code == 302
    assert desk.holds("changed", "theirs", 0)


def test_form_without_a_version_asks_about_everything_that_differs(editor: Client) -> None:
    desk = Desk()
    form = form_at(editor, change_url(desk.meeting)) | {"title": "Mine"}
    del form["read_version"]
    page = editor.post(change_url(desk.meeting), form)
    found = page.context["adminform"].form.reconciliation
    assert [(c.label, c.theirs, c.mine) for c in found.conflicts] == [("Title", "Before", "Mine")]
