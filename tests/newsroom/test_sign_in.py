"""The brake on guessing passwords: by user name and address together."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from newsroom.client_address import client_address

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"
OFFICE = "198.51.100.7"
ELSEWHERE = "203.0.113.9"
FOUND, LOCKED, WRONG = 302, 429, 200


@pytest.fixture(autouse=True)
def _staff() -> None:
    for name in ("alice", "bob"):
        get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True)


def sign_in(name: str, *, password: str = PASSWORD, address: str = OFFICE) -> HttpResponse:
    form = {"username": name, "password": password, "next": "/admin/"}
    return Client(REMOTE_ADDR=address).post("/admin/login/", form)


def guess(name: str, *, times: int, address: str = OFFICE) -> None:
    for _ in range(times):
        sign_in(name, password="wrong", address=address)


def test_guessing_locks_the_name_at_that_address() -> None:
    guess("alice", times=settings.AXES_FAILURE_LIMIT)
    answer = sign_in("alice")
    assert answer.status_code == LOCKED
    assert answer["Retry-After"] == "900"
    assert b"15 minutes" in answer.content


def test_guesses_below_the_limit_lock_nobody() -> None:
    guess("alice", times=settings.AXES_FAILURE_LIMIT - 1)
    assert sign_in("alice").status_code == FOUND


def test_colleague_at_the_same_address_is_not_locked() -> None:
    guess("alice", times=settings.AXES_FAILURE_LIMIT)
    assert sign_in("bob").status_code == FOUND


def test_same_name_elsewhere_is_not_locked() -> None:
    guess("alice", times=settings.AXES_FAILURE_LIMIT, address=ELSEWHERE)
    assert sign_in("alice", address=ELSEWHERE).status_code == LOCKED
    assert sign_in("alice").status_code == FOUND


def test_signing_in_forgets_the_failures_before() -> None:
    guess("alice", times=settings.AXES_FAILURE_LIMIT - 1)
    sign_in("alice")
    guess("alice", times=1)
    assert sign_in("alice").status_code == FOUND


def test_lock_ends_after_the_cool_off_even_if_somebody_keeps_trying() -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as now:
        guess("alice", times=settings.AXES_FAILURE_LIMIT)
        now.move_to(start + settings.AXES_COOLOFF_TIME - timedelta(minutes=1))
        assert sign_in("alice").status_code == LOCKED
        now.move_to(start + settings.AXES_COOLOFF_TIME + timedelta(seconds=1))
        assert sign_in("alice").status_code == FOUND


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", OFFICE),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.66, 203.0.113.9", "203.0.113.9"),
        (2, "192.0.2.66, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", OFFICE),
        (1, "", OFFICE),
    ],
)
def test_address_counts_trusted_proxies_only(
    rf, settings, proxies: int, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR=OFFICE, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected
