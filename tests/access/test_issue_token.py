from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client

from coalition.access import verify
from coalition.models import ApiKey
from tests.factories import alice, erin, paula

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[str, str]:
    out, error = StringIO(), StringIO()
    call_command("issue_token", *arguments, stdout=out, stderr=error)
    return out.getvalue(), error.getvalue()


def test_text_stands_alone_on_standard_output() -> None:
    alice()
    out, _ = run("alice")
    assert out == out.strip() + "\n"
    assert verify(out.strip()).user.username == "alice"


def test_printed_key_opens_the_api() -> None:
    out, _ = run("chartists")
    answer = Client().get("/api/v1/", headers={"Authorization": f"Bearer {out.strip()}"})
    assert answer.status_code == 200


def test_what_it_may_is_said_on_standard_error_without_the_text() -> None:
    alice()
    out, error = run("alice")
    assert "acts as alice, may read, propose, write, and never expires" in error
    assert out.strip() not in error


@pytest.mark.parametrize(
    ("who", "scopes"),
    [(alice, "read propose write"), (paula, "read propose"), (erin, "read")],
)
def test_scopes_are_all_that_the_role_allows(who, scopes) -> None:
    run(who().username)
    assert ApiKey.objects.get().scopes == scopes


def test_unknown_name_becomes_a_partner() -> None:
    _, error = run("chartists")
    user = get_user_model().objects.get(username="chartists")
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (False, False, False)
    assert [group.name for group in user.groups.all()] == ["Partners"]
    assert ApiKey.objects.get().scopes == "read propose"
    assert "Created the partner account chartists" in error


def test_each_call_issues_another_key() -> None:
    texts = {run("chartists")[0] for _ in range(3)}
    assert len(texts) == 3
    assert {key.name for key in ApiKey.objects.all()} == {
        "issue_token",
        "issue_token 2",
        "issue_token 3",
    }


def test_options_narrow_and_name_it() -> None:
    alice()
    with time_machine.travel(datetime(2024, 1, 1, tzinfo=UTC), tick=False):
        run("alice", "--scope", "read", "--scope", "propose", "--expires-in-days", "30",
            "--label", "Ticker")  # fmt: skip
    key = ApiKey.objects.get()
    assert (key.scopes, key.name) == ("read propose", "Ticker")
    assert key.expires_at == datetime(2024, 1, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "--scope", "write"),
        ("new", "--scope", "everything"),
        ("new", "--expires-in-days", "0"),
        ("new", "--expires-in-days", "999999999"),
        ("new", "--label", "x" * 81),
        ("not a name!",),
        ("",),
    ],
)
def test_refusal_leaves_neither_key_nor_account(arguments) -> None:
    with pytest.raises(CommandError):
        run(*arguments)
    assert not ApiKey.objects.exists()
    assert not get_user_model().objects.exists()


def test_account_that_is_switched_off_gets_no_key() -> None:
    user = paula()
    user.is_active = False
    user.save()
    with pytest.raises(CommandError, match="switched off"):
        run("paula")
