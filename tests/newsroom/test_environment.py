from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.environment import Environment, without_password


def environment(**variables: str) -> Environment:
    return Environment(variables)


@pytest.mark.parametrize("value", ["1", "true", "True", " yes ", "on"])
def test_flag_is_true(value: str) -> None:
    assert environment(DEBUG=value).flag("DEBUG") is True


@pytest.mark.parametrize("value", ["0", "false", "no", "OFF", ""])
def test_flag_is_false(value: str) -> None:
    assert environment(DEBUG=value).flag("DEBUG", default=True) is False


def test_absent_flag_takes_its_default() -> None:
    assert environment().flag("DEBUG", default=True) is True


def test_empty_number_takes_its_default() -> None:
    assert environment(N=" ").whole_number("N", 7) == 7


def test_names_are_split_at_commas() -> None:
    assert environment(HOSTS="a.example, b.example,,").names("HOSTS") == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("read", "value", "remedy"),
    [
        (lambda env: env.flag("IT"), "perhaps", "Use true or false"),
        (lambda env: env.whole_number("IT", 1), "many", "Use a whole number, 0 or more"),
        (lambda env: env.whole_number("IT", 1), "-1", "Use a whole number, 0 or more"),
        (lambda env: env.whole_number("IT", 5, minimum=2), "1", "Use a whole number, 2 or more"),
        (lambda env: env.whole_number("IT", 1), "9" * 13, "Use a whole number"),
        (lambda env: env.time_zone("IT", "UTC"), "Asia/Delhi", "Asia/Kolkata"),
        (lambda env: env.language("IT", "en"), "klingon", "en-gb"),
        (lambda env: env.choice("IT", "A", of=("A", "B")), "C", "Use one of A, B"),
        (lambda env: env.origin("IT"), "desk.example.org", "https://desk.example.org"),
        (lambda env: env.origin("IT"), "ftp://desk.example.org", "https://desk.example.org"),
        (lambda env: env.origin("IT"), "https://desk.example.org/cms", "without a path"),
        (lambda env: env.origin("IT"), "https://desk.example.org:port", "without a path"),
        (lambda env: env.origin("IT"), "https://[::1", "without a path"),
        (lambda env: env.origin("IT"), "https://", "without a path"),
    ],
)
def test_complaint_names_variable_value_and_remedy(read, value: str, remedy: str) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        read(environment(IT=value))
    assert str(caught.value).startswith("IT: got ")
    assert value in str(caught.value)
    assert remedy in str(caught.value)


def test_origin_loses_its_final_slash() -> None:
    assert environment(SITE_URL="https://a.example/").origin("SITE_URL").geturl() == (
        "https://a.example"
    )


def test_origin_complaint_keeps_the_password_to_itself() -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        environment(SITE_URL="https://alice:hunter2@a.example").origin("SITE_URL")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("postgres://desk:secret@db:5432/desk", "postgres://desk:***@db:5432/desk"),
        ("postgres://desk:se:cr/et@db/desk", "postgres://desk:***@db/desk"),
        ("postgres://desk:a@b@db/desk", "postgres://desk:***@db/desk"),
        ("redis://:secret@cache:6379/0", "redis://:***@cache:6379/0"),
        ("sqlite:///var/desk.sqlite3", "sqlite:///var/desk.sqlite3"),
    ],
)
def test_password_is_masked(url: str, printed: str) -> None:
    assert without_password(url) == printed
