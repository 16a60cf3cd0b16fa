from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import ProtectedError

from coalition.access import KeyRefused, ScopesRefused, allowed_scopes, issue
from coalition.models import ApiKey, Scope
from tests.factories import alice, carol, dave, erin, paula

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 1, 15, 12, tzinfo=UTC)


def test_text_is_recognisable_and_holds_the_public_part() -> None:
    key, text = issue(name="Chart", user=paula(), scopes=["read"], by=carol())
    assert text.startswith(f"cdk_{key.prefix}_")
    assert len(text.removeprefix(f"cdk_{key.prefix}_")) == 43


def test_no_two_keys_share_a_text() -> None:
    user = paula()
    texts = {issue(name=str(n), user=user, scopes=["read"], by=None)[1] for n in range(20)}
    assert len(texts) == 20


def test_no_column_holds_the_text() -> None:
    """Neither of the key, nor of the log that says who issued it."""
    _, text = issue(name="Chart", user=paula(), scopes=["read"], by=carol())
    secret = text[len("cdk_12345678_") :]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert secret not in repr(cursor.fetchall()), table


def test_scopes_are_kept_in_one_way() -> None:
    key, _ = issue(name="Chart", user=alice(), scopes=["write", "read", "write"], by=None)
    assert key.scopes == "read write"


@pytest.mark.parametrize(
    ("who", "scopes"),
    [
        (alice, {Scope.READ, Scope.PROPOSE, Scope.WRITE}),
        (paula, {Scope.READ, Scope.PROPOSE}),
        (dave, {Scope.READ}),
        (erin, {Scope.READ}),
    ],
)
def test_role_bounds_the_scopes(who, scopes) -> None:
    assert allowed_scopes(who()) == scopes


@pytest.mark.parametrize(("who", "scope"), [(paula, "write"), (erin, "propose"), (dave, "write")])
def test_scope_beyond_the_role_is_refused(who, scope) -> None:
    with pytest.raises(ScopesRefused, match=scope):
        issue(name="Chart", user=who(), scopes=["read", scope], by=None)
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize("scopes", [[], ["admin"]])
def test_no_scope_and_an_unknown_one_are_refused(scopes) -> None:
    with pytest.raises(ScopesRefused):
        issue(name="Chart", user=alice(), scopes=scopes, by=None)


def test_second_key_of_a_name_is_refused() -> None:
    user = paula()
    issue(name="Chart", user=user, scopes=["read"], by=None)
    with pytest.raises(KeyRefused, match="Choose another"):
        issue(name="Chart", user=user, scopes=["read"], by=None)


def test_two_accounts_may_use_one_name() -> None:
    for user in (paula(), alice()):
        issue(name="Chart", user=user, scopes=["read"], by=None)


def test_account_that_is_switched_off_gets_no_key() -> None:
    user = paula()
    user.is_active = False
    with pytest.raises(KeyRefused, match="switched off"):
        issue(name="Chart", user=user, scopes=["read"], by=None)


def test_expiry_in_the_past_is_refused() -> None:
    with pytest.raises(KeyRefused):
        issue(
            name="Chart",
            user=paula(),
            scopes=["read"],
            by=None,
            expires_at=datetime(2024, 1, 1, tzinfo=UTC),
            now=NOW,
        )


def test_control_characters_in_the_name_are_refused() -> None:
    with pytest.raises(KeyRefused, match="control character"):
        issue(name="Ch\u202eart", user=paula(), scopes=["read"], by=None)


def test_issue_is_logged_under_who_did_it() -> None:
    key, _ = issue(name="Chart", user=paula(), scopes=["read"], by=carol())
    entry = LogEntry.objects.get(object_id=str(key.pk))
    assert (entry.user.username, entry.change_message) == ("carol", "Issued for paula: read.")


def test_issue_by_a_command_is_logged_as_such() -> None:
    key, _ = issue(name="Chart", user=paula(), scopes=["read"], by=None)
    entry = LogEntry.objects.get(object_id=str(key.pk))
    assert (entry.user.username, entry.change_message[-13:]) == ("paula", "By a command.")


def test_key_without_its_log_is_not_issued(monkeypatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(type(LogEntry.objects), "log_actions", broken)
    with pytest.raises(RuntimeError):
        issue(name="Chart", user=paula(), scopes=["read"], by=carol())
    assert not ApiKey.objects.exists()


def test_account_with_a_key_is_never_deleted() -> None:
    user = paula()
    issue(name="Chart", user=user, scopes=["read"], by=None)
    with pytest.raises(ProtectedError):
        user.delete()
