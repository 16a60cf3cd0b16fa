"""The lists on their page: where they lead, where they stop, and what an empty desk says."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from coalition.desk.dashboard.work import COUNTED, SHOWN
from coalition.publishing import submit
from tests import factories
from tests.desk.dashboard.board import INDEX, scheduled, work

pytestmark = pytest.mark.django_db


def test_index_leads_to_the_form_of_an_entry(editor: Client) -> None:
    meeting = submit(factories.MeetingFactory(), by=factories.bob())
    url = reverse("admin:coalition_meeting_change", args=[meeting.pk])
    assert f'href="{url}"' in editor.get(INDEX).content.decode()


def test_full_list_behind_the_link_has_what_the_list_counts(editor: Client) -> None:
    meeting = submit(factories.MeetingFactory(title="Dinner"), by=factories.bob())
    [(label, url)] = work(factories.alice(), "review").links
    assert label == "1 meeting"
    assert list(editor.get(url).context["cl"].result_list) == [meeting]


def test_full_list_of_the_schedule_is_behind_its_link(editor: Client) -> None:
    meeting = scheduled("Dinner")
    factories.MeetingFactory(title="Not scheduled")
    [(_label, url)] = work(factories.alice(), "scheduled").links
    assert list(editor.get(url).context["cl"].result_list) == [meeting]


def test_full_list_of_changes_is_behind_its_link(editor: Client) -> None:
    changed, same = factories.PartyFactory(name="Congress"), factories.PartyFactory()
    for party in (changed, same):
        factories.published(party)
    changed.refresh_from_db()
    changed.name = "INC"
    changed.save()
    [(_label, url)] = work(factories.alice(), "changed").links
    assert list(editor.get(url).context["cl"].result_list) == [changed]


def test_empty_desk_says_what_to_do_next(reporter: Client) -> None:
    page = reporter.get(INDEX).content.decode()
    assert "Add the source of your next report, and record from it." in page


def test_staff_without_a_role_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(factories.dave())
    assert "Ask an administrator" in client.get(INDEX).content.decode()


def test_list_shows_a_few_and_counts_the_rest(editor: Client) -> None:
    for _ in range(SHOWN + 2):
        factories.LeaderFactory(in_review=True)
    found = work(factories.alice(), "review")
    assert (len(found.entries), found.count, found.hidden) == (SHOWN, SHOWN + 2, 2)
    assert "and 2 more" in editor.get(INDEX).content.decode()


def test_count_stops_at_its_limit() -> None:
    for _ in range(COUNTED + 5):
        factories.LeaderFactory(in_review=True)
    assert work(factories.alice(), "review").count_label == f"{COUNTED}+"
