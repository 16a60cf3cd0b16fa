"""The command that publishes what is due: what it prints, and how it ends."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from coalition.models import Edition, Meeting
from coalition.publishing import schedule
from tests.factories import MeetingFactory, alice

pytestmark = pytest.mark.django_db


def due(title: str) -> Meeting:
    meeting = MeetingFactory(title=title, approved=True, sourced=True)
    now = timezone.now()
    schedule(
        meeting,
        by=alice(),
        due_at=now - timedelta(minutes=1),
        now=now - timedelta(hours=1),
    )
    return meeting


def run() -> str:
    out = io.StringIO()
    try:
        call_command("publish_due", stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}failed: {error}"
    return out.getvalue()


def test_published_record_has_a_line() -> None:
    due("Dinner")
    assert run() == "Meeting “Dinner”: edition 1 is public.\n"


def test_nothing_due_prints_nothing() -> None:
    assert run() == ""


def test_held_back_record_has_its_reason_and_the_command_fails() -> None:
    due("Sound")
    due("Dinner").save()
    said = run()
    assert "Meeting “Dinner”: held back. It was changed after it was scheduled." in said
    assert said.endswith("failed: Not published: 1 of 2 that were due.")
    assert Edition.objects.live().filter(title="Sound").exists()


def test_next_run_is_quiet_about_what_was_held_back() -> None:
    due("Dinner").save()
    run()
    assert run() == ""


def test_broken_record_has_its_cause_and_the_command_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    due("Dinner")

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("The disk is full.")

    monkeypatch.setattr("coalition.publishing.due.make_public", broken)
    assert "failed, and will be tried again. The disk is full." in run()
