"""Several workers at one schedule: what is due comes out once, whoever is killed (PostgreSQL)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from coalition.models import Edition, Meeting, ScheduledPublication
from coalition.publishing import publish_due, schedule, unschedule
from coalition.publishing.due import make_public as really_make_public
from tests.factories import MeetingFactory, alice

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

WORKERS = 4


@pytest.fixture(autouse=True)
def _connections_for_everybody() -> Iterator[None]:
    options = connection.settings_dict["OPTIONS"]
    before = options["pool"]
    connection.close()
    connection.close_pool()
    options["pool"] = before | {"max_size": WORKERS + 4}
    yield
    connection.close()
    connection.close_pool()
    options["pool"] = before


def due(number: int) -> list[Meeting]:
    """Meetings whose time came a minute ago."""
    now = timezone.now()
    meetings = [MeetingFactory(approved=True, sourced=True) for _ in range(number)]
    for meeting in meetings:
        before = now - timedelta(hours=1)
        schedule(meeting, by=alice(), due_at=now - timedelta(minutes=1), now=before)
    return meetings


def in_thread(threads: ThreadPoolExecutor, act: Any, *args: Any) -> Any:
    def run() -> Any:
        try:
            return act(*args)
        finally:
            connection.close()

    return threads.submit(run)


def test_workers_at_once_publish_each_record_once() -> None:
    meetings = due(12)
    with ThreadPoolExecutor(WORKERS) as threads:
        runs = [in_thread(threads, publish_due) for _ in range(WORKERS)]
        results = [result for run in runs for result in run.result(timeout=60)]
    assert sorted(result.record.pk for result in results) == [meeting.pk for meeting in meetings]
    assert all(result.edition is not None for result in results)
    assert Edition.objects.of_kind("meeting").count() == len(meetings)
    assert not ScheduledPublication.objects.exists()


def test_killed_worker_leaves_the_record_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    [meeting] = due(1)
    written = Event()
    backend: list[int] = []

    def publish_and_linger(record: Any, **kwargs: Any) -> Any:
        publication = really_make_public(record, **kwargs)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend.append(cursor.fetchone()[0])
        written.set()
        deadline = monotonic() + 10
        while monotonic() < deadline:
            sleep(0.02)
            Edition.objects.count()
        return publication

    with monkeypatch.context() as patched, ThreadPoolExecutor(1) as threads:
        patched.setattr("coalition.publishing.due.make_public", publish_and_linger)
        run = in_thread(threads, publish_due)
        assert written.wait(10)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", backend)
        [cut_off] = run.result(timeout=15)

    assert "terminating connection" in cut_off.failed
    assert (Edition.objects.count(), ScheduledPublication.objects.count()) == (0, 1)
    [result] = publish_due()
    assert (result.record, result.edition.number) == (meeting, 1)


def test_worker_passes_by_what_is_being_taken_off_the_schedule() -> None:
    [meeting] = due(1)
    taken, looked = Event(), Event()

    def take_off() -> None:
        with transaction.atomic():
            unschedule(Meeting.objects.get(), by=alice())
            taken.set()
            assert looked.wait(10)

    with ThreadPoolExecutor(1) as threads:
        run = in_thread(threads, take_off)
        assert taken.wait(10)
        assert publish_due() == []
        looked.set()
        run.result(timeout=10)
    assert not Edition.objects.filter(uid=meeting.uid).exists()


def test_edit_that_is_under_way_when_the_time_comes_is_never_published() -> None:
    """The worker waits for the row, and then it is not the version that was approved."""
    [meeting] = due(1)
    changed = Event()

    def edit() -> None:
        with transaction.atomic():
            ours = Meeting.objects.get()
            ours.title = "What nobody approved"
            ours.save()
            changed.set()
            sleep(0.5)

    with ThreadPoolExecutor(1) as threads:
        run = in_thread(threads, edit)
        assert changed.wait(10)
        [result] = publish_due()
        run.result(timeout=10)
    assert "changed after it was scheduled" in result.held_back_because
    assert not Edition.objects.filter(uid=meeting.uid).exists()
