"""Feeds tell what editors publish and correct, and not what merely follows from it elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from coalition.merging import merge, undo
from coalition.models import Edition, Meeting
from coalition.publishing import correct, publish, refresh, refresh_mentions, withdraw
from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    published,
)
from tests.pages.feeds.parsing import ATOM

pytestmark = pytest.mark.django_db

DAYS = [datetime(2024, 1, day, 9, tzinfo=UTC) for day in range(1, 11)]
MEETINGS, EVERYTHING = "/feeds/meetings.atom", "/feeds/all.atom"
ASHA = "/feeds/leaders/asha-rao.atom"


def feed(path: str) -> ElementTree.Element:
    answer = Client().get(path)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def told(path: str) -> list[tuple[str | None, str]]:
    """Title and day of each entry."""
    return [
        (entry.findtext(f"{ATOM}title"), (entry.findtext(f"{ATOM}updated") or "")[:10])
        for entry in feed(path).iter(f"{ATOM}entry")
    ]


def summary(path: str, title: str) -> str:
    return next(
        entry.findtext(f"{ATOM}summary") or ""
        for entry in feed(path).iter(f"{ATOM}entry")
        if entry.findtext(f"{ATOM}title") == title
    )


def change(record: Any, act: Any, **changes: Any) -> None:
    record.refresh_from_db()
    for name, value in changes.items():
        setattr(record, name, value)
    record.save()
    act(record)


def meet(title: str, *, now: datetime, **whom: Any) -> Any:
    """A meeting at which a leader or a party was, published."""
    meeting = MeetingFactory(title=title, date="2023-02-06")
    AttendanceFactory(meeting=meeting, **whom)
    meeting.refresh_from_db()
    published(meeting, now=now)
    return meeting


@pytest.fixture
def twins() -> tuple[Any, Any]:
    """Asha Rao and Asha R. Rao, who are the same; a dinner names the one, a lunch the other."""
    asha, twin = LeaderFactory(name="Asha Rao"), LeaderFactory(name="Asha R. Rao")
    for leader in (asha, twin):
        published(leader, now=DAYS[0])
    meet("Dinner", now=DAYS[1], leader=asha)
    meet("Lunch", now=DAYS[2], leader=twin)
    published(MeetingFactory(title="News"), now=DAYS[3])
    return asha, twin


def join(twins: tuple[Any, Any], *, now: datetime = DAYS[5]) -> Any:
    for leader in twins:
        leader.refresh_from_db()
    return merge(*twins, by=None, now=now)


# --- What is only brought up to date --------------------------------------------------------------


@pytest.mark.parametrize("path", [MEETINGS, EVERYTHING])
def test_merge_leaves_what_names_the_merged_where_it_was(twins: tuple[Any, Any], path: str) -> None:
    join(twins)
    assert [entry for entry in told(path) if entry[0] in {"News", "Lunch", "Dinner"}] == [
        ("News", "2024-01-04"),
        ("Lunch", "2024-01-03"),
        ("Dinner", "2024-01-02"),
    ]


@pytest.mark.parametrize("path", [MEETINGS, EVERYTHING])
def test_news_is_not_pushed_out_by_what_a_merge_touched(path: str) -> None:
    asha, twin = LeaderFactory(name="Asha Rao"), LeaderFactory(name="Asha R. Rao")
    for leader in (asha, twin):
        published(leader, now=DAYS[0])
    for n in range(50):
        meet(f"Old {n}", now=DAYS[1] + timedelta(minutes=n), leader=twin)
    published(MeetingFactory(title="News"), now=DAYS[2])
    join((asha, twin))
    assert ("News", "2024-01-03") in told(path)


def test_entry_that_stays_where_it_was_says_what_its_page_says_now() -> None:
    front = AllianceFactory(name="Front", slug="front")
    published(front, now=DAYS[0])
    published(MeetingFactory(title="Dinner", alliance=front), now=DAYS[1])
    change(front, lambda one: publish(one, by=None, now=DAYS[2]), name="United Front")
    refresh_mentions(front.uid, by=None, now=DAYS[3])
    entry = feed(MEETINGS).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}updated") == "2024-01-02T09:00:00+00:00"
    labels = {found.get("term"): found.get("label") for found in entry.iter(f"{ATOM}category")}
    assert labels["front"] == "United Front"


def test_new_name_corrected_everywhere_moves_the_record_alone(twins: tuple[Any, Any]) -> None:
    asha, _ = twins
    change(asha, lambda leader: publish(leader, by=None, now=DAYS[6]), name="Aasha Rao")
    refresh_mentions(asha.uid, by=None, now=DAYS[7])
    assert told(EVERYTHING)[:2] == [("Aasha Rao", "2024-01-07"), ("News", "2024-01-04")]
    assert told(ASHA) == [("Aasha Rao", "2024-01-07"), ("Dinner", "2024-01-02")]
    assert feed(ASHA).findtext(f"{ATOM}updated") == "2024-01-07T09:00:00+00:00"


def test_correction_of_what_was_brought_up_to_date_moves_it(twins: tuple[Any, Any]) -> None:
    join(twins)
    lunch = Meeting.objects.get(slug="lunch")
    change(lunch, lambda one: correct(one, by=None, note="Wrong.", now=DAYS[7]), city="Pune")
    assert told(MEETINGS)[0] == ("Lunch", "2024-01-08")


def test_published_again_is_news() -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting, now=DAYS[0])
    published(MeetingFactory(title="Lunch"), now=DAYS[1])
    withdraw(meeting, by=None, reason="A mistake.", now=DAYS[2])
    assert told(MEETINGS) == [("Lunch", "2024-01-02")]
    meeting.refresh_from_db()
    publish(meeting, by=None, now=DAYS[3])
    assert told(MEETINGS) == [("Dinner", "2024-01-04"), ("Lunch", "2024-01-02")]


@pytest.mark.parametrize("path", [MEETINGS, EVERYTHING])
def test_past_feed_tells_what_was_news_then(path: str) -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting, now=DAYS[0])
    published(MeetingFactory(title="Lunch"), now=DAYS[1])
    change(meeting, lambda one: correct(one, by=None, note="Wrong.", now=DAYS[4]), city="Pune")
    assert told(f"{path}?as_of=2024-01-03") == [("Lunch", "2024-01-02"), ("Dinner", "2024-01-01")]
    assert told(f"{path}?as_of=2024-01-06") == [("Dinner", "2024-01-05"), ("Lunch", "2024-01-02")]


# --- One record -----------------------------------------------------------------------------------


def test_feed_about_a_record_has_what_spoke_of_the_one_merged_into_it(
    twins: tuple[Any, Any],
) -> None:
    join(twins)
    entries = told(ASHA)
    assert entries[0][0] == "Asha Rao"
    assert entries[1:] == [("Lunch", "2024-01-03"), ("Dinner", "2024-01-02")]


def test_feed_about_a_record_has_what_spoke_of_it_two_merges_ago(twins: tuple[Any, Any]) -> None:
    join(twins)
    whole = LeaderFactory(name="Asha Kumari Rao")
    published(whole, now=DAYS[6])
    join((whole, twins[0]), now=DAYS[7])
    assert told("/feeds/leaders/asha-kumari-rao.atom")[1:] == [
        ("Lunch", "2024-01-03"),
        ("Dinner", "2024-01-02"),
    ]


def test_feeds_are_as_they_were_when_a_merge_is_undone(twins: tuple[Any, Any]) -> None:
    done = join(twins)
    undo(done, by=None, now=DAYS[7])
    assert ("Dinner", "2024-01-02") in told(ASHA)
    assert "Lunch" not in [title for title, _ in told(ASHA)]
    assert ("Lunch", "2024-01-03") in told("/feeds/leaders/asha-r-rao.atom")


def test_past_feed_about_a_record_knows_nothing_of_a_later_merge(twins: tuple[Any, Any]) -> None:
    join(twins)
    assert told(f"{ASHA}?as_of=2024-01-05") == [
        ("Dinner", "2024-01-02"),
        ("Asha Rao", "2024-01-01"),
    ]


def test_news_about_a_record_is_not_pushed_out_by_what_is_brought_up_to_date() -> None:
    party = PartyFactory(name="Banyan", slug="banyan")
    published(party, now=DAYS[0])
    old = [meet(f"Old {n}", now=DAYS[1] + timedelta(minutes=n), party=party).uid for n in range(50)]
    meet("News", now=DAYS[2], party=party)
    change(party, lambda one: publish(one, by=None, now=DAYS[3]), name="Peepal")
    assert len(refresh(old, by=None, names=True, now=DAYS[4])) == 50
    assert told("/feeds/parties/banyan.atom")[:2] == [
        ("Peepal", "2024-01-04"),
        ("News", "2024-01-03"),
    ]


# --- Corrections ----------------------------------------------------------------------------------


@pytest.fixture
def dinner() -> Any:
    """Published, and corrected once."""
    meeting = MeetingFactory(title="Dinner", date="2023-02-06")
    published(meeting, now=DAYS[0])
    change(meeting, lambda one: correct(one, by=None, note="Hall!", now=DAYS[1]), venue="Hall")
    return meeting


def test_correction_says_what_was_wrong(dinner: Any) -> None:
    assert "Correction: Hall!" in summary(MEETINGS, "Dinner")


def test_old_correction_is_not_announced_again_with_a_later_change(dinner: Any) -> None:
    change(dinner, lambda one: publish(one, by=None, now=DAYS[2]), city="Pune")
    assert told(MEETINGS) == [("Dinner", "2024-01-03")]
    assert "Hall!" not in summary(MEETINGS, "Dinner")


def test_correction_is_still_told_when_others_change(dinner: Any) -> None:
    party = PartyFactory(name="Banyan", slug="banyan")
    AttendanceFactory(meeting=dinner, party=party)
    change(dinner, lambda one: correct(one, by=None, note="Who came.", now=DAYS[2]))
    change(party, lambda one: publish(one, by=None, now=DAYS[3]), name="Peepal")
    refresh_mentions(party.uid, by=None, now=DAYS[4])
    assert Edition.objects.live().get(slug="dinner").cause == "refreshed"
    assert told(MEETINGS) == [("Dinner", "2024-01-03")]
    assert "Correction: Who came" in summary(MEETINGS, "Dinner")
