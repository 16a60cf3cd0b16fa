"""Lists as pages: what they cost, and what an empty one says."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coalition.models import Meeting, Party
from tests import factories
from tests.desk.lists.test_filters import LISTED

pytestmark = pytest.mark.django_db

#: What the task allows; sign-in, count and page are among them.
QUERIES = 12


def url_of(model: Any) -> str:
    return reverse(f"admin:coalition_{model._meta.model_name}_changelist")


def queries_of(client: Client, model: Any, **query: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url_of(model), query).status_code == 200
    return len(captured)


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_list_asks_few_questions_however_long(administrator: Client, model: Any) -> None:
    factories.published(factories.MeetingFactory(with_attendance=True, in_alliance=True))
    queries_of(administrator, model)
    few = queries_of(administrator, model, q="party")
    for _number in range(4):
        factories.published(factories.MeetingFactory(with_attendance=True, in_alliance=True))
    assert queries_of(administrator, model, q="party") <= few <= QUERIES


def test_meetings_list_has_its_number_of_queries(editor: Client) -> None:
    factories.published(factories.MeetingFactory(with_attendance=True, in_alliance=True))
    queries_of(editor, Meeting)
    assert queries_of(editor, Meeting) <= 10


def test_list_counts_who_came(editor: Client) -> None:
    factories.MeetingFactory(with_attendance=True)
    assert "2 of 2 parties" in editor.get(url_of(Meeting)).content.decode()


def test_list_says_which_edition_is_public(editor: Client) -> None:
    factories.published(factories.PartyFactory())
    assert "Edition 1" in editor.get(reverse("admin:coalition_party_changelist")).content.decode()


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_empty_list_says_what_to_do(administrator: Client, model: Any) -> None:
    words = str(admin.site._registry[model].empty_list)
    assert words in administrator.get(url_of(model)).content.decode().replace("&#x27;", "'")


def test_search_without_a_find_leads_back(editor: Client) -> None:
    factories.MeetingFactory()
    page = editor.get(url_of(Meeting), {"q": "nothing"}).content.decode()
    assert "Nothing matches" in page
    assert '<a href="?">' in page


def test_narrowing_by_an_address_without_a_find_leads_back(editor: Client) -> None:
    factories.MeetingFactory(city="Patna")
    page = editor.get(url_of(Meeting), {"city": "Goa"}).content.decode()
    assert "Nothing matches" in page


@pytest.mark.parametrize(("query", "is_marked"), [({}, False), ({"o": "1"}, True)])
def test_title_is_marked_only_where_it_sorts(
    editor: Client, query: dict[str, str], is_marked: bool
) -> None:
    factories.MeetingFactory()
    assert ("sorted ascending" in editor.get(url_of(Meeting), query).content.decode()) is is_marked


def test_name_by_which_a_list_comes_is_marked(editor: Client) -> None:
    factories.PartyFactory()
    assert "sorted ascending" in editor.get(url_of(Party)).content.decode()
