"""Queries that are wrong: always a 400 that names the parameter, never a 500 or a silent answer."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from coalition.api.filtersets import FILTERSETS
from coalition.api.kinds import PUBLIC_KINDS

pytestmark = pytest.mark.django_db

LISTS = [entry.path for entry in PUBLIC_KINDS.values()]


def get(path: str, query: str) -> HttpResponse:
    return Client(raise_request_exception=False).get(f"/api/v1/{path}?{query}")


def refused(answer: HttpResponse) -> list[str]:
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    return [error["parameter"] for error in answer.json()["errors"]]


@pytest.mark.parametrize("path", [*(f"{path}/" for path in LISTS), "changes", "search", "schema/"])
@pytest.mark.parametrize("name", ["sort", "expand", "published_by", "body__contains", "page", "id"])
def test_undeclared_parameter_is_refused(path: str, name: str) -> None:
    assert refused(get(path, f"{name}=1")) == [name]


def test_misspelt_parameter_is_told_the_right_one() -> None:
    answer = get("meetings/", "atendance=absent")
    assert answer.json()["errors"][0]["detail"].endswith("Did you mean attendance?")


@pytest.mark.parametrize("name", ["party", "limit", "cursor", "region", "date_from"])
def test_repeated_parameter_is_refused(name: str) -> None:
    assert refused(get("meetings/", f"{name}=1&{name}=1")) == [name]


@pytest.mark.parametrize("path", LISTS)
def test_empty_parameter_is_refused(path: str) -> None:
    for name in FILTERSETS[_kind(path)].base_filters:
        assert refused(get(f"{path}/", f"{name}=")) == [name]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "value",
    [
        "%00",
        "a%00b",
        "%0a",
        "%7f",
        "x" * 401,
        "%ff%fe",
        "%F0%9F%A6%8A",
        "'--",
        "%25",
        "..%2f",
        "%20",
    ],
)
def test_hostile_value_is_refused_by_every_filter(path: str, value: str) -> None:
    for name in FILTERSETS[_kind(path)].base_filters:
        # A picture has a name, so that its letters may be looked for.
        if not (name == "q" and value == "%F0%9F%A6%8A"):
            assert name in refused(get(f"{path}/", f"{name}={value}"))


@pytest.mark.parametrize(
    "value",
    [
        *("2023-13-01", "2023-02-29", "2023-2-1", "20231206", "2023-W49-3", "0000-01-01", "x"),
        *("2023-12-06T00:00:00", "10000-01-01", "-2023-12-06", "२०२३-१२-०६", "1701820800"),
    ],
)
@pytest.mark.parametrize("name", ["date_from", "date_to"])
def test_day_that_is_none_is_refused(name: str, value: str) -> None:
    assert refused(get("meetings/", f"{name}={value}")) == [name]


def test_days_in_the_wrong_order_are_refused() -> None:
    query = "date_from=2023-12-07&date_to=2023-12-06"
    assert refused(get("meetings/", query)) == ["date_to"]


@pytest.mark.parametrize(
    "value",
    [
        *("2023-12-06", "2023-12-06T16:11:00", "2023-12-06T16:11Z", "now", "1701879060"),
        *("2023-12-06T25:00:00Z", "2023-12-06T21:41:00+05:30", "2023-12-06T16:11:00%2B99:00"),
        *("0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "2023-12-06T16:11:60Z"),
    ],
)
def test_moment_that_is_none_is_refused(value: str) -> None:
    assert refused(get("meetings/", f"published_since={value}")) == ["published_since"]


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"])
def test_outermost_moments_are_accepted(value: str) -> None:
    assert get("meetings/", f"published_since={value}").status_code == 200


@pytest.mark.parametrize("value", ["in", "IND", "IN-", "IN-DELHI", "IN_DL", "%", "IN-D%25"])
def test_region_that_is_no_code_is_refused(value: str) -> None:
    assert refused(get("meetings/", f"region={value}")) == ["region"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("meetings/", "occurrence"),
        ("meetings/", "category"),
        ("elections/", "level"),
        ("seat-sharing-talks/", "status"),
        ("statements/", "stance"),
        ("changes", "kind"),
    ],
)
def test_word_outside_its_vocabulary_is_refused_with_the_choices(path: str, name: str) -> None:
    answer = get(path, f"{name}=HELD")
    assert refused(answer) == [name]
    assert answer.json()["errors"][0]["detail"].startswith("Choose one of: ")


def test_all_findings_are_told_at_once() -> None:
    assert refused(get("meetings/", "region=x&date_from=y")) == ["date_from", "region"]


def test_long_name_is_echoed_in_part() -> None:
    [name] = refused(get("meetings/", f"{'x' * 3000}=1"))
    assert name == "x" * 40 + "…"


def test_control_characters_in_a_name_are_not_echoed() -> None:
    [name] = refused(get("meetings/", "a%00b%1b=1"))
    assert name == "a\ufffdb\ufffd"


def test_too_many_parameters_are_a_problem() -> None:
    answer = get("meetings/", "&".join(f"p{n}=1" for n in range(20_001)))
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_many_findings_are_told_in_part() -> None:
    assert len(refused(get("meetings/", "&".join(f"p{n}=1" for n in range(100))))) == 20


def _kind(path: str):
    return next(kind for kind, entry in PUBLIC_KINDS.items() if entry.path == path)
