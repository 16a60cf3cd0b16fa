"""A file is of one moment, but for the words that were withdrawn since."""

from __future__ import annotations

import json

import pytest

from coalition.publishing import withdraw
from tests.api.exports.files import parts_of, text_of
from tests.factories import (
    AttendanceFactory,
    MeetingFactory,
    PartyFactory,
    StatementFactory,
    published,
)

pytestmark = pytest.mark.django_db


def test_what_is_published_meanwhile_is_not_in_it(one_at_a_time: None) -> None:
    first, second = (published(PartyFactory(name=name)) for name in ("Akali", "Bahujan"))
    parts = parts_of("parties.jsonl")
    assert next(parts) == f"{first.body}\n"
    published(PartyFactory(name="Congress"))
    end = f'{{"end":{{"sequence":{second.sequence},"rows":2}}}}\n'
    assert list(parts) == [f"{second.body}\n", end]


def test_what_is_corrected_meanwhile_is_in_it_once_and_as_it_was(one_at_a_time: None) -> None:
    parties = [PartyFactory(name=name, approved=True) for name in ("Akali", "Bahujan", "CPI")]
    before = [published(party) for party in parties]
    parts = parts_of("parties.jsonl")
    assert next(parts) == f"{before[0].body}\n"
    # One that is written already, one that is still to come, and that one twice.
    for party in (parties[0], parties[2], parties[2]):
        party.refresh_from_db()
        party.name += " (corrected)"
        party.save()
        published(party)
    assert list(parts)[:-1] == [f"{edition.body}\n" for edition in before[1:]]


def test_what_is_withdrawn_meanwhile_is_not_in_the_rest(one_at_a_time: None) -> None:
    parties = [PartyFactory(name=name, approved=True) for name in ("Akali", "Hoax", "CPI")]
    before = [published(party) for party in parties]
    parts = parts_of("parties.jsonl")
    next(parts)
    withdraw(parties[1], by=None, reason="A hoax.")
    rest = list(parts)
    assert rest[:-1] == [f"{before[2].body}\n"]
    assert json.loads(rest[-1])["end"]["rows"] == 2


def test_words_withdrawn_meanwhile_are_not_in_what_carried_them(one_at_a_time: None) -> None:
    first, second = MeetingFactory(slug="a"), MeetingFactory(slug="b")
    statement = StatementFactory(meeting=second, point="Zqx was said.", approved=True)
    for record in (first, second, statement):
        published(record)
    assert "Zqx" in text_of("meetings.jsonl")
    parts = parts_of("meetings.jsonl")
    next(parts)
    withdraw(statement, by=None, reason="Never said.")
    assert "Zqx" not in "".join(parts)
    later = text_of("meetings.jsonl")
    assert '"slug":"b"' in later
    assert "Zqx" not in later


def test_rows_of_a_meeting_withdrawn_meanwhile_are_not_in_the_rest(one_at_a_time: None) -> None:
    meetings = [MeetingFactory(approved=True) for _ in range(2)]
    for meeting in meetings:
        AttendanceFactory(meeting=meeting)
        published(meeting)
    parts = parts_of("attendances.csv")
    next(parts)
    withdraw(meetings[1], by=None, reason="A hoax.")
    assert meetings[1].slug not in "".join(parts)
