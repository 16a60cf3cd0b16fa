"""Many write at once: of each version one change, of each key one record, of each word one edition
(PostgreSQL)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from coalition.access import revoke
from coalition.api.records.replies import REPLAYED
from coalition.models import ApiKey, Edition, KeptReply, Party, Transition
from coalition.publishing import submit
from tests import factories
from tests.api.records.callers import Caller, audit, editor, reporter

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

CALLERS = 8


@pytest.fixture(autouse=True)
def _connections_for_everybody() -> Iterator[None]:
    """A worker's pool is smaller than this crowd."""
    options = connection.settings_dict["OPTIONS"]
    before = options["pool"]
    connection.close()
    connection.close_pool()
    options["pool"] = before | {"max_size": CALLERS + 4}
    yield
    connection.close()
    connection.close_pool()
    options["pool"] = before


def at_once(act: Callable[[int], Any], times: int = CALLERS) -> list[Any]:
    start = Barrier(times, timeout=20)

    def run(number: int) -> Any:
        try:
            start.wait()
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(run, range(times)))


def test_of_many_changes_to_one_version_exactly_one_wins() -> None:
    party = factories.PartyFactory()
    callers = [reporter() for _ in range(CALLERS)]

    def change(number: int) -> int:
        body = {"name": f"Name {number}"}
        answer = callers[number].patch(f"parties/{party.uid}/", body, if_match='"1"')
        return int(answer.status_code)

    assert Counter(at_once(change)) == {200: 1, 412: CALLERS - 1}
    party.refresh_from_db()
    assert party.version == 2
    assert audit().count() == 1


def test_of_many_submissions_exactly_one_is_kept() -> None:
    party = factories.PartyFactory()
    callers = [reporter() for _ in range(CALLERS)]

    def hand_on(number: int) -> int:
        answer = callers[number].post(f"parties/{party.uid}/submit/", {}, if_match='"1"')
        return int(answer.status_code)

    assert Counter(at_once(hand_on)) == {200: 1, 412: CALLERS - 1}
    assert Transition.objects.count() == 1


def test_of_many_publications_exactly_one_makes_an_edition() -> None:
    meeting = factories.MeetingFactory(sourced=True, with_attendance=True)
    submit(meeting, by=factories.bob())
    callers = [editor() for _ in range(CALLERS)]
    tag = f'"{meeting.version}"'

    def make_public(number: int) -> int:
        answer = callers[number].post(f"meetings/{meeting.uid}/publish/", {}, if_match=tag)
        return int(answer.status_code)

    assert Counter(at_once(make_public)) == {200: 1, 412: CALLERS - 1}
    assert Edition.objects.filter(uid=meeting.uid).count() == 1


def test_of_many_requests_with_one_key_exactly_one_writes() -> None:
    caller = reporter()
    others = [Caller(caller.user, "write") for _ in range(CALLERS)]

    def make(number: int) -> tuple[int, bool]:
        answer = others[number].post("parties/", {"name": "Example"}, key="one-key")
        return int(answer.status_code), REPLAYED in answer

    found = Counter(at_once(make))
    assert found[201, False] == 1
    # The rest came while it was under way, or after it.
    assert found[409, False] + found[201, True] == CALLERS - 1
    assert Party.objects.count() == 1
    assert KeptReply.objects.count() == 1


def test_of_many_that_want_one_address_exactly_one_gets_it() -> None:
    callers = [reporter() for _ in range(CALLERS)]

    def make(number: int) -> int:
        answer = callers[number].post("parties/", {"name": f"P {number}", "slug": "wanted"})
        return int(answer.status_code)

    assert Counter(at_once(make)) == {201: 1, 409: CALLERS - 1}


def test_each_of_many_that_leave_the_address_to_us_gets_one() -> None:
    callers = [reporter() for _ in range(CALLERS)]

    def make(number: int) -> int:
        return int(callers[number].post("parties/", {"name": "Same Name"}).status_code)

    assert Counter(at_once(make)) == {201: CALLERS}
    assert Party.objects.values("slug").distinct().count() == CALLERS


@pytest.mark.parametrize("query", ["", "?atomic=false"])
def test_of_many_upserts_of_one_address_the_first_makes_it_and_the_rest_change_it(
    query: str,
) -> None:
    callers = [reporter() for _ in range(CALLERS)]

    def make(number: int) -> str:
        rows = [{"kind": "party", "slug": "wanted", "name": f"Name {number}"}]
        answer = callers[number].post(f"bulk/{query}", rows)
        assert answer.status_code == 200, answer.content
        return str(answer.json()["results"][0]["status"])

    assert Counter(at_once(make)) == {"created": 1, "changed": CALLERS - 1}
    assert Party.objects.get().version == CALLERS


@pytest.mark.parametrize("query", ["", "?atomic=false"])
def test_bulks_that_list_the_same_in_other_orders_never_block_for_good(query: str) -> None:
    slugs = [f"party-{number}" for number in range(12)]
    for slug in slugs:
        factories.PartyFactory(slug=slug)
    callers = [reporter() for _ in range(4)]

    def make(number: int) -> int:
        rows = [{"kind": "party", "slug": slug, "name": f"Name {number}"} for slug in slugs]
        answer = callers[number].post(f"bulk/{query}", rows if number % 2 else rows[::-1])
        return int(answer.status_code)

    assert Counter(at_once(make, times=4)) == {200: 4}


def test_key_that_is_revoked_while_its_request_waits_writes_nothing() -> None:
    party = factories.PartyFactory(name="As It Was")
    caller = reporter()
    key = ApiKey.objects.get()
    is_waiting = Barrier(2, timeout=20)

    def act(number: int) -> int:
        if number:
            is_waiting.wait()
            body = {"name": "Too Late"}
            answer = caller.patch(f"parties/{party.uid}/", body, if_match='"1"')
            return int(answer.status_code)
        with transaction.atomic():
            Party.objects.select_for_update().get()
            is_waiting.wait()
            _wait_for_a_lock()
            with ThreadPoolExecutor(1) as other:
                other.submit(_revoke, key).result()
        return 0

    assert at_once(act, times=2) == [0, 401]
    party.refresh_from_db()
    assert (party.name, party.version) == ("As It Was", 1)


def _revoke(key: ApiKey) -> None:
    revoke(key, by=key.user)
    connection.close()


def _wait_for_a_lock() -> None:
    """Until somebody waits for what this transaction holds."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("Nobody waits.")


def test_edits_and_publications_of_what_refers_to_one_another_never_block_for_good() -> None:
    party = factories.PartyFactory(approved=True)
    factories.published(party)
    leaders = [factories.LeaderFactory(approved=True) for _ in range(CALLERS)]
    callers = [editor() for _ in range(CALLERS)]

    def act(number: int) -> int:
        caller, leader = callers[number], leaders[number]
        if number % 2:
            answer = caller.post(f"leaders/{leader.uid}/publish/", {}, if_match='"1"')
        else:
            body = {"party_memberships": [{"party": party.slug}]}
            answer = caller.patch(f"leaders/{leader.uid}/", body, if_match='"1"')
        return int(answer.status_code)

    assert Counter(at_once(act)) == {200: CALLERS}
