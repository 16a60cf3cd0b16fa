from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = [pytest.mark.urls("tests.newsroom.urls"), pytest.mark.django_db]


@pytest.fixture
def alice() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_user("alice"))
    return client


def test_public_page_asks_no_database_and_varies_by_no_cookie(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = Client().get("/public")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies


def test_signed_in_answer_is_not_stored(alice: Client) -> None:
    answer = alice.get("/personal")
    assert answer.content == b"Hello alice."
    assert "no-store" in answer["Cache-Control"]


def test_public_page_for_a_signed_in_person_is_not_stored_and_asks_no_database(
    alice: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        answer = alice.get("/public")
    assert "no-store" in answer["Cache-Control"]


def test_anonymous_answer_that_looked_at_the_user_may_be_stored() -> None:
    assert "no-store" not in Client().get("/personal").get("Cache-Control", "")
