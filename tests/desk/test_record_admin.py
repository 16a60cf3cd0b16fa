"""The forms and lists of records: what they hold, what they cost, and what an edit does."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from coalition.models import Meeting, Record
from tests import factories
from tests.desk.forms_by_hand import change_url, form_at

pytestmark = pytest.mark.django_db

RECORDS = {
    "party": lambda: factories.PartyNameFactory().party,
    "alliance": lambda: factories.AllianceMembershipFactory(sourced=True).alliance,
    "leader": lambda: factories.OfficeFactory(sourced=True).leader,
    "election": lambda: factories.ElectionOutcomeFactory(sourced=True).election,
    "meeting": lambda: factories.MeetingFactory(with_attendance=True, sourced=True),
    "seatsharingtalk": lambda: factories.SeatPositionFactory(sourced=True).talk,
    "statement": lambda: factories.StatementFactory(by_leader=True, sourced=True),
    "source": lambda: factories.SourceFactory(),
}
ROWS = {
    "alliancemembership": factories.AllianceMembershipFactory,
    "attendance": factories.AttendanceFactory,
    "electionoutcome": factories.ElectionOutcomeFactory,
    "office": factories.OfficeFactory,
    "partymembership": factories.PartyMembershipFactory,
    "seatposition": factories.SeatPositionFactory,
}


def test_every_record_is_registered_and_has_its_test() -> None:
    registered = {model._meta.model_name for model in admin.site._registry}
    records = {model._meta.model_name for model in Record.__subclasses__()}
    assert records <= registered
    assert records == set(RECORDS)


@pytest.mark.parametrize("name", RECORDS)
def test_form_that_is_saved_as_it_came_changes_nothing_but_the_version(
    editor: Client, name: str
) -> None:
    record = RECORDS[name]()
    before = type(record).objects.filter(pk=record.pk).values().get()
    rows = sum(1 for _ in _everything())
    answer = editor.post(change_url(record), form_at(editor, change_url(record)))
    after = type(record).objects.filter(pk=record.pk).values().get()
    assert answer.status_code == 302
    assert after == before | {"version": before["version"] + 1}
    assert sum(1 for _ in _everything()) == rows


def _everything() -> Any:
    for model in admin.site._registry:
        if model._meta.app_label == "coalition":
            yield from model._default_manager.values_list("pk")


@pytest.mark.parametrize("name", RECORDS)
def test_blank_form_opens_plain_too(editor: Client, name: str) -> None:
    """Without JavaScript an autocomplete has nothing to choose from; `?plain=1` lists it all."""
    url = reverse(f"admin:coalition_{name}_add")
    assert editor.get(url).status_code == 200
    page = editor.get(url + "?plain=1").content.decode()
    assert "admin-autocomplete" not in page


def test_plain_form_has_blank_rows_that_save(editor: Client) -> None:
    leader, source = factories.LeaderFactory(), factories.SourceFactory()
    url = reverse("admin:coalition_meeting_add") + "?plain=1"
    form = form_at(editor, url)
    form |= {"title": "Dinner", "category": "dinner", "occurrence": "held"}
    form |= {"attendances-0-leader": str(leader.pk), "attendances-0-claim_paragraph": "2"}
    answer = editor.post(url, form | {"default_source": str(source.pk)})
    assert answer.status_code == 302
    row = Meeting.objects.get().attendances.get()
    assert (row.leader, row.claims.get().source) == (leader, source)


@pytest.mark.parametrize("name", [*RECORDS, "claim", "edition", *ROWS])
def test_list_costs_the_same_for_many(
    editor: Client, name: str, django_assert_max_num_queries: Any
) -> None:
    for make in (*RECORDS.values(), *ROWS.values()):
        make()
        make()
    factories.published(factories.MeetingFactory())
    with django_assert_max_num_queries(12):
        page = editor.get(reverse(f"admin:coalition_{name}_changelist") + "?q=a")
    assert page.status_code == 200


@pytest.mark.parametrize("rows", [3, 30])
def test_meeting_form_costs_the_same_for_thirty_rows(
    editor: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    meeting = factories.MeetingFactory(sourced=True)
    for _ in range(rows):
        factories.AttendanceFactory(meeting=meeting, sourced=True)
    with django_assert_max_num_queries(40):
        page = editor.get(change_url(meeting)).content.decode()
    assert page.count('<option value="attended" selected>') >= rows


def test_rows_as_they_were_cost_nothing_to_save(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    meeting = factories.MeetingFactory(sourced=True)
    for _ in range(30):
        factories.AttendanceFactory(meeting=meeting, sourced=True)
    form = form_at(editor, change_url(meeting))
    with django_assert_max_num_queries(70):
        answer = editor.post(change_url(meeting), form)
    assert answer.status_code == 302


@pytest.mark.parametrize("name", ["meeting", "leader", "source"])
def test_pages_have_no_inline_script_or_style(editor: Client, name: str) -> None:
    record = RECORDS[name]()
    urls = [change_url(record), reverse(f"admin:coalition_{name}_changelist"), "/admin/"]
    if name != "source":
        urls.append(reverse(f"admin:coalition_{name}_publish", args=[record.pk]))
    for url in urls:
        page = editor.get(url).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert "<script>" not in page
