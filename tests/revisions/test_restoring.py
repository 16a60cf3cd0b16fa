"""Putting a snapshot back: the same rows with the same keys, or nothing at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from coalition.models import Attendance, Claim, Decision, Meeting, Party
from coalition.revisions.restoring import RestoreRefused, put_back
from coalition.revisions.snapshots import Snapshot, snapshot_of
from tests import factories

pytestmark = pytest.mark.django_db


def _now(record: Any) -> Snapshot:
    found = snapshot_of(record)
    assert found is not None
    return found


def _put_back(record: Any, target: Snapshot) -> None:
    with transaction.atomic():
        put_back(type(record).objects.get(pk=record.pk), target)


def test_every_row_is_put_back_as_it_was() -> None:
    meeting = factories.MeetingFactory(with_attendance=True, date="2023-12?")
    changed, gone, _kept = meeting.attendances.all()
    Decision.objects.create(attendance=gone, field="status", reason="Two say so.")
    target = _now(meeting)
    changed.named_as = "K."
    changed.save()
    changed.claims.update(paragraph=9)
    gone.delete()
    factories.AttendanceFactory(meeting=meeting, sourced=True)
    meeting.title, meeting.date = "Another", "2024"
    meeting.save()
    _put_back(meeting, target)
    assert _now(meeting).content == target.content


def test_identity_and_version_are_not_put_back() -> None:
    party = factories.PartyFactory(name="One")
    target = _now(party)
    party.name = "Two"
    party.save()
    _put_back(party, target)
    again = Party.objects.get()
    assert (again.uid, again.version, again.created_at) == (party.uid, 3, party.created_at)


def test_many_to_many_is_put_back() -> None:
    party = factories.PartyFactory()
    talk = factories.SeatSharingTalkFactory(parties=[party])
    target = _now(talk)
    talk.parties.set([factories.PartyFactory()])
    _put_back(talk, target)
    assert list(talk.parties.all()) == [party]


def test_row_added_for_the_same_leader_makes_room() -> None:
    meeting, leader = factories.MeetingFactory(), factories.LeaderFactory()
    first = factories.AttendanceFactory(meeting=meeting, leader=leader)
    target = _now(meeting)
    key = first.pk
    first.delete()
    factories.AttendanceFactory(meeting=meeting, leader=leader)
    _put_back(meeting, target)
    assert Attendance.objects.get().pk == key


def test_report_that_is_gone_is_named_and_nothing_is_done() -> None:
    row = factories.AttendanceFactory(sourced=True)
    meeting = row.meeting
    target = _now(meeting)
    source = Claim.objects.get().source
    key = source.pk
    row.delete()
    source.delete()
    meeting.title = "Later"
    meeting.save()
    with pytest.raises(RestoreRefused, match=f"source no. {key}"):
        _put_back(meeting, target)
    assert (Meeting.objects.get().title, Attendance.objects.count()) == ("Later", 0)


def test_address_that_another_record_has_by_now_is_refused() -> None:
    party = factories.PartyFactory(name="One", slug="one")
    target = _now(party)
    party.slug = "two"
    party.save()
    factories.PartyFactory(name="Other", slug="one")
    with pytest.raises(RestoreRefused, match="cannot be put back"):
        _put_back(party, target)


def test_row_that_belongs_to_another_record_is_not_taken_from_it() -> None:
    row = factories.AttendanceFactory()
    meeting, other = row.meeting, factories.MeetingFactory()
    target = _now(meeting)
    row.meeting = other
    row.save()
    with pytest.raises(RestoreRefused, match="belongs to another record"):
        _put_back(meeting, target)
    assert Attendance.objects.get().meeting == other
