"""Differences of two snapshots, in an editor's words."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.models import Source
from coalition.revisions.differences import differences
from coalition.revisions.readable import Line, Names, in_words, summary
from coalition.revisions.snapshots import Snapshot, snapshot_of
from tests import factories

pytestmark = pytest.mark.django_db


def _now(record: Any) -> Snapshot:
    found = snapshot_of(record)
    assert found is not None
    return found


def _said(before: Snapshot, record: Any) -> list[tuple[str, str, str, str, str]]:
    found = differences(before, _now(record))
    lines = in_words(found, Names(found))
    return [(line.kind.value, line.subject, line.label, line.before, line.after) for line in lines]


def test_nothing_is_said_of_what_is_the_same() -> None:
    meeting = factories.MeetingFactory(with_attendance=True)
    before = _now(meeting)
    meeting.save()
    assert _said(before, meeting) == []


def test_choice_is_said_by_its_label() -> None:
    meeting = factories.MeetingFactory(tentative=True)
    before = _now(meeting)
    meeting.occurrence = "confirmed"
    meeting.save()
    assert _said(before, meeting) == [("changed", "", "Occurrence", "Tentative", "Confirmed")]


def test_date_is_said_as_it_was_typed() -> None:
    meeting = factories.MeetingFactory(date=None)
    before = _now(meeting)
    meeting.date = "2023-12-06"
    meeting.save()
    assert _said(before, meeting) == [("changed", "", "Date", "", "6 December 2023")]


def test_many_to_many_is_said_by_names() -> None:
    party = factories.PartyFactory(name="Congress", abbreviation="")
    talk = factories.SeatSharingTalkFactory()
    before = _now(talk)
    talk.parties.add(party)
    assert _said(before, talk) == [("changed", "", "Parties", "", "Congress")]


def test_row_is_said_with_what_it_is_about() -> None:
    meeting = factories.MeetingFactory()
    before = _now(meeting)
    party = factories.PartyFactory(name="Trinamool", abbreviation="TMC")
    factories.AttendanceFactory(meeting=meeting, party=party, party_level=True, absent=True)
    assert _said(before, meeting) == [("added", f"Attendance: {party}, absent", "", "", "")]


def test_row_that_is_gone_is_said_to_be() -> None:
    row = factories.AttendanceFactory(leader__name="Vaiko")
    before = _now(row.meeting)
    row.delete()
    assert _said(before, row.meeting) == [("removed", "Attendance: Vaiko, attended", "", "", "")]


def test_claim_of_a_row_is_said_beneath_its_row() -> None:
    row = factories.AttendanceFactory(leader__name="Vaiko", sourced=True)
    before = _now(row.meeting)
    row.claims.update(paragraph=4)
    source = Source.objects.get()
    subject = f"Attendance: Vaiko, attended › Claim: {source}, paragraph 4"
    assert _said(before, row.meeting) == [("changed", subject, "Paragraph", "1", "4")]


def test_name_of_what_was_deleted_is_said_to_be_gone() -> None:
    row = factories.AttendanceFactory(independent=True)
    before, leader = _now(row.meeting), row.leader
    row.delete()
    key = leader.pk
    leader.delete()
    [(_kind, subject, *_rest)] = _said(before, row.meeting)
    assert f"leader no. {key}, deleted since" in subject


def test_names_cost_a_query_per_model(django_assert_max_num_queries: Any) -> None:
    meeting = factories.MeetingFactory()
    before = _now(meeting)
    for _number in range(5):
        factories.AttendanceFactory(meeting=meeting, sourced=True)
    found = differences(before, _now(meeting))
    with django_assert_max_num_queries(3):
        in_words(found, Names(found))


def test_summary_counts_what_it_leaves_out() -> None:
    lines = [Line("changed", "", label) for label in ("Title", "City", "Venue", "Date")]
    assert summary(lines) == "Title, City, Venue and 1 more"
