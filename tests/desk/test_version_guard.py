"""Two editors at one record: the second save is refused, and nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from coalition.models import Attendance, Meeting, Party, Stage
from tests import factories
from tests.desk.forms_by_hand import add_row, change_url, fields_of, form_at

pytestmark = pytest.mark.django_db


def test_save_of_a_version_that_moved_on_is_refused(editor: Client, reporter: Client) -> None:
    party = factories.PartyFactory(name="Congress")
    late = form_at(editor, change_url(party))
    reporter.post(change_url(party), form_at(reporter, change_url(party)) | {"name": "INC"})
    answer = editor.post(change_url(party), late | {"name": "Indian National Congress"})
    party.refresh_from_db()
    assert answer.status_code == 200
    assert party.name == "INC"


def test_refused_save_says_who_and_what_is_stored(editor: Client, reporter: Client) -> None:
    party = factories.PartyFactory(name="Congress")
    late = form_at(editor, change_url(party))
    reporter.post(change_url(party), form_at(reporter, change_url(party)) | {"name": "INC"})
    page = editor.post(change_url(party), late | {"name": "The Congress"}).content.decode()
    assert "bob changed this record while you had it open" in page
    assert '<span class="desk-value">INC</span>' in page


def test_refused_save_names_each_colleague_once(editor: Client, reporter: Client) -> None:
    party = factories.PartyFactory(name="Congress", stage=Stage.APPROVED)
    late = form_at(editor, change_url(party))
    for name in ("INC", "The INC"):
        reporter.post(change_url(party), form_at(reporter, change_url(party)) | {"name": name})
    page = editor.post(change_url(party), late | {"name": "The Congress"}).content.decode()
    assert page.count("bob changed this record while you had it open") == 1


def test_refused_save_gives_everything_back(editor: Client, reporter: Client) -> None:
    meeting = factories.MeetingFactory(with_attendance=True)
    leader = factories.LeaderFactory()
    late = form_at(editor, change_url(meeting)) | {"title": "My title", "summary": "My words"}
    late["attendances-0-described_as"] = "my description"
    row = add_row(late, "attendances", leader=str(leader.pk), status="expected", named_as="K.")
    reporter.post(change_url(meeting), form_at(reporter, change_url(meeting)))
    page = editor.post(change_url(meeting), late)
    given_back = fields_of(page.content.decode())
    del late["csrfmiddlewaretoken"], late["read_version"]
    assert late.items() <= given_back.items()
    assert given_back[f"{row}-leader"] == str(leader.pk)


def test_row_deleted_meanwhile_is_given_back_and_named(editor: Client, reporter: Client) -> None:
    """The admin pairs forms with stored rows by position, and would drop the last form."""
    meeting = factories.MeetingFactory(with_attendance=True)
    late = form_at(editor, change_url(meeting))
    late["attendances-0-described_as"] = "typed into a row that is gone"
    late["attendances-2-described_as"] = "typed into the last row"
    early = form_at(reporter, change_url(meeting)) | {"attendances-0-DELETE": "on"}
    reporter.post(change_url(meeting), early)
    page = editor.post(change_url(meeting), late).content.decode()
    assert "typed into a row that is gone" in page
    assert "typed into the last row" in page
    assert "Somebody deleted this row in the meantime" in page


def test_answer_holds_for_the_version_that_was_looked_at(editor: Client, reporter: Client) -> None:
    party = factories.PartyFactory(name="Congress")
    late = form_at(editor, change_url(party)) | {"name": "Mine"}
    late |= {"asked": "name", "choose-name": "mine"}
    for name in ("INC", "I.N.C."):
        form = form_at(reporter, change_url(party)) | {"name": name}
        reporter.post(change_url(party), form)
    editor.post(change_url(party), late)
    party.refresh_from_db()
    assert party.name == "I.N.C."


def test_form_without_a_version_is_refused(editor: Client) -> None:
    party = factories.PartyFactory(name="Congress")
    form = form_at(editor, change_url(party)) | {"name": "INC"}
    del form["read_version"]
    answer = editor.post(change_url(party), form)
    party.refresh_from_db()
    assert (answer.status_code, party.name) == (200, "Congress")


def test_race_between_the_check_and_the_save_is_refused_too(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form agrees with what was loaded, and somebody saves before we do."""
    party = factories.PartyFactory(name="Congress")
    form = form_at(editor, change_url(party)) | {"name": "Mine"}
    kept = Party.save

    def raced(self: Party, *args: Any, **kwargs: Any) -> None:
        monkeypatch.setattr(Party, "save", kept)
        Party.objects.filter(pk=self.pk).update(version=7, name="Theirs")
        kept(self, *args, **kwargs)

    monkeypatch.setattr(Party, "save", raced)
    answer = editor.post(change_url(party), form)
    party.refresh_from_db()
    assert answer.status_code == 200
    assert "was changed or deleted by somebody else" in answer.content.decode()
    assert fields_of(answer.content.decode())["name"] == "Mine"


def test_record_deleted_meanwhile_is_a_message(editor: Client) -> None:
    party = factories.PartyFactory()
    form = form_at(editor, change_url(party))
    party.delete()
    answer = editor.post(change_url(party), form)
    assert answer.status_code == 302
    assert "Perhaps it was deleted" in str(*get_messages(answer.wsgi_request))


def test_row_page_saves_a_new_version_of_its_record(editor: Client) -> None:
    row = factories.AttendanceFactory()
    editor.post(change_url(row), form_at(editor, change_url(row)) | {"named_as": "K."})
    row.meeting.refresh_from_db()
    assert (Attendance.objects.get().named_as, row.meeting.version) == ("K.", 2)


def test_row_page_is_refused_if_its_record_moved_on(editor: Client) -> None:
    row = factories.AttendanceFactory()
    late = form_at(editor, change_url(row)) | {"named_as": "K."}
    Meeting.objects.get().save()
    answer = editor.post(change_url(row), late)
    assert answer.status_code == 200
    assert "while you had it open" in answer.content.decode()
    assert Attendance.objects.get().named_as == ""
