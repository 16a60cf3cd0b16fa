from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from coalition.access import InvalidKey, issue, revoke, rotate, verify
from coalition.access import verifying as module
from coalition.models import ApiKey, Scope
from tests.factories import alice, carol, paula

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 1, 15, 12, tzinfo=UTC)


def issued(**given):
    return issue(
        **{"name": "Chart", "user": paula(), "scopes": ["read"], "by": None, "now": NOW} | given
    )


def test_key_is_known_by_its_text() -> None:
    key, text = issued()
    assert verify(text, now=NOW) == key


@pytest.mark.parametrize(
    "wrong",
    [
        lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"),
        lambda text: text + "A",
        lambda text: text[:-1],
        lambda text: text.upper(),
        lambda text: f"{text[:4]}zzzzzzzz{text[12:]}",
        lambda text: text.partition("_")[2],
        lambda text: text.replace("cdk", "cdl"),
        lambda text: text + "\n",
        lambda text: "",
        lambda text: "\x00",
        lambda text: "é" * 56,
        lambda text: "x" * 100_000,
    ],
)
def test_any_other_text_opens_nothing(wrong) -> None:
    _, text = issued()
    with pytest.raises(InvalidKey, match="There is no such key"):
        verify(wrong(text), now=NOW)


def test_digest_is_not_a_key() -> None:
    key, _ = issued()
    for text in (key.digest, f"cdk_{key.prefix}_{key.digest[:43]}"):
        with pytest.raises(InvalidKey):
            verify(text, now=NOW)


def test_what_cannot_be_a_key_costs_no_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(0), pytest.raises(InvalidKey):
        verify("cdk_short", now=NOW)


def test_expired_key_is_refused_from_that_second_on() -> None:
    _, text = issued(expires_at=NOW + timedelta(hours=1))
    verify(text, now=NOW + timedelta(minutes=59, seconds=59))
    with pytest.raises(InvalidKey, match="expired"):
        verify(text, now=NOW + timedelta(hours=1))


def test_revoked_key_is_refused() -> None:
    key, text = issued()
    revoke(key, by=carol(), now=NOW)
    with pytest.raises(InvalidKey, match="revoked"):
        verify(text, now=NOW)


def test_reason_is_told_to_holders_only() -> None:
    key, text = issued()
    revoke(key, by=carol(), now=NOW)
    with pytest.raises(InvalidKey, match="There is no such key"):
        verify(text[:-2] + "AA", now=NOW)


def test_key_of_an_account_that_was_switched_off_is_refused_at_once() -> None:
    key, text = issued()
    verify(text, now=NOW)
    key.user.is_active = False
    key.user.save()
    with pytest.raises(InvalidKey, match="switched off"):
        verify(text, now=NOW)


def test_replaced_key_works_until_its_overlap_is_over() -> None:
    key, text = issued()
    rotate(key, by=carol(), overlap=timedelta(days=7), now=NOW)
    verify(text, now=NOW + timedelta(days=6))
    with pytest.raises(InvalidKey, match="expired"):
        verify(text, now=NOW + timedelta(days=7))


def test_write_includes_propose_and_nothing_else() -> None:
    key, _ = issued(user=alice(), scopes=["write"])
    assert [key.has_scope(scope) for scope in Scope] == [False, True, True]


def test_use_is_noted_once_a_minute(django_assert_num_queries) -> None:
    key, text = issued()
    verify(text, now=NOW)
    with django_assert_num_queries(1):
        verify(text, now=NOW + timedelta(seconds=59))
    key.refresh_from_db()
    assert key.last_used_at == NOW
    verify(text, now=NOW + timedelta(seconds=60))
    key.refresh_from_db()
    assert key.last_used_at == NOW + timedelta(seconds=60)


def test_refused_key_is_not_used() -> None:
    key, text = issued()
    revoke(key, by=carol(), now=NOW)
    with pytest.raises(InvalidKey):
        verify(text, now=NOW)
    key.refresh_from_db()
    assert key.last_used_at is None


def test_reader_goes_on_while_the_database_takes_no_writes(monkeypatch, caplog) -> None:
    key, text = issued()

    class Locked:
        def filter(self, *args: object, **kwargs: object) -> Locked:
            return self

        def update(self, **kwargs: object) -> None:
            raise OperationalError("database is locked")

    class Stub:
        objects = Locked()

    row = ApiKey.objects.select_related("user").get(pk=key.pk)
    monkeypatch.setattr(module, "ApiKey", Stub)
    with caplog.at_level(logging.WARNING):
        module._note_use(row, NOW)
    assert "was not noted" in caplog.text
    assert text not in caplog.text
