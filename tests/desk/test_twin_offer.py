"""Before a meeting is recorded a second time, the one that is there is offered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coalition.models import Meeting
from tests import factories
from tests.desk.forms_by_hand import form_at

pytestmark = pytest.mark.django_db

ADD = "/admin/coalition/meeting/add/"


def add(client: Client, **given: str) -> Any:
    form = form_at(client, ADD)
    form |= {"title": "Dinner", "category": "dinner", "occurrence": "held"}
    return client.post(ADD, form | {"date": "2023-12-06", "city": "New Delhi"} | given)


def recorded(**given: Any) -> Meeting:
    meeting: Meeting = factories.MeetingFactory(city="New Delhi", **given)
    return meeting


def offer_of(meeting: Meeting) -> str:
    return reverse("admin:coalition_meeting_conflicts_add", args=[meeting.pk])


def test_meeting_that_may_be_there_is_offered_and_nothing_saved(editor: Client) -> None:
    there, source = recorded(), factories.SourceFactory()
    page = add(editor, default_source=str(source.pk)).content.decode()
    assert f"{offer_of(there)}?source={source.pk}" in page
    assert Meeting.objects.count() == 1


def test_meeting_that_is_another_is_saved(editor: Client) -> None:
    recorded()
    add(editor, is_another="on")
    assert Meeting.objects.count() == 2


def test_meeting_on_another_day_is_saved_at_once(editor: Client) -> None:
    recorded(date="2023-12-01")
    add(editor)
    assert Meeting.objects.count() == 2


def test_other_mistakes_are_told_first(editor: Client) -> None:
    recorded()
    page = add(editor, title="").content.decode()
    assert "Is it this one?" not in page


def test_stored_meeting_is_not_asked_about_again(editor: Client) -> None:
    meeting = recorded()
    recorded()
    url = reverse("admin:coalition_meeting_change", args=[meeting.pk])
    editor.post(url, form_at(editor, url) | {"title": "Another title"})
    meeting.refresh_from_db()
    assert meeting.title == "Another title"


def test_report_offers_the_meetings_of_its_days(editor: Client) -> None:
    there, source = recorded(), factories.SourceFactory()
    page = editor.get(f"{ADD}?default_source={source.pk}").content.decode()
    assert f"{offer_of(there)}?source={source.pk}" in page


@pytest.mark.parametrize("given", [{"date": "2023-12-01"}, {"city": "Patna"}])
def test_report_does_not_offer_what_it_cannot_be_about(
    editor: Client, given: dict[str, str]
) -> None:
    factories.MeetingFactory(**({"city": "New Delhi"} | given))
    source = factories.SourceFactory()
    page = editor.get(f"{ADD}?default_source={source.pk}").content.decode()
    assert "Is it this one?" not in page


def test_report_without_a_date_offers_nothing(editor: Client) -> None:
    recorded()
    source = factories.SourceFactory(undated=True)
    page = editor.get(f"{ADD}?default_source={source.pk}").content.decode()
    assert "Is it this one?" not in page
