"""What each filter lets through, and that none of them shows a record twice."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from coalition.models import Claim, Decision, Meeting
from coalition.publishing import withdraw
from tests import factories

pytestmark = pytest.mark.django_db

LISTED = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "coalition"),
    key=lambda model: model.__name__,
)


def listed(client: Client, model: Any, **query: str) -> list[Any]:
    answer = client.get(reverse(f"admin:coalition_{model._meta.model_name}_changelist"), query)
    assert answer.status_code == 200, f"{query} was refused"
    rows = list(answer.context["cl"].result_list)
    assert answer.context["cl"].result_count == len(rows)
    return rows


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_every_choice_of_every_filter_is_answered(administrator: Client, model: Any) -> None:
    factories.published(factories.MeetingFactory(with_attendance=True, in_alliance=True))
    page = administrator.get(reverse(f"admin:coalition_{model._meta.model_name}_changelist"))
    cl = page.context["cl"]
    for spec in cl.filter_specs:
        for choice in spec.choices(cl):
            url = reverse(f"admin:coalition_{model._meta.model_name}_changelist")
            assert administrator.get(url + choice["query_string"]).status_code == 200


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_every_column_can_be_sorted(administrator: Client, model: Any) -> None:
    factories.published(factories.MeetingFactory(with_attendance=True, in_alliance=True))
    url = reverse(f"admin:coalition_{model._meta.model_name}_changelist")
    columns = admin.site._registry[model].get_list_display(RequestFactory().get(url))
    for number in range(1, len(columns) + 1):
        assert administrator.get(url, {"o": f"-{number}"}).status_code == 200


def test_public_filter_tells_live_from_withdrawn_and_never(editor: Client) -> None:
    live, gone = factories.PartyFactory(), factories.PartyFactory()
    never = factories.PartyFactory()
    factories.published(live)
    factories.published(gone)
    withdraw(gone, by=None, reason="It never existed.")
    assert listed(editor, type(live), public="live") == [live]
    assert listed(editor, type(live), public="withdrawn") == [gone]
    assert listed(editor, type(live), public="never") == [never]


@pytest.mark.parametrize(
    ("date", "month", "is_found"),
    [
        ("2023-12-06", "2023", True),
        ("2023-12-06", "2023-12", True),
        ("2023-12-06", "2023-11", False),
        ("[2023-12-15..2023-12-21]", "2023-12", True),
        ("2023", "2023-05", True),
        ("[..2023-12-05]", "2023-12", True),
        ("[..2023-12-05]", "2020", True),
        ("[..2023-12-05]", "2024", False),
        ("[2023-05-02..]", "2024-02", True),
        ("[2023-05-02..]", "2023-04", False),
        (None, "2023", False),
        (None, "none", True),
        ("2023-12-06", "none", False),
    ],
)
def test_month_filter_finds_a_date_wherever_it_can_fall(
    editor: Client, date: str | None, month: str, is_found: bool
) -> None:
    factories.MeetingFactory(date=date)
    assert bool(listed(editor, Meeting, date_in=month)) is is_found


def test_month_filter_offers_the_months_of_the_chosen_year(editor: Client) -> None:
    factories.MeetingFactory(date="2023-12-06")
    url = reverse("admin:coalition_meeting_changelist")
    assert "November 2023" not in editor.get(url).content.decode()
    assert "November 2023" in editor.get(url, {"date_in": "2023"}).content.decode()


@pytest.mark.parametrize("nonsense", ["yesterday", "2023-13", "0000", "99999"])
def test_month_that_is_none_filters_nothing(editor: Client, nonsense: str) -> None:
    meeting = factories.MeetingFactory()
    assert listed(editor, Meeting, date_in=nonsense) == [meeting]


def test_claims_filter_finds_what_nobody_says(editor: Client) -> None:
    bare, sourced = factories.MeetingFactory(), factories.MeetingFactory(sourced=True)
    assert listed(editor, Meeting, claims="none") == [bare]
    assert listed(editor, Meeting, claims="some") == [sourced]


def test_claims_filter_finds_rows_without_a_source_once(editor: Client) -> None:
    meeting = factories.MeetingFactory(sourced=True)
    factories.AttendanceFactory(meeting=meeting)
    factories.AttendanceFactory(meeting=meeting)
    factories.AttendanceFactory(meeting__sourced=True, sourced=True)
    assert listed(editor, Meeting, claims="rows") == [meeting]


def test_dispute_filter_finds_open_facts_of_rows_too(editor: Client) -> None:
    row, other = factories.AttendanceFactory(), factories.MeetingFactory()
    Decision.objects.create(attendance=row, is_open=True)
    Decision.objects.create(meeting=other, field="start", reason="Two reports say so.")
    assert listed(editor, Meeting, disputed="open") == [row.meeting]
    assert listed(editor, Meeting, disputed="settled") == [other]


@time_machine.travel("2023-12-25T12:00:00Z", tick=False)
def test_follow_up_filter_finds_plans_whose_day_has_passed(editor: Client) -> None:
    due = factories.MeetingFactory(tentative=True)
    factories.MeetingFactory(tentative=True, date="2023-12-28")
    factories.MeetingFactory(held=True)
    assert listed(editor, Meeting, follow_up="due") == [due]


def test_use_filter_finds_reports_that_wait(editor: Client) -> None:
    waiting = factories.SourceFactory()
    used = factories.ClaimFactory(party=factories.PartyFactory()).source
    assert listed(editor, type(waiting), used="no") == [waiting]
    assert listed(editor, type(waiting), used="yes") == [used]


def test_claims_are_filtered_by_what_they_are_about(editor: Client) -> None:
    claim = factories.ClaimFactory(party=factories.PartyFactory())
    factories.ClaimFactory(leader=factories.LeaderFactory())
    assert listed(editor, Claim, about="party") == [claim]


def test_alliance_filter_offers_those_in_use_alone(editor: Client) -> None:
    meeting = factories.MeetingFactory(in_alliance=True)
    factories.AllianceFactory(name="Unheard-of Front")
    url = reverse("admin:coalition_meeting_changelist")
    page = editor.get(url).content.decode()
    assert meeting.alliance.name in page
    assert "Unheard-of Front" not in page
