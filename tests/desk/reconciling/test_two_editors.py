"""Two editors at one meeting, in every combination of what each can do: neither loses an edit."""

from __future__ import annotations

import itertools

import pytest
from django.test import Client

from coalition.models import Attendance
from tests.desk.forms_by_hand import add_row, change_url, fields_of, form_at
from tests.desk.reconciling.acts import ACTIONS, COLLISIONS, Desk, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("theirs", ACTIONS)
@pytest.mark.parametrize("mine", ACTIONS)
def test_changes_in_two_places_are_both_kept(
    editor: Client, reporter: Client, mine: str, theirs: str
) -> None:
    desk = Desk()
    page = refused(desk, editor, reporter, (mine, theirs), same=False)
    answer = editor.post(change_url(desk.meeting), fields_of(page))
    assert answer.status_code == 302
    assert desk.holds(mine, "mine", 0)
    assert desk.holds(theirs, "theirs", 1)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [pair for pair in itertools.product(ACTIONS, ACTIONS) if pair not in COLLISIONS],
)
def test_changes_at_one_place_are_both_kept_if_they_can_be(
    editor: Client, reporter: Client, mine: str, theirs: str
) -> None:
    desk = Desk()
    page = refused(desk, editor, reporter, (mine, theirs), same=True)
    assert editor.post(change_url(desk.meeting), fields_of(page)).status_code == 302
    assert desk.holds(mine, "mine", 0)
    assert desk.holds(theirs, "theirs", 0)


def test_both_added_the_same_leader_make_one_row(editor: Client, reporter: Client) -> None:
    """Each side said something that the other left empty, and nothing has to be asked."""
    desk = Desk()
    url = change_url(desk.meeting)
    late, early = form_at(editor, url), form_at(reporter, url)
    newcomer = str(desk.newcomers[0].pk)
    add_row(
        early, "attendances", leader=newcomer, status="attended", role="participant", named_as="N."
    )
    add_row(
        late,
        "attendances",
        leader=newcomer,
        status="attended",
        role="participant",
        described_as="an MP",
    )
    reporter.post(url, early)
    page = editor.post(url, late).content.decode()
    assert editor.post(url, fields_of(page)).status_code == 302
    added = Attendance.objects.get(leader=newcomer)
    assert (added.named_as, added.described_as) == ("N.", "an MP")


def test_three_groups_say_who_changed_what(editor: Client, reporter: Client) -> None:
    desk = Desk()
    url = change_url(desk.meeting)
    late, early = form_at(editor, url), form_at(reporter, url)
    early |= {"title": "Their title", "city": "Delhi"}
    late |= {"title": "My title", "venue": "10 Rajaji Marg"}
    reporter.post(url, early)
    page = editor.post(url, late)
    found = page.context["adminform"].form.reconciliation
    assert [conflict.label for conflict in found.conflicts] == ["Title"]
    assert [change.label for change in found.mine] == ["Venue"]
    assert [line.label for line in found.theirs] == ["Title", "City"]
    assert [saver.name for saver in found.savers] == ["bob"]


def test_unknown_keys_and_numbers_are_no_server_error(editor: Client) -> None:
    desk = Desk()
    form = form_at(editor, change_url(desk.meeting)) | {
        "read_version": "x" * 30,
        "asked": ["attendances-999999", "nothing", "attendances-0-leader"],
        "choose-attendances-999999": "mine",
        "attendances-INITIAL_FORMS": "many",
        "claims-0-id": "none",
    }
    assert editor.post(change_url(desk.meeting), form).status_code == 200
