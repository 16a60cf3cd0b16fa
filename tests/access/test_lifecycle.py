from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry

from coalition.access import KeyRefused, ScopesRefused, issue, narrow, rename, revoke, rotate
from coalition.models import ApiKey, KeyState
from tests.factories import alice, carol, paula

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 1, 15, 12, tzinfo=UTC)


def issued(**given) -> ApiKey:
    return issue(
        **{"name": "Chart", "user": alice(), "scopes": ["read", "write"], "by": None, "now": NOW}
        | given
    )[0]


def acts(key: ApiKey) -> list[tuple[str, str]]:
    entries = LogEntry.objects.filter(object_id=str(key.pk)).order_by("pk")
    return [(entry.user.username, entry.change_message) for entry in entries]


def test_rotated_key_is_followed_by_one_that_may_the_same() -> None:
    old = issued()
    new, text = rotate(old, by=carol(), now=NOW)
    old.refresh_from_db()
    assert (new.name, new.user, new.scopes, new.replaces) == (old.name, old.user, old.scopes, old)
    assert text.startswith(f"cdk_{new.prefix}_")
    assert old.expires_at == NOW + timedelta(days=7)
    assert old.state(NOW) == KeyState.REPLACED


def test_rotation_without_overlap_revokes_at_once() -> None:
    old = issued()
    rotate(old, by=carol(), overlap=timedelta(0), now=NOW)
    old.refresh_from_db()
    assert (old.state(NOW), old.revoked_by) == (KeyState.REVOKED, carol())


def test_rotation_prolongs_no_key() -> None:
    old = issued(expires_at=NOW + timedelta(days=2))
    new, _ = rotate(old, by=carol(), now=NOW + timedelta(days=1))
    old.refresh_from_db()
    assert old.expires_at == NOW + timedelta(days=2)
    assert new.expires_at == NOW + timedelta(days=3)


def test_rotation_keeps_to_what_the_role_has_become() -> None:
    user = alice()
    old = issued(user=user)
    user.is_staff = False
    user.save()
    new, _ = rotate(old, by=carol(), now=NOW)
    assert new.scopes == "read"


@pytest.mark.parametrize("end", ["revoke", "rotate", "expire"])
def test_key_that_has_ended_is_not_rotated(end) -> None:
    old = issued(expires_at=NOW + timedelta(days=1))
    later = NOW
    if end == "revoke":
        revoke(old, by=carol(), now=NOW)
    elif end == "rotate":
        rotate(old, by=carol(), now=NOW)
    else:
        later = NOW + timedelta(days=1)
    count = ApiKey.objects.count()
    with pytest.raises(KeyRefused):
        rotate(old, by=carol(), now=later)
    assert ApiKey.objects.count() == count


def test_revoking_twice_keeps_the_first_time_and_person() -> None:
    key = issued()
    revoke(key, by=carol(), now=NOW)
    key = revoke(key, by=alice(), now=NOW + timedelta(days=1))
    assert (key.revoked_at, key.revoked_by) == (NOW, carol())
    assert [act for act in acts(key) if act[1] == "Revoked."] == [("carol", "Revoked.")]


def test_name_is_free_again_once_its_key_is_revoked() -> None:
    revoke(issued(), by=carol())
    assert issued().state(NOW) == KeyState.ACTIVE


def test_each_act_is_logged_with_who_did_it() -> None:
    key = issued()
    rename(key, name="Chart 2", by=carol())
    narrow(key, scopes=["read"], by=carol())
    rotate(key, by=carol(), now=NOW)
    revoke(key, by=carol(), now=NOW)
    assert acts(key)[1:] == [
        ("carol", "Renamed to “Chart 2”."),
        ("carol", "Scopes reduced to: read."),
        ("carol", "Replaced by a new key; works until 2024-01-22 12:00 UTC."),
        ("carol", "Revoked."),
    ]


def test_scopes_are_never_added() -> None:
    key = issued(scopes=["read"])
    with pytest.raises(ScopesRefused):
        narrow(key, scopes=["read", "write"], by=carol())
    key.refresh_from_db()
    assert key.scopes == "read"


def test_name_of_another_key_is_refused() -> None:
    user = paula()
    first = issued(user=user, scopes=["read"])
    issued(user=user, scopes=["read"], name="Other")
    with pytest.raises(KeyRefused):
        rename(first, name="Other", by=carol())
