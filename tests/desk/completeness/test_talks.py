"""What the panel finds in seat-sharing talks and in statements."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coalition.desk.completeness.findings import Finding, Weight
from coalition.desk.completeness.talks import about_statement, about_talk
from coalition.models import SeatSharingTalk, Statement
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2023, 12, 7)


def about(record: Any) -> dict[str, Finding]:
    check = about_talk if isinstance(record, SeatSharingTalk) else about_statement
    stored = type(record).objects.get(pk=record.pk)
    return {finding.code: finding for finding in check(stored, today=TODAY)}


def agreed(talk: Any, seats: int) -> Any:
    return factories.SeatPositionFactory(talk=talk, agreement=True, seats=seats, sourced=True)


def test_position_without_claim_is_pointed_at() -> None:
    talk = factories.SeatSharingTalkFactory(sourced=True)
    factories.SeatPositionFactory(talk=talk)
    (place,) = about(talk)["rows_without_claim"].places
    assert place.url == "#positions-0"


def test_shares_that_make_the_total_are_fine() -> None:
    talk = factories.SeatSharingTalkFactory(agreed=True, sourced=True)
    agreed(talk, 50)
    agreed(talk, 30)
    assert about(talk)["agreed_seats"].words == "All 80 seats are agreed."


def test_seats_of_nobody_in_agreed_talks_are_a_question() -> None:
    talk = factories.SeatSharingTalkFactory(agreed=True, sourced=True)
    agreed(talk, 63)
    found = about(talk)["agreed_seats"]
    assert (found.weight, "17 are nobody's" in found.words) == (Weight.QUESTION, True)


def test_seats_still_open_in_ongoing_talks_are_fine() -> None:
    talk = factories.SeatSharingTalkFactory(total_seats=80, sourced=True)
    agreed(talk, 63)
    assert about(talk)["agreed_seats"].weight is Weight.FINE


def test_agreed_talks_without_shares_lack_them() -> None:
    talk = factories.SeatSharingTalkFactory(agreed=True, sourced=True)
    assert about(talk)["nothing_agreed"].weight is Weight.MISSING


def test_party_without_a_position_is_named() -> None:
    party = factories.PartyFactory(abbreviation="SP")
    talk = factories.SeatSharingTalkFactory(sourced=True, parties=[party])
    agreed(talk, 10)
    assert "SP" in about(talk)["no_position"].words


def test_statement_without_date_or_subject_lacks_both() -> None:
    statement = factories.StatementFactory(sourced=True, made=None)
    assert set(about(statement)) == {"no_date", "about_nothing"}


def test_sourced_statement_about_a_meeting_lacks_nothing() -> None:
    statement = factories.StatementFactory(sourced=True, meeting=factories.MeetingFactory())
    assert about(statement) == {}


def test_statement_of_no_report_asks_for_it() -> None:
    statement = factories.StatementFactory(meeting=factories.MeetingFactory())
    assert set(about(statement)) == {"no_source"}


@pytest.mark.parametrize("rows", [1, 20])
def test_talks_cost_the_same_queries_however_many_positions(
    rows: int, django_assert_num_queries: Any
) -> None:
    talk = factories.SeatSharingTalkFactory(sourced=True)
    for _ in range(rows):
        agreed(talk, 1)
    stored = SeatSharingTalk.objects.get(pk=talk.pk)
    with django_assert_num_queries(4):
        list(about_talk(stored, today=TODAY))


def test_statement_costs_one_query(django_assert_num_queries: Any) -> None:
    stored = Statement.objects.get(pk=factories.StatementFactory().pk)
    with django_assert_num_queries(1):
        list(about_statement(stored, today=TODAY))
