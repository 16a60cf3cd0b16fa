"""Rehearsals: publishing looked at from inside, and nothing of it left behind."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from coalition import generation, kept_answers
from coalition.models import Edition, Meeting, ScheduledPublication, Stage, Transition
from coalition.publishing import publish
from coalition.publishing.rehearsal import RehearsalBusy, rehearsed
from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    StatementFactory,
    published,
)

pytestmark = pytest.mark.django_db


def everything() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Edition, Meeting, Transition, ScheduledPublication)
    ]


def test_document_is_that_which_publishing_makes() -> None:
    meeting = MeetingFactory(sourced=True, approved=True)
    with rehearsed(meeting, by=None) as rehearsal:
        rehearsed_body = json.loads(rehearsal.newest.body)
    real = json.loads(publish(meeting, by=None).editions[-1].body)
    moments = ("published_at", "first_published_at")
    assert {k: v for k, v in rehearsed_body.items() if k not in moments} == {
        k: v for k, v in real.items() if k not in moments
    }


def test_nothing_is_left_behind() -> None:
    row = AttendanceFactory(sourced=True)
    before = everything()
    with rehearsed(row.meeting, by=None, counts_as_approved=True) as rehearsal:
        assert Edition.objects.count() == 3
        assert rehearsal.taken_along
    assert everything() == before
    row.leader.refresh_from_db()
    assert row.leader.stage == Stage.DRAFTING


def test_nothing_is_left_behind_by_a_look_that_fails() -> None:
    meeting = MeetingFactory()
    with pytest.raises(ZeroDivisionError), rehearsed(meeting, by=None):
        _ = 1 // 0
    assert not Edition.objects.exists()


def test_closed_gates_are_named_and_passed() -> None:
    with rehearsed(MeetingFactory(), by=None) as rehearsal:
        ((record, gates),) = rehearsal.closed
    assert {gate.code for gate in gates} == {"not_approved", "no_source"}
    assert record == rehearsal.record


def test_approval_on_the_way_opens_its_gate() -> None:
    with rehearsed(MeetingFactory(sourced=True), by=None, counts_as_approved=True) as rehearsal:
        assert rehearsal.closed == []


def test_reference_that_is_not_public_is_named_from_its_row() -> None:
    earlier = MeetingFactory(title="The first round")
    meeting = MeetingFactory(sourced=True, approved=True, follows=earlier)
    with rehearsed(meeting, by=None) as rehearsal:
        document = json.loads(rehearsal.newest.body)
        assert [gate.code for _record, gates in rehearsal.closed for gate in gates] == [
            "target_not_public"
        ]
    assert document["follows"]["name"] == "The first round"


def test_address_of_another_is_in_the_way_and_is_passed() -> None:
    holder = PartyFactory(slug="akali")
    published(holder)
    holder.slug = "akali-dal"
    holder.save()
    newcomer = PartyFactory(slug="akali", approved=True)
    with rehearsed(newcomer, by=None) as rehearsal:
        codes = [gate.code for _record, gates in rehearsal.closed for gate in gates]
    assert codes == ["address_taken"]
    assert Edition.objects.live().get(slug="akali").uid == holder.uid


def test_what_has_not_changed_is_told() -> None:
    meeting = MeetingFactory(sourced=True)
    edition = published(meeting)
    with rehearsed(meeting, by=None) as rehearsal:
        assert rehearsal.is_unchanged
        assert rehearsal.newest == edition


def test_host_that_would_be_refreshed_is_listed() -> None:
    meeting = MeetingFactory(sourced=True)
    published(meeting)
    statement = StatementFactory(meeting=meeting, sourced=True, approved=True)
    with rehearsed(statement, by=None) as rehearsal:
        assert [edition.uid for edition in rehearsal.refreshed] == [meeting.uid]


# --- What the process remembers -------------------------------------------------------------------


def test_generation_is_not_remembered(settings: Any) -> None:
    settings.GENERATION_SECONDS = 3600
    generation.forget()
    published(PartyFactory())
    known = generation.current()
    with rehearsed(MeetingFactory(), by=None):
        assert generation.current() > known
    assert generation.current() == known
    generation.forget()


def test_page_asked_for_within_is_not_kept(settings: Any) -> None:
    """The next edition will have the very sequence that was rehearsed."""
    meeting = MeetingFactory(slug="dinner", title="A draft that nobody may see", sourced=True)
    with rehearsed(meeting, by=None):
        assert b"A draft that nobody may see" in Client().get("/meetings/dinner/").content
        assert b"A draft that nobody may see" in Client().get("/meetings/").content
    published(PartyFactory())
    assert Client().get("/meetings/dinner/").status_code == 404
    assert b"A draft that nobody may see" not in Client().get("/meetings/").content


def test_kept_page_is_not_given_out_within() -> None:
    meeting = MeetingFactory(slug="dinner", purpose="First wording.", sourced=True)
    published(meeting)
    meeting.refresh_from_db()
    before = Client().get("/meetings/dinner/").content
    meeting.purpose = "Second wording."
    meeting.save()
    with rehearsed(meeting, by=None):
        assert b"Second wording." in Client().get("/meetings/dinner/").content
    assert Client().get("/meetings/dinner/").content == before


def test_nothing_happens_that_waits_for_a_commit(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks, rehearsed(MeetingFactory(), by=None):
        assert Edition.objects.exists()
    assert callbacks == []


# --- Beside others, on PostgreSQL -----------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_readers_meanwhile_see_what_is_public() -> None:
    meeting = MeetingFactory(slug="dinner", purpose="First wording.", sourced=True)
    published(meeting)
    meeting.refresh_from_db()
    meeting.purpose = "Second wording."
    meeting.save()
    kept_answers.forget_all()
    inside, seen = Event(), Event()

    def read() -> list[bytes]:
        try:
            assert inside.wait(10)
            addresses = ("/meetings/dinner/", "/api/v1/meetings/dinner/", "/api/v1/changes?after=0")
            return [Client().get(address, follow=True).content for address in addresses]
        finally:
            seen.set()
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        reader = threads.submit(read)
        with rehearsed(meeting, by=None):
            Client().get("/meetings/dinner/")
            inside.set()
            assert seen.wait(20)
        answers = reader.result()
    assert all(b"Second wording." not in answer for answer in answers)
    assert all(b"First wording." in answer for answer in answers)
    again = [
        Client().get("/meetings/dinner/").content,
        Client().get("/api/v1/meetings/dinner/").content,
    ]
    assert again == answers[:2]


def _rehearse_impatiently(meeting: Meeting) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
        with rehearsed(meeting, by=None):
            pytest.fail("It had no turn.")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_turn_that_is_taken_for_too_long_is_told_as_busy() -> None:
    meeting = MeetingFactory(sourced=True)
    taken, done = Event(), Event()

    def publish_slowly() -> None:
        try:
            with transaction.atomic():
                publish(LeaderFactory(approved=True), by=None)
                taken.set()
                assert done.wait(20)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(publish_slowly)
        assert taken.wait(10)
        try:
            with pytest.raises(RehearsalBusy):
                _rehearse_impatiently(meeting)
        finally:
            done.set()
        slow.result()
