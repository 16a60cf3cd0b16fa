"""Many publish at once, and a partner that polls the ledger misses nothing (PostgreSQL)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from coalition.models import Edition, Leader, Meeting, Party
from coalition.publishing import GatesClosed, correct, publish, refresh_mentions, withdraw
from tests.factories import AttendanceFactory, LeaderFactory, MeetingFactory, PartyFactory
from tests.factories import published as make_public

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

PUBLISHERS = 8
EACH = 25


@pytest.fixture(autouse=True)
def _connections_for_everybody() -> Iterator[None]:
    """A worker's pool is smaller than this crowd."""
    options = connection.settings_dict["OPTIONS"]
    before = options["pool"]
    connection.close()
    connection.close_pool()
    options["pool"] = before | {"max_size": PUBLISHERS + 4}
    yield
    connection.close()
    connection.close_pool()
    options["pool"] = before


def at_once(act: Callable[[int], Any], times: int = PUBLISHERS) -> list[Any]:
    """Run `act(0)`, `act(1)` ... in threads that start together, each with its own connection."""
    start = Barrier(times, timeout=20)

    def run(number: int) -> Any:
        try:
            start.wait()
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(run, range(times)))


def poll(until: int, *, seconds: float = 30) -> list[int]:
    """What a partner sees that asks for `sequence > after` again and again."""
    seen: list[int] = []
    deadline = monotonic() + seconds
    while len(seen) < until and monotonic() < deadline:
        after = seen[-1] if seen else 0
        newer = Edition.objects.filter(sequence__gt=after).order_by("sequence")[:10]
        seen += newer.values_list("sequence", flat=True)
    return seen


def test_polling_reader_sees_every_sequence_once_and_in_order() -> None:
    parties = [PartyFactory(approved=True) for _ in range(PUBLISHERS * EACH)]

    def publish_or_read(number: int) -> list[int]:
        if number == PUBLISHERS:
            return poll(until=len(parties))
        for party in parties[number * EACH : (number + 1) * EACH]:
            publish(party, by=None)
        return []

    *_nothing, seen = at_once(publish_or_read, PUBLISHERS + 1)

    assert seen == list(range(1, len(parties) + 1))


def test_polling_reader_never_sees_half_an_act() -> None:
    """Whatever comes along is visible together with what it came along with."""
    meetings = [
        MeetingFactory(approved=True, sourced=True, with_attendance=True) for _ in range(16)
    ]
    # Three parties, two leaders and the meeting itself.
    size = 6

    def publish_or_read(number: int) -> list[int]:
        if number == PUBLISHERS:
            sizes = [0]
            deadline = monotonic() + 20
            while sizes[-1] < size * len(meetings) and monotonic() < deadline:
                sizes.append(Edition.objects.count())
            return sizes
        for meeting in meetings[number::PUBLISHERS]:
            publish(meeting, by=None)
        return []

    *_nothing, sizes = at_once(publish_or_read, PUBLISHERS + 1)

    assert [count for count in sizes if count % size] == []


def test_one_record_published_by_all_at_once_has_one_edition() -> None:
    meeting = MeetingFactory(approved=True, sourced=True, with_attendance=True)

    publications = at_once(lambda _: publish(Meeting.objects.get(pk=meeting.pk), by=None))

    assert sum(bool(publication.editions) for publication in publications) == 1
    assert Edition.objects.filter(uid=meeting.uid).count() == 1


def test_one_change_published_by_all_at_once_has_one_edition() -> None:
    party = PartyFactory()
    make_public(party)
    party.name = "Renamed"
    party.save()

    at_once(lambda _: publish(Party.objects.get(pk=party.pk), by=None))

    assert list(Edition.objects.values_list("number", "is_live")) == [(1, False), (2, True)]


def test_newcomer_that_all_refer_to_at_once_comes_along_once() -> None:
    leader = LeaderFactory()
    meetings = [MeetingFactory(approved=True, sourced=True) for _ in range(PUBLISHERS)]
    for meeting in meetings:
        AttendanceFactory(meeting=meeting, leader=leader, party=None)

    publications = at_once(lambda number: publish(meetings[number], by=None))

    assert [p.taken_along for p in publications if p.taken_along] == [[leader]]
    assert Edition.objects.filter(uid=leader.uid).count() == 1
    assert Leader.objects.get().version == 2


