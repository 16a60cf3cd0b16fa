"""The editions of a record on its page, and on the page that has all of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from coalition.models import Edition, Kind, Meeting
from coalition.page_addresses import PAGE_PATHS
from coalition.pages.editions import moment_of
from coalition.publishing import correct, publish, refresh, withdraw
from tests.factories import (
    AllianceFactory,
    ElectionFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    published,
)
from tests.pages.reading import read, section

pytestmark = pytest.mark.django_db

FIRST = datetime(2023, 12, 1, 6, tzinfo=UTC)
SECOND = datetime(2023, 12, 5, 6, tzinfo=UTC)
THIRD = datetime(2023, 12, 6, 6, tzinfo=UTC)


@pytest.fixture
def dinner() -> Meeting:
    """Published in Patna, corrected to Mumbai."""
    meeting = MeetingFactory(title="Dinner", city="Patna", date="2023-11-30")
    published(meeting, now=FIRST)
    amend(meeting, city="Mumbai", note="It was in Mumbai.", now=SECOND)
    return meeting


def amend(meeting: Meeting, *, note: str, now: datetime, **changes: Any) -> None:
    meeting.refresh_from_db()
    for name, value in changes.items():
        setattr(meeting, name, value)
    meeting.save()
    correct(meeting, by=None, note=note, now=now)
    meeting.refresh_from_db()


def editions(path: str = "/meetings/dinner/") -> str:
    return section(Client().get(path).content.decode(), "editions")


def links(html: str) -> list[str]:
    return re.findall(r'href="(/meetings/dinner/\?as_of=[^"]+)"', html)


def test_editions_are_told_newest_first_with_cause_and_note(dinner: Meeting) -> None:
    words = editions()
    assert "Edition 2 Corrected · 5 December 2023, 11:30 IST It was in Mumbai." in words
    assert "Edition 1 Published · 1 December 2023, 11:30 IST" in words
    assert words.index("Edition 2") < words.index("Edition 1")


def test_edition_tells_what_it_changed(dinner: Meeting) -> None:
    assert "What changed: 1 point City Patna → Mumbai" in editions()


def test_edition_leads_to_the_page_as_it_was(dinner: Meeting) -> None:
    found = links(Client().get("/meetings/dinner/").content.decode())
    assert found == ["/meetings/dinner/?as_of=2023-12-01T06:00:00Z"]
    assert "Where Patna" in read(found[0])


def test_edition_that_is_shown_leads_nowhere(dinner: Meeting) -> None:
    assert "Edition 2" in editions().split("This is the page that you are reading.")[0]


@pytest.mark.parametrize(
    ("start", "end", "moment"),
    [
        (FIRST, None, "2023-12-01T06:00:00Z"),
        (FIRST + timedelta(microseconds=1), None, "2023-12-01T06:00:01Z"),
        (FIRST, FIRST + timedelta(microseconds=5), "2023-12-01T06:00:00Z"),
        (
            FIRST + timedelta(microseconds=1),
            FIRST + timedelta(microseconds=5),
            "2023-12-01T06:00:00.000001Z",
        ),
    ],
)
def test_moment_of_an_edition_is_one_at_which_it_was_live(
    start: datetime, end: datetime | None, moment: str
) -> None:
    assert moment_of(Edition(published_at=start, retired_at=end)) == moment


def test_each_of_several_editions_within_a_second_is_found_again(dinner: Meeting) -> None:
    for number in range(3):
        amend(
            dinner,
            city=f"Town {number}",
            note=f"Number {number}.",
            now=THIRD + timedelta(milliseconds=number + 1),
        )
    found = links(Client().get("/meetings/dinner/").content.decode())
    towns = [re.search("Where ([A-Z][a-z]+ ?[0-9]?)", read(path)) for path in found]
    assert [town and town[1].strip() for town in towns] == ["Town 1", "Town 0", "Mumbai", "Patna"]


def test_past_page_tells_no_later_edition(dinner: Meeting) -> None:
    words = editions("/meetings/dinner/?as_of=2023-12-02")
    assert "Edition 1 Published" in words
    assert "Edition 2" not in words
    assert "Mumbai" not in words


def test_edition_that_carried_withdrawn_words_is_listed_without_them(dinner: Meeting) -> None:
    statement = StatementFactory(title="A slander", meeting=dinner)
    published(statement, now=THIRD)
    assert "A slander" in editions()
    withdraw(statement, by=None, reason="Never said.", now=THIRD + timedelta(hours=1))
    html = Client().get("/meetings/dinner/").content.decode()
    words = section(html, "editions")
    assert "A slander" not in html
    assert "Not shown: it carried words that have been withdrawn since." in words
    assert "What changed is not shown: the edition before carried words" in words
    assert "2023-12-06" not in "".join(links(html))


def test_withdrawal_and_return_are_told(dinner: Meeting) -> None:
    withdraw(dinner, by=None, reason="It was doubted.", now=THIRD)
    dinner.refresh_from_db()
    dinner.city = "Kochi"
    dinner.save()
    publish(dinner, by=None, now=THIRD + timedelta(days=1))
    words = editions()
    assert "Withdrawn · 6 December 2023, 11:30 IST It was doubted." in words
    assert "Edition 4 Published again" in words
    assert "City Mumbai → Kochi" in words


def test_refreshed_edition_tells_what_came_from_elsewhere() -> None:
    party = PartyFactory(name="Banyn Party")
    meeting = MeetingFactory(title="Dinner", date="2023-11-30")
    meeting.attendances.create(party=party, status="attended")
    published(meeting, now=FIRST)
    party.refresh_from_db()
    party.name = "Banyan Party"
    party.save()
    publish(party, by=None, now=SECOND)
    refresh([meeting.uid], by=None, names=True, now=SECOND)
    words = editions()
    assert "Brought up to date with other pages" in words
    assert "Banyan Party" in words


def test_page_tells_the_newest_and_leads_to_all(dinner: Meeting) -> None:
    for number in range(10):
        amend(dinner, city=f"Town {number}", note=f"Number {number}.", now=THIRD)
    words = editions()
    assert [n for n in range(1, 13) if f"Edition {n} " in words] == list(range(3, 13))
    assert "All editions" in words
    assert "Edition 1 " in read("/meetings/dinner/editions/")


def test_last_edition_on_the_page_is_compared_with_the_one_behind_it(dinner: Meeting) -> None:
    for number in range(10):
        amend(dinner, city=f"Town {number}", note=f"Number {number}.", now=THIRD)
    assert "Mumbai → Town 0" in editions()


def test_correction_under_the_headline_leads_to_its_edition_on_the_page(dinner: Meeting) -> None:
    html = Client().get("/meetings/dinner/").content.decode()
    assert what_changed(html) == ["#edition-2"]
    assert 'id="edition-2"' in html


def what_changed(html: str) -> list[str]:
    """Where the corrections under the headline lead to."""
    return re.findall(r'<a href="([^"]+)">What changed</a>', html)


def republish(meeting: Meeting, times: int) -> None:
    """As many editions more, none of which is a correction."""
    for number in range(times):
        meeting.refresh_from_db()
        meeting.city = f"Town {number}"
        meeting.save()
        publish(meeting, by=None, now=THIRD)


@pytest.mark.parametrize(
    ("more", "where"),
    [
        (10, "/meetings/dinner/editions/#edition-2"),
        (24, "/meetings/dinner/editions/#edition-2"),
        (25, "/meetings/dinner/editions/?after=3#edition-2"),
    ],
)
def test_correction_of_long_ago_under_the_headline_leads_to_the_page_of_all_editions(
    dinner: Meeting, more: int, where: str
) -> None:
    republish(dinner, more)
    assert what_changed(Client().get("/meetings/dinner/").content.decode()) == [where]
    assert 'id="edition-2"' in Client().get(where.partition("#")[0]).content.decode()


@pytest.mark.parametrize("more", [10, 25])
def test_past_page_leads_to_the_editions_that_there_were_then(dinner: Meeting, more: int) -> None:
    republish(dinner, more)
    amend(dinner, city="Kochi", note="It was in Kochi.", now=THIRD + timedelta(days=9))
    html = Client().get("/meetings/dinner/?as_of=2023-12-07").content.decode()
    every = re.findall(r'<a href="([^"]+)">All editions</a>', html)
    assert every == ["/meetings/dinner/editions/?as_of=2023-12-07"]
    (page,) = what_changed(html)
    told = Client().get(unescape(page.partition("#")[0])).content.decode()
    assert 'id="edition-2"' in told
    assert "Kochi" not in told


def test_all_editions_are_paged_without_loss(dinner: Meeting) -> None:
    for number in range(30):
        amend(dinner, city=f"Town {number}", note=f"Number {number}.", now=THIRD)
    first = Client().get("/meetings/dinner/editions/")
    pages = [first.content.decode(), Client().get(first.context["following"]).content.decode()]
    numbers = [[int(n) for n in re.findall('id="edition-([0-9]+)"', page)] for page in pages]
    assert numbers == [list(range(32, 7, -1)), list(range(7, 0, -1))]


def test_list_of_all_editions_leads_back_to_the_page(dinner: Meeting) -> None:
    html = Client().get("/meetings/dinner/editions/").content.decode()
    assert '<a href="/meetings/dinner/">See the page</a>' in html


@pytest.mark.parametrize("query", ["after=0", "after=x", "colour=red", "after=1&after=2"])
def test_unknown_place_among_the_editions_is_refused(dinner: Meeting, query: str) -> None:
    assert Client().get(f"/meetings/dinner/editions/?{query}").status_code == 400


def test_editions_of_a_draft_are_nowhere() -> None:
    MeetingFactory(title="Dinner")
    assert Client().get("/meetings/dinner/editions/").status_code == 404


def test_editions_of_what_was_withdrawn_are_gone(dinner: Meeting) -> None:
    withdraw(dinner, by=None, reason="A hoax.", now=THIRD)
    answer = Client().get("/meetings/dinner/editions/")
    assert (answer.status_code, "Mumbai" in answer.content.decode()) == (410, False)


@pytest.mark.parametrize("kind", list(Kind))
def test_record_of_every_kind_tells_its_editions(kind: Kind) -> None:
    factories: dict[Kind, Any] = {
        Kind.PARTY: PartyFactory,
        Kind.LEADER: LeaderFactory,
        Kind.ALLIANCE: AllianceFactory,
        Kind.ELECTION: ElectionFactory,
        Kind.MEETING: MeetingFactory,
        Kind.SEAT_SHARING_TALK: SeatSharingTalkFactory,
        Kind.STATEMENT: StatementFactory,
    }
    edition = published(factories[kind](slug="it"))
    path = f"/{PAGE_PATHS[edition.kind]}/it/"
    assert "Edition 1 Published" in editions(path)
    assert "Edition 1 Published" in read(f"{path}editions/")
