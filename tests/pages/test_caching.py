from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.test import Client

from coalition import generation, kept_answers
from coalition.publishing import publish, withdraw
from tests.factories import MeetingFactory, PartyFactory, alice, published

pytestmark = pytest.mark.django_db


def everything_kept() -> dict[str, bytes]:
    return {key: kept for cache in caches.all() for key, kept in cache._cache.items()}  # type: ignore[attr-defined]


@pytest.fixture
def meeting() -> Any:
    record = MeetingFactory(title="Saffron supper", slug="dinner", purpose="First wording.")
    published(record)
    record.refresh_from_db()
    return record


def test_public_page_may_be_kept_for_a_minute(meeting: Any) -> None:
    answer = Client().get("/meetings/dinner/")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.has_header("Vary")
    assert not answer.cookies


def test_second_reader_gets_the_same_bytes_and_headers(meeting: Any) -> None:
    first, second = Client().get("/meetings/dinner/"), Client().get("/meetings/dinner/")
    assert second.content == first.content
    assert second.headers == first.headers


def test_new_edition_is_seen_at_once(meeting: Any) -> None:
    Client().get("/meetings/dinner/")
    meeting.purpose = "Second wording."
    meeting.save()
    publish(meeting, by=None)
    assert b"Second wording." in Client().get("/meetings/dinner/").content


def test_new_edition_is_seen_at_once_though_the_generation_is_remembered(
    meeting: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.GENERATION_SECONDS = 3600
    generation.forget()
    Client().get("/meetings/dinner/")
    meeting.purpose = "Second wording."
    meeting.save()
    with django_capture_on_commit_callbacks(execute=True):
        publish(meeting, by=None)
    assert b"Second wording." in Client().get("/meetings/dinner/").content


def test_withdrawn_page_is_gone_at_once_and_no_304_revives_it(meeting: Any) -> None:
    tag = Client().get("/meetings/dinner/")["ETag"]
    withdraw(meeting, by=alice(), reason="It never took place.")
    assert Client().get("/meetings/dinner/").status_code == 410
    assert Client().get("/meetings/dinner/", headers={"if-none-match": tag}).status_code == 410


def test_page_that_lists_it_forgets_a_withdrawn_meeting_at_once(meeting: Any) -> None:
    assert b"Saffron supper" in Client().get("/meetings/").content
    withdraw(meeting, by=alice(), reason="It never took place.")
    assert b"Saffron supper" not in Client().get("/meetings/").content


def test_published_page_is_seen_after_a_404() -> None:
    record = MeetingFactory(title="Saffron supper", slug="dinner")
    assert Client().get("/meetings/dinner/").status_code == 404
    published(record)
    assert Client().get("/meetings/dinner/").status_code == 200


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_reader_who_has_the_page_is_told_so(meeting: Any, form: str) -> None:
    tag = Client().get("/meetings/dinner/")["ETag"]
    answer = Client().get("/meetings/dinner/", headers={"if-none-match": form.format(tag)})
    assert answer.status_code == 304
    assert answer.content == b""
    assert answer["ETag"] == tag
    assert answer["Cache-Control"] == "public, max-age=60"


def test_reader_who_has_another_page_gets_this_one(meeting: Any) -> None:
    answer = Client().get("/meetings/dinner/", headers={"if-none-match": '"other"'})
    assert answer.status_code == 200


def test_tag_is_strong_and_changes_with_the_page(meeting: Any) -> None:
    before = Client().get("/meetings/dinner/")["ETag"]
    follower = MeetingFactory(title="Second", follows=meeting)
    published(follower)
    after = Client().get("/meetings/dinner/")["ETag"]
    assert before.startswith('"')
    assert after != before


def test_tag_stays_when_something_else_is_published(meeting: Any) -> None:
    before = Client().get("/meetings/dinner/")["ETag"]
    published(PartyFactory())
    assert Client().get("/meetings/dinner/")["ETag"] == before


def test_tag_does_not_move_with_a_draft(meeting: Any) -> None:
    before = Client().get("/meetings/dinner/")["ETag"]
    meeting.purpose = "Second wording."
    meeting.save()
    kept_answers.forget_all()
    assert Client().get("/meetings/dinner/")["ETag"] == before


def test_tagged_link_to_a_list_gets_what_is_kept_of_the_list(
    meeting: Any, django_assert_num_queries: Any
) -> None:
    plain = Client().get("/meetings/")
    kept = set(everything_kept())
    with django_assert_num_queries(1):
        tagged = Client().get("/meetings/?utm_source=mail&fbclid=IwAR0")
    assert (tagged.content, tagged["ETag"]) == (plain.content, plain["ETag"])
    assert set(everything_kept()) == kept


def test_tagged_links_are_kept_as_one(meeting: Any) -> None:
    Client().get("/meetings/?fbclid=1")
    kept = set(everything_kept())
    Client().get("/meetings/?fbclid=2")
    Client().get("/meetings/")
    assert set(everything_kept()) == kept


def test_page_that_says_what_is_to_come_changes_with_the_day() -> None:
    published(MeetingFactory(title="Plan", confirmed=True))
    with time_machine.travel("2023-12-19T23:59:00+05:30"):
        assert b"outcome not recorded" not in Client().get("/meetings/").content
    with time_machine.travel("2023-12-20T00:01:00+05:30"):
        assert b"outcome not recorded" in Client().get("/meetings/").content


def test_lists_are_kept_apart_by_what_is_asked(meeting: Any) -> None:
    assert b"Saffron supper" in Client().get("/meetings/?occurrence=held").content
    assert b"Saffron supper" not in Client().get("/meetings/?occurrence=cancelled").content


def test_signed_in_answer_is_not_stored_and_does_not_come_from_the_cache(meeting: Any) -> None:
    client = Client()
    client.force_login(alice())
    Client().get("/meetings/dinner/")
    cache_before = everything_kept()
    answer = client.get("/meetings/dinner/")
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.has_header("ETag")
    assert everything_kept() == cache_before


def test_signed_in_answer_is_not_left_in_the_cache(
    meeting: Any, django_assert_num_queries: Any
) -> None:
    client = Client()
    client.force_login(alice())
    client.get("/meetings/dinner/")
    with django_assert_num_queries(4):
        Client().get("/meetings/dinner/")


def test_no_visitor_costs_a_session_query(meeting: Any, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4) as asked:
        Client().get("/meetings/dinner/")
    table = Session._meta.db_table
    assert not [query for query in asked.captured_queries if table in query["sql"]]


@pytest.mark.parametrize("path", ["/meetings/?after=", "/api/v1/meetings/?date_from="])
def test_answers_to_made_up_questions_displace_no_page(
    meeting: Any, path: str, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cache in caches.all():
        monkeypatch.setattr(cache, "_max_entries", 5)
    Client().get("/meetings/dinner/")
    for day in range(1, 21):
        tail = "0000!00000000-0000-0000-0000-000000000000" if "after" in path else ""
        asked = f"{path}2023-12-{day:02}" + (f"-{tail}" if tail else "")
        assert Client().get(asked).status_code == 200
    assert len(everything_kept()) <= 10
    with django_assert_num_queries(1):
        Client().get("/meetings/dinner/")


def test_list_that_was_asked_for_with_a_filter_is_kept(
    meeting: Any, django_assert_num_queries: Any
) -> None:
    Client().get("/meetings/?occurrence=held")
    with django_assert_num_queries(1):
        Client().get("/meetings/?occurrence=held")