def test_record_withdrawn_by_all_at_once_has_one_tombstone() -> None:
    party = PartyFactory()
    make_public(party)

    def take_out(_: int) -> bool:
        try:
            withdraw(party, by=None, reason="A hoax.")
        except GatesClosed:
            return False
        return True

    assert at_once(take_out).count(True) == 1
    assert Edition.objects.count() == 2


def test_corrections_and_withdrawals_at_once_never_revive_the_withdrawn() -> None:
    parties = [PartyFactory() for _ in range(4)]
    for party in parties:
        make_public(party)

    def act(number: int) -> None:
        party = parties[number // 2]
        try:
            if number % 2:
                withdraw(party, by=None, reason="A hoax.")
            else:
                correct(party, by=None, note="A detail was wrong.")
        except GatesClosed:
            pass

    at_once(act)

    assert not Edition.objects.live().exists()
    assert not Edition.objects.filter(cause="republished").exists()


def test_corrections_everywhere_at_once_keep_one_live_edition_each() -> None:
    parties = [PartyFactory() for _ in range(PUBLISHERS)]
    meeting = MeetingFactory()
    for party in parties:
        AttendanceFactory(meeting=meeting, party=party, leader=None)
    make_public(meeting)
    for party in parties:
        party.refresh_from_db()
        party.name = f"{party.name} (renamed)"
        party.save()

    def rename(number: int) -> None:
        publish(parties[number], by=None)
        refresh_mentions(parties[number].uid, by=None)

    at_once(rename)

    body = Edition.objects.live().get(uid=meeting.uid).body
    assert [party.name for party in parties if f'"name":"{party.name}"' not in body] == []


def test_act_that_is_under_way_is_not_seen() -> None:
    party = PartyFactory(approved=True)

    def publish_slowly_or_look(number: int) -> int:
        if number:
            assert written.wait(10)
            count = Edition.objects.count()
            looked.set()
            return count
        with transaction.atomic():
            publish(party, by=None)
            written.set()
            assert looked.wait(10)
        return Edition.objects.count()

    written, looked = Event(), Event()
    assert at_once(publish_slowly_or_look, 2) == [1, 0]


def test_publisher_that_is_killed_leaves_no_gap() -> None:
    make_public(PartyFactory())
    doomed = MeetingFactory(approved=True, sourced=True, with_attendance=True)
    written = Event()
    backend: list[int] = []

    def publish_until_killed() -> Any:
        try:
            with transaction.atomic():
                publish(doomed, by=None)
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_backend_pid()")
                    backend.append(cursor.fetchone()[0])
                written.set()
                deadline = monotonic() + 10
                while monotonic() < deadline:
                    sleep(0.02)
                    Edition.objects.count()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        publisher = threads.submit(publish_until_killed)
        assert written.wait(10)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", backend)
        with pytest.raises(OperationalError):
            publisher.result(timeout=15)

    assert not Edition.objects.filter(uid=doomed.uid).exists()
    assert make_public(PartyFactory()).sequence == 2


def test_editor_who_saves_while_another_publishes_waits_and_is_told() -> None:
    """The row is locked for the act, so what was published is what its version says."""
    meeting = MeetingFactory(approved=True, sourced=True)

    def publish_or_save(number: int) -> str:
        if number == 0:
            with transaction.atomic():
                publish(Meeting.objects.get(), by=None)
                written.set()
                sleep(0.3)
                return "published"
        ours = Meeting.objects.get()
        ours.title = "Edited meanwhile"
        assert written.wait(10)
        started = monotonic()
        ours.save()
        return "waited" if monotonic() - started > 0.1 else "did not wait"

    written = Event()
    assert at_once(publish_or_save, 2) == ["published", "waited"]
    assert "Edited meanwhile" not in Edition.objects.live().get(uid=meeting.uid).body
