from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import Client


def get(path: str) -> HttpResponse:
    return Client().get(path)


def test_alive_asks_no_database() -> None:
    """Without the `db` fixture any query fails the test."""
    assert get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_with_every_migration(django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(2):
        answer = get("/readyz")
    assert answer.json() == {"status": "ok"}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing() -> None:
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    answer = get("/readyz")
    assert answer.status_code == 503
    assert "migrate" in answer.json()["reason"]


def test_not_ready_without_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        raise DatabaseError("connection to 10.0.0.5 refused")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", away)
    answer = get("/readyz")
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "10.0.0.5" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probe_changes_nothing(path: str) -> None:
    assert Client(enforce_csrf_checks=True).post(path).status_code == 405
