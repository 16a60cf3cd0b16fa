"""Two editors at one meeting, in every combination of what each can do: neither loses an edit."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coalition.models import Attendance, Claim, Meeting
from tests import factories
from tests.desk.forms_by_hand import add_row, change_url, fields_of, form_at

pytestmark = pytest.mark.django_db

ACTIONS = ("field", "added", "changed", "deleted")
#: What the two cannot both have, if it is the same field or row.
COLLISIONS = {
    ("field", "field"),
    ("added", "added"),
    ("changed", "changed"),
    ("changed", "deleted"),
    ("deleted", "changed"),
}


class Desk:
    """A meeting of three rows with claims, and two who would be new to it."""

    def __init__(self) -> None:
        self.meeting = factories.MeetingFactory(title="Before")
        self.rows = [
            factories.AttendanceFactory(meeting=self.meeting, sourced=True) for _number in range(3)
        ]
        for row in self.rows:
            factories.ClaimFactory(attendance=row, quote="a second report")
        self.newcomers = [factories.LeaderFactory(), factories.LeaderFactory()]

    def act(self, form: dict[str, Any], action: str, who: str, place: int) -> None:
        """Do `action` in a form; `place` chooses which field, row or newcomer."""
        if action == "field":
            form[("title", "venue")[place]] = f"{who}'s"
        elif action == "added":
            add_row(
                form,
                "attendances",
                leader=str(self.newcomers[place].pk),
                status="attended",
                role="participant",
                described_as=f"{who}'s",
            )
        elif action == "changed":
            form[f"attendances-{place}-described_as"] = f"{who}'s"
            form[f"attendances-{place}-claim_paragraph"] = "7" if who == "mine" else "8"
        else:
            form[f"attendances-{place}-DELETE"] = "on"

    def holds(self, action: str, who: str, place: int) -> bool:
        """Whether the meeting is as `action` would have it."""
        if action == "field":
            return bool(getattr(Meeting.objects.get(), ("title", "venue")[place]) == f"{who}'s")
        if action == "deleted":
            return not Attendance.objects.filter(pk=self.rows[place].pk).exists()
        if action == "added":
            rows = Attendance.objects.filter(leader=self.newcomers[place])
            return [row.described_as for row in rows] == [f"{who}'s"]
        row = Attendance.objects.filter(pk=self.rows[place].pk).first()
        if row is None or row.described_as != f"{who}'s":
            return False
        paragraphs = list(row.claims.order_by("pk").values_list("paragraph", flat=True))
        return paragraphs == [7 if who == "mine" else 8, 1]


def _refused(desk: Desk, mine: Client, theirs: Client, acts: tuple[str, str], same: bool) -> str:
    """The page after they have saved and I have sent what I had read before."""
    url = change_url(desk.meeting)
    late, early = form_at(mine, url), form_at(theirs, url)
    desk.act(early, acts[1], "theirs", 0 if same else 1)
    desk.act(late, acts[0], "mine", 0)
    assert theirs.post(url, early).status_code == 302
    answer = mine.post(url, late)
    assert answer.status_code == 200
    return answer.content.decode()


def _answered(page: str, answer: str) -> dict[str, Any]:
    form = fields_of(page)
    asked = form.get("asked", [])
    for key in [asked] if isinstance(asked, str) else asked:
        form[f"choose-{key}"] = answer
    return form


@pytest.mark.parametrize("theirs", ACTIONS)
@pytest.mark.parametrize("mine", ACTIONS)
def test_changes_in_two_places_are_both_kept(
    editor: Client, reporter: Client, mine: str, theirs: str
) -> None:
    desk = Desk()
    page = _refused(desk, editor, reporter, (mine, theirs), same=False)
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
    page = _refused(desk, editor, reporter, (mine, theirs), same=True)
    assert editor.post(change_url(desk.meeting), fields_of(page)).status_code == 302
    assert desk.holds(mine, "mine", 0)
    assert desk.holds(theirs, "theirs", 0)


@pytest.mark.parametrize(("mine", "theirs"), sorted(COLLISIONS))
def test_collision_is_not_saved_before_it_is_answered(
    editor: Client, reporter: Client, mine: str, theirs: str
) -> None:
    desk = Desk()
    page = _refused(desk, editor, reporter, (mine, theirs), same=True)
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
    page = _refused(desk, editor, reporter, (mine, theirs), same=True)
    saved = editor.post(change_url(desk.meeting), _answered(page, answer))
    assert saved.status_code == 302
    assert desk.holds(mine if answer == "mine" else theirs, answer, 0)


@pytest.mark.parametrize("answer", ["mine", "theirs"])
def test_one_answer_can_do_for_all(editor: Client, reporter: Client, answer: str) -> None:
    desk = Desk()
    page = _refused(desk, editor, reporter, ("changed", "changed"), same=True)
    editor.post(change_url(desk.meeting), fields_of(page) | {"choose_all": answer})
    assert desk.holds("changed", answer, 0)


def test_merged_save_is_one_version_on_top_of_theirs(editor: Client, reporter: Client) -> None:
    desk = Desk()
    page = _refused(desk, editor, reporter, ("field", "changed"), same=True)
    editor.post(change_url(desk.meeting), fields_of(page))
    assert Meeting.objects.get().version == 3


def _third_save(desk: Desk, client: Client, change: Callable[[dict[str, Any]], None]) -> None:
    form = form_at(client, change_url(desk.meeting))
    change(form)
    assert client.post(change_url(desk.meeting), form).status_code == 302


def test_save_in_between_is_asked_about_again(editor: Client, reporter: Client) -> None:
    desk = Desk()
    page = _refused(desk, editor, reporter, ("field", "field"), same=True)
    _third_save(desk, reporter, lambda form: form.update(title="theirs again"))
    again = editor.post(change_url(desk.meeting), _answered(page, "mine"))
    assert again.status_code == 200
    assert "theirs again" in again.content.decode()
    editor.post(change_url(desk.meeting), _answered(again.content.decode(), "mine"))
    assert desk.holds("field", "mine", 0)


def test_what_is_merged_already_survives_a_save_in_between(
    editor: Client, reporter: Client
) -> None:
    desk = Desk()
    page = _refused(desk, editor, reporter, ("changed", "field"), same=False)
    _third_save(desk, reporter, lambda form: form.update(city="Delhi"))
    again = editor.post(change_url(desk.meeting), fields_of(page))
    editor.post(change_url(desk.meeting), fields_of(again.content.decode()))
    assert desk.holds("changed", "mine", 0)
    assert desk.holds("field", "theirs", 1)
    assert Meeting.objects.get().city == "Delhi"


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


def test_row_made_again_has_all_its_claims_and_its_key(editor: Client, reporter: Client) -> None:
    desk = Desk()
    claims = set(Claim.objects.filter(attendance=desk.rows[0]).values_list("pk", flat=True))
    page = _refused(desk, editor, reporter, ("changed", "deleted"), same=True)
    editor.post(change_url(desk.meeting), _answered(page, "mine"))
    row = Attendance.objects.get(pk=desk.rows[0].pk)
    assert set(row.claims.values_list("pk", flat=True)) == claims


def test_answer_about_a_deleted_row_outlives_an_error_elsewhere(
    editor: Client, reporter: Client
) -> None:
    desk = Desk()
    page = _refused(desk, editor, reporter, ("changed", "deleted"), same=True)
    wrong = _answered(page, "mine") | {"title": ""}
    again = editor.post(change_url(desk.meeting), wrong).content.decode()
    mended = fields_of(again) | {"title": "Mended"}
    assert editor.post(change_url(desk.meeting), mended).status_code == 302
    assert desk.holds("changed", "mine", 0)


def test_deletion_taken_back_brings_back_nothing_old(editor: Client, reporter: Client) -> None:
    desk = Desk()
    page = _refused(desk, editor, reporter, ("deleted", "changed"), same=True)
    form = _answered(page, "mine")
    del form["attendances-0-DELETE"]
    assert editor.post(change_url(desk.meeting), form).status_code == 302
    assert desk.holds("changed", "theirs", 0)


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


def test_form_without_a_version_asks_about_everything_that_differs(editor: Client) -> None:
    desk = Desk()
    form = form_at(editor, change_url(desk.meeting)) | {"title": "Mine"}
    del form["read_version"]
    page = editor.post(change_url(desk.meeting), form)
    found = page.context["adminform"].form.reconciliation
    assert [(c.label, c.theirs, c.mine) for c in found.conflicts] == [("Title", "Before", "Mine")]


def test_row_page_merges_field_by_field(editor: Client, reporter: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    url = change_url(row)
    late = form_at(editor, url) | {"named_as": "K."}
    reporter.post(url, form_at(reporter, url) | {"described_as": "an MP"})
    page = editor.post(url, late).content.decode()
    assert editor.post(url, fields_of(page)).status_code == 302
    row.refresh_from_db()
    assert (row.named_as, row.described_as) == ("K.", "an MP")


def test_row_page_keeps_a_claim_added_by_each(editor: Client, reporter: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    url, source = change_url(row), factories.SourceFactory()
    late, early = form_at(editor, url), form_at(reporter, url)
    add_row(early, "claims", source=str(source.pk), paragraph="2")
    add_row(late, "claims", source=str(source.pk), paragraph="3")
    reporter.post(url, early)
    page = editor.post(url, late).content.decode()
    assert editor.post(url, fields_of(page)).status_code == 302
    assert sorted(row.claims.values_list("paragraph", flat=True)) == [1, 2, 3]


def test_talks_merge_their_parties_and_positions(editor: Client, reporter: Client) -> None:
    party, other = factories.PartyFactory(), factories.PartyFactory()
    talk = factories.SeatSharingTalkFactory(parties=[party])
    url = change_url(talk)
    late, early = form_at(editor, url), form_at(reporter, url)
    early["parties"] = [str(party.pk), str(other.pk)]
    add_row(late, "positions", party=str(party.pk), position="claims", seats="5")
    reporter.post(url, early)
    page = editor.post(url, late).content.decode()
    assert editor.post(url, fields_of(page)).status_code == 302
    assert (talk.parties.count(), talk.positions.count()) == (2, 1)


def test_moment_of_a_report_is_merged_in_both_its_parts(editor: Client, reporter: Client) -> None:
    source = factories.SourceFactory()
    url = change_url(source)
    late = form_at(editor, url) | {"headline": "Mine"}
    early = form_at(reporter, url) | {"published_at_0": "2024-01-05", "published_at_1": "10:30:00"}
    reporter.post(url, early)
    page = editor.post(url, late).content.decode()
    assert editor.post(url, fields_of(page)).status_code == 302
    source.refresh_from_db()
    assert (source.headline, source.published_at.date().isoformat()) == ("Mine", "2024-01-05")


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


def test_deleted_membership_is_made_again_where_rows_look_as_the_admin_has_them(
    editor: Client, reporter: Client
) -> None:
    row = factories.AllianceMembershipFactory(sourced=True)
    url, key = change_url(row.alliance), row.pk
    late = form_at(editor, url) | {"memberships-0-ending": "left", "memberships-0-until": "2024"}
    reporter.post(url, form_at(reporter, url) | {"memberships-0-DELETE": "on"})
    page = editor.post(url, late).content.decode()
    assert "/None/" not in page
    assert editor.post(url, _answered(page, "mine")).status_code == 302
    again = type(row).objects.get(pk=key)
    assert (again.ending, again.claims.count()) == ("left", 1)
