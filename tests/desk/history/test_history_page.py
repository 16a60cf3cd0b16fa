"""The history page: one order for saves, steps, editions and merges, and the way back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalition.models import Attendance, Meeting, Party, Stage
from coalition.publishing.review import submit
from coalition.revisions.snapshots import versions_of
from tests import factories
from tests.desk.conftest import signed_in
from tests.desk.forms_by_hand import add_row, change_url, form_at

pytestmark = pytest.mark.django_db


def _page_url(record: Any, page: str, *args: Any) -> str:
    return reverse(f"admin:coalition_{record._meta.model_name}_{page}", args=[record.pk, *args])


def _save(client: Client, record: Any, **values: Any) -> None:
    answer = client.post(change_url(record), form_at(client, change_url(record)) | values)
    assert answer.status_code == 302


def _revisions(record: Any) -> list[int]:
    """Oldest first."""
    kept = versions_of(type(record), record.pk)
    return sorted(kept.values_list("revision_id", flat=True))


def _entries(client: Client, record: Any) -> list[Any]:
    return list(client.get(_page_url(record, "history")).context["entries"])


def test_save_is_listed_with_author_and_difference(editor: Client) -> None:
    party = factories.PartyFactory(name="Congress")
    _save(editor, party, name="INC")
    newest, baseline = _entries(editor, party)
    [line] = newest.lines
    assert (newest.who, line.label, line.before, line.after) == ("alice", "Name", "Congress", "INC")
    assert (baseline.who, baseline.lines) == ("", [])


def test_rows_are_named_by_what_they_are_about(editor: Client) -> None:
    meeting = factories.MeetingFactory()
    party = factories.PartyFactory(name="Trinamool", abbreviation="TMC")
    form = form_at(editor, change_url(meeting))
    add_row(form, "attendances", party=str(party.pk), status="absent", role="participant")
    editor.post(change_url(meeting), form)
    page = editor.get(_page_url(meeting, "history"))
    [line] = page.context["entries"][0].lines
    assert (line.subject, line.kind) == (f"Attendance: {party}, absent", "added")


def test_added_record_starts_its_history(editor: Client) -> None:
    form = form_at(editor, reverse("admin:coalition_party_add")) | {"name": "New", "slug": "new"}
    editor.post(reverse("admin:coalition_party_add"), form)
    party = type(factories.PartyFactory.build()).objects.get()
    assert [entry.title for entry in _entries(editor, party)] == ["Recorded"]


def test_save_without_a_change_is_not_listed(editor: Client) -> None:
    party = factories.PartyFactory()
    _save(editor, party, name="INC")
    _save(editor, party)
    assert len(_entries(editor, party)) == 2


def test_row_page_is_a_save_of_its_record(editor: Client) -> None:
    row = factories.AttendanceFactory()
    _save(editor, row, named_as="K.")
    newest = _entries(editor, row.meeting)[0]
    assert [line.label for line in newest.lines] == ["Named as"]


def test_steps_and_editions_stand_among_the_saves(editor: Client) -> None:
    party = factories.PartyFactory()
    _save(editor, party, name="INC")
    party.refresh_from_db()
    submit(party, by=factories.bob(), note="Please look.")
    factories.published(party)
    sources = [entry.source for entry in _entries(editor, party)]
    assert sources[0] == "edition"
    assert {"step", "save"} < set(sources)


def test_log_is_shown_from_before_the_first_revision(editor: Client) -> None:
    party, alice = factories.PartyFactory(), factories.alice()
    LogEntry.objects.log_actions(alice.pk, [party], 2, change_message="Long ago.")
    LogEntry.objects.update(action_time=timezone.now() - timedelta(days=9))
    _save(editor, party, name="INC")
    assert _entries(editor, party)[-1].title == "Long ago."


def test_record_without_any_history_says_so(editor: Client) -> None:
    page = editor.get(_page_url(factories.PartyFactory(), "history"))
    assert "Nothing is known of its history yet" in page.content.decode()


def test_page_costs_as_much_for_many_saves(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    meeting = factories.MeetingFactory(with_attendance=True)
    for number in range(6):
        party = factories.PartyFactory()
        form = form_at(editor, change_url(meeting)) | {"title": f"Title {number}"}
        add_row(form, "attendances", party=str(party.pk), status="absent", role="participant")
        editor.post(change_url(meeting), form)
    editor.get(_page_url(meeting, "history"))
    with django_assert_max_num_queries(25):
        editor.get(_page_url(meeting, "history"))


def test_long_history_has_pages(editor: Client) -> None:
    party = factories.PartyFactory()
    for number in range(27):
        LogEntry.objects.log_actions(factories.alice().pk, [party], 2, change_message=f"{number}")
    page = editor.get(_page_url(party, "history") + "?p=2")
    assert len(page.context["entries"]) == 2


def test_two_saves_can_be_compared(editor: Client) -> None:
    party = factories.PartyFactory(name="One")
    for name in ("Two", "Three"):
        _save(editor, party, name=name)
    first, _second, third = _revisions(party)
    page = editor.get(_page_url(party, "history"), {"from": third, "to": first})
    [line] = page.context["comparison"]["lines"]
    assert (line.before, line.after) == ("One", "Three")


@pytest.mark.parametrize("query", ["from=1", "from=x&to=y", "from=9999&to=9998"])
def test_comparison_of_what_is_not_there_says_so(editor: Client, query: str) -> None:
    page = editor.get(_page_url(factories.PartyFactory(), "history") + f"?{query}")
    assert page.status_code == 200
    assert "Choose two different saves" in page.content.decode()


def test_revision_of_another_record_is_not_found(editor: Client) -> None:
    party, other = factories.PartyFactory(), factories.PartyFactory()
    _save(editor, other, name="INC")
    url = _page_url(party, "restore", _revisions(other)[0])
    assert editor.get(url).status_code == 404


def test_restoring_shows_first_what_it_will_change(editor: Client) -> None:
    party = factories.PartyFactory(name="One")
    _save(editor, party, name="Two")
    page = editor.get(_page_url(party, "restore", _revisions(party)[0]))
    [line] = page.context["lines"]
    assert (line.before, line.after) == ("Two", "One")


def _restore(client: Client, record: Any, revision: int, version: int) -> Any:
    url = _page_url(record, "restore", revision)
    return client.post(url, {"read_version": str(version)})


def test_restoring_is_a_new_version(editor: Client) -> None:
    party = factories.PartyFactory(name="One")
    _save(editor, party, name="Two")
    assert _restore(editor, party, _revisions(party)[0], 2).status_code == 302
    party.refresh_from_db()
    assert (party.name, party.version) == ("One", 3)


def test_restoring_brings_rows_and_claims_back(editor: Client) -> None:
    row = factories.AttendanceFactory(sourced=True, named_as="K.")
    meeting, key, claim = row.meeting, row.pk, row.claims.get().pk
    _save(editor, meeting, **{"attendances-0-DELETE": "on"})
    assert not Attendance.objects.exists()
    _restore(editor, meeting, _revisions(meeting)[0], 2)
    again = Attendance.objects.get(pk=key)
    assert (again.named_as, again.claims.get().pk) == ("K.", claim)


def test_restoring_of_what_was_saved_since_is_refused(editor: Client) -> None:
    party = factories.PartyFactory(name="One")
    _save(editor, party, name="Two")
    _save(editor, party, name="Three")
    answer = _restore(editor, party, _revisions(party)[0], 2)
    party.refresh_from_db()
    assert (answer.status_code, party.name) == (409, "Three")


def test_restoring_a_row_that_names_what_is_gone_is_refused(editor: Client) -> None:
    meeting = factories.MeetingFactory(title="One")
    row = factories.AttendanceFactory(meeting=meeting)
    leader = row.leader
    form = {"title": "Two", "attendances-0-DELETE": "on"}
    _save(editor, meeting, **form)
    leader.delete()
    answer = _restore(editor, meeting, _revisions(meeting)[0], 2)
    assert "deleted since" in answer.content.decode()
    assert Meeting.objects.get().title == "Two"


def test_restoring_keeps_an_address_that_was_public(editor: Client) -> None:
    party = factories.PartyFactory(name="One", slug="one")
    _save(editor, party, name="Two", slug="two")
    party.refresh_from_db()
    factories.published(party)
    party.refresh_from_db()
    _restore(editor, party, _revisions(party)[0], party.version)
    party.refresh_from_db()
    assert (party.name, party.slug) == ("One", "two")


def test_restoring_takes_approval_away(reporter: Client) -> None:
    party = factories.PartyFactory(name="One")
    _save(reporter, party, name="Two")
    type(party).objects.update(stage=Stage.APPROVED)
    _restore(reporter, party, _revisions(party)[0], 2)
    party.refresh_from_db()
    assert (party.name, party.stage) == ("One", Stage.DRAFTING)


@pytest.mark.parametrize("page", ["history", "restore"])
def test_pages_are_for_those_who_may(editor: Client, page: str) -> None:
    party = factories.PartyFactory()
    _save(editor, party, name="INC")
    args = [_revisions(party)[0]] if page == "restore" else []
    assert signed_in(factories.dave()).get(_page_url(party, page, *args)).status_code == 403


def test_history_of_nothing_goes_home(editor: Client) -> None:
    assert editor.get(reverse("admin:coalition_party_history", args=[999])).status_code == 302


def test_step_makes_nobody_the_author_of_what_was_imported(editor: Client) -> None:
    party = factories.PartyFactory()
    editor.post(_page_url(party, "submit"), {"read_version": "1", "read_number": "0"})
    party.refresh_from_db()
    assert party.stage == Stage.IN_REVIEW
    assert _revisions(party) == []


def _ticked(page: str) -> list[str]:
    return re.findall(r'name="(from|to)" value="(\d+)" checked', page)


def test_last_two_saves_are_ready_to_be_compared(editor: Client) -> None:
    party = factories.PartyFactory(name="One")
    for name in ("Two", "Three"):
        _save(editor, party, name=name)
    _first, second, third = _revisions(party)
    page = editor.get(_page_url(party, "history")).content.decode()
    assert sorted(_ticked(page)) == [("from", str(second)), ("to", str(third))]


def test_single_save_offers_nothing_to_compare(editor: Client) -> None:
    url = reverse("admin:coalition_party_add")
    editor.post(url, form_at(editor, url) | {"name": "One"})
    page = editor.get(_page_url(Party.objects.get(), "history")).content.decode()
    assert "version 1" in page
    assert 'name="from"' not in page
    assert "Compare" not in page


def test_what_a_command_published_says_so(editor: Client) -> None:
    party = factories.PartyFactory()
    factories.published(party)
    assert {entry.who for entry in _entries(editor, party)} == {"a command"}
