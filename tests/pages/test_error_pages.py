from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory

from newsroom.problems import error_answer
from tests.pages.reading import words_of


@pytest.mark.parametrize("status", [400, 403, 404, 410, 413, 429, 500, 503])
def test_error_page_has_the_layout_of_the_site_and_asks_no_database(
    status: int, django_assert_num_queries: Any, db: None
) -> None:
    request = RequestFactory().get("/somewhere/")
    with django_assert_num_queries(0):
        answer = error_answer(request, status)
    html = answer.content.decode()
    assert answer.status_code == status
    assert "site.css" in html
    assert "<main" in html
    assert "<h1>" in html
    assert "Front page" in words_of(html)


def test_detail_of_an_error_is_escaped() -> None:
    answer = error_answer(RequestFactory().get("/x"), 429, detail="<script>x</script>")
    assert b"<script>" not in answer.content


@pytest.mark.django_db
def test_error_page_is_not_for_search_engines() -> None:
    assert b"noindex" in Client().get("/nowhere/").content


@pytest.mark.django_db
def test_page_not_found_offers_to_search() -> None:
    html = Client().get("/meetings/india-dinner/").content.decode()
    assert "Search for a name instead" in html
    assert "india-dinner" not in html


@pytest.mark.django_db
def test_question_that_makes_no_sense_leads_to_the_page_without_it() -> None:
    html = Client().get("/meetings/?colour=red").content.decode()
    assert '<a href="/meetings/">The same page' in html
