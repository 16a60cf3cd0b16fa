"""Changes in the talks on an election: newest first, each with the day of its source or edition."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from coalition.publishing import correct, withdraw
from tests.factories import PartyFactory, SeatPositionFactory, published
from tests.pages.elections.general_election import PATH, general, html_of, rows_of, talk_on
from tests.pages.reading import section

pytestmark = pytest.mark.django_db


def _correct(record: Any, now: datetime | None, **changes: Any) -> None:
    record.refresh_from_db()
    for name, value in changes.items():
        setattr(record, name, value)
    record.save()
    record.refresh_from_db()
    correct(record, by=None, note="It changed.", now=now)


def test_changes_come_newest_first_by_the_dates_of_the_sources() -> None:
    election = general()
    banyan = PartyFactory(name="Banyan")
    talk = talk_on(election, "IN-UP", "UP", parties=[banyan], began=None)
    SeatPositionFactory(talk=talk, party=banyan, seats=20, date="2023-11-05")
    SeatPositionFactory(talk=talk, party=banyan, position="agrees", seats=17, date="2024-01-05")
    published(talk)
    said = section(html_of(), "changes")
    assert said.index("agrees to 17 seats") < said.index("claims 20 seats")


def test_one_seat_is_told_in_the_singular() -> None:
    election = general()
    banyan, lantern = PartyFactory(name="Banyan"), PartyFactory(name="Lantern")
    talk = talk_on(election, "IN-SK", "Sikkim", parties=[banyan, lantern], total_seats=1)
    SeatPositionFactory(talk=talk, party=banyan, seats=1, date="2023-11-05")
    SeatPositionFactory(talk=talk, party=banyan, position="offers", seats=1, date="2023-11-06")
    SeatPositionFactory(
        talk=talk, party=banyan, to_party=lantern, position="offers", seats=1, date="2023-11-07"
    )
    SeatPositionFactory(talk=talk, party=lantern, position="agrees", seats=1, date="2023-11-08")
    published(talk)
    html = html_of()
    said = section(html, "changes")
    assert "Banyan claims 1 seat." in said
    assert "Banyan offers 1 seat." in said
    assert "Banyan offers Lantern 1 seat." in said
    assert "Lantern agrees to 1 seat." in said
    assert "1 of 1 seat agreed" in rows_of(html, "sikkim")


def test_change_between_editions_has_the_day_of_its_publication() -> None:
    talk = talk_on(general(), "IN-UP", "UP")
    published(talk, now=datetime(2023, 12, 7, 12, tzinfo=UTC))
    _correct(talk, datetime(2023, 12, 9, 12, tzinfo=UTC), status="stalled")
    said = section(html_of(), "changes")
    assert "9 December 2023, 17:30 IST · published here UP: Status: ongoing → stalled" in said


def test_change_of_no_interest_to_those_who_follow_talks_is_left_out() -> None:
    talk = talk_on(general(), "IN-UP", "UP", began=None)
    published(talk, now=datetime(2023, 12, 7, 12, tzinfo=UTC))
    _correct(talk, datetime(2023, 12, 9, 12, tzinfo=UTC), summary="They talked.")
    assert 'id="changes"' not in html_of()


def test_change_leads_to_its_talk_in_the_tracker_whatever_the_talk_was_called_then() -> None:
    talk = talk_on(general(), "IN-UP", "UP", slug="seats-in-up")
    published(talk, now=datetime(2023, 12, 7, 12, tzinfo=UTC))
    _correct(talk, datetime(2023, 12, 9, 12, tzinfo=UTC), status="stalled")
    _correct(talk, datetime(2023, 12, 10, 12, tzinfo=UTC), slug="uttar-pradesh")
    html = html_of()
    changes = html.partition('<section class="block" id="changes"')[2]
    targets = set(re.findall(r'href="#(talk-[^"]+)"', changes))
    assert targets == {"talk-uttar-pradesh"}
    assert 'id="talk-uttar-pradesh"' in html


def test_past_page_tells_of_no_later_change() -> None:
    election = general()
    talk = talk_on(election, "IN-UP", "UP")
    for record in (election, talk):
        published(record, now=datetime(2023, 12, 7, 12, tzinfo=UTC))
    _correct(talk, datetime(2023, 12, 9, 12, tzinfo=UTC), status="stalled")
    html = html_of(f"{PATH}?as_of=2023-12-08")
    assert "stalled" not in section(html, "changes")
    assert "Ongoing" in rows_of(html, "up")


def test_withdrawn_talk_leaves_the_tracker_and_its_changes() -> None:
    talk = talk_on(general(), "IN-UP", "A hoax about seats")
    published(talk)
    _correct(talk, None, status="stalled")
    talk.refresh_from_db()
    withdraw(talk, by=None, reason="It was made up.")
    assert "hoax" not in html_of()
