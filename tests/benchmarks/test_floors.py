"""The floors answer with the bytes that were captured, and the calls made of them fit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client, override_settings

from benchmarks.captures import SCHEMA, Capture, contenders
from benchmarks.floor import views
from benchmarks.rounds import BARE, ROW, SITE, Contender
from benchmarks.scenarios import Scenario

LIST = Capture("/api/v1/meetings/?limit=50&cursor=x.y", '{"name":"नई दिल्ली"}', '"1"')
PLAIN = Scenario("plain")
CONDITIONAL = Scenario("conditional", is_cached=True, is_conditional=True)


def contender(name: str, scenario: Scenario) -> Contender:
    made = contenders(scenario, 1000, [LIST], site=1, floors=2)
    return next(found for found in made if found.name == name)


@pytest.fixture
def floor(db: None) -> Iterator[Client]:
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        cursor.execute("INSERT INTO floor_answer VALUES (%s, %s)", [f"/1000{LIST.path}", LIST.body])
    views._bodies.cache_clear()
    with override_settings(ROOT_URLCONF="benchmarks.floor.urls"):
        yield Client()
    views._bodies.cache_clear()


@pytest.mark.parametrize("name", [BARE, ROW])
def test_floor_answers_with_the_captured_bytes(floor: Client, name: str) -> None:
    (call,) = contender(name, PLAIN).calls
    answer = floor.get(call.path)
    assert answer.content == LIST.body.encode()
    assert (answer.status_code, len(answer.content)) == (call.status, call.length)


@pytest.mark.parametrize("name", [BARE, ROW])
def test_floor_answers_not_modified_without_a_body(floor: Client, name: str) -> None:
    (call,) = contender(name, CONDITIONAL).calls
    answer = floor.get(call.path)
    assert (answer.status_code, len(answer.content)) == (call.status, call.length) == (304, 0)


def test_row_floor_takes_one_query(floor: Client, django_assert_num_queries: object) -> None:
    (call,) = contender(ROW, PLAIN).calls
    with django_assert_num_queries(1):  # type: ignore[operator]
        floor.get(call.path)


def test_bare_floor_takes_no_query_once_it_is_warm(
    floor: Client, django_assert_num_queries: object
) -> None:
    (call,) = contender(BARE, PLAIN).calls
    floor.get(call.path)
    with django_assert_num_queries(0):  # type: ignore[operator]
        floor.get(call.path)


def test_site_is_asked_for_the_captured_address_with_its_tag() -> None:
    (call,) = contender(SITE, CONDITIONAL).calls
    assert call.path == LIST.path
    assert call.headers == (("If-None-Match", '"1"'),)
