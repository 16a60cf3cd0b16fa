"""Meetings are found by who was there and who was not."""

from __future__ import annotations

import pytest

from coalition.models import Edition
from tests.api.filters.asking import get, slugs
from tests.factories import AttendanceFactory, MeetingFactory, PartyFactory, published

pytestmark = pytest.mark.django_db


def test_party_is_found_whatever_its_attendance(world) -> None:
    assert slugs("meetings", party="tmc") == {"dinner"}
    assert slugs("meetings", party="congress") == {"dinner"}
    assert slugs("meetings", party="old-congress") == set()


def test_leader_is_found_whatever_the_attendance(world) -> None:
    assert slugs("meetings", leader="mamata") == {"dinner"}


@pytest.mark.parametrize(
    ("party", "status", "expected"),
    [
        ("tmc", "absent", {"dinner"}),
        ("tmc", "attended", set()),
        ("congress", "attended", {"dinner"}),
        ("congress", "absent", set()),
        # Its leader declined; the party as such is recorded as absent, not as having declined.
        ("tmc", "declined", set()),
    ],
)
def test_attendance_is_the_status_of_the_party_beside_it(world, party, status, expected) -> None:
    assert slugs("meetings", party=party, attendance=status) == expected


def test_attendance_is_the_status_of_the_leader_beside_it(world) -> None:
    assert slugs("meetings", leader="mamata", attendance="declined") == {"dinner"}
    assert slugs("meetings", leader="mamata", attendance="absent") == set()


def test_attendance_holds_for_party_and_leader_alike(world) -> None:
    together = {"party": "congress", "leader": "kharge"}
    assert slugs("meetings", **together, attendance="attended") == {"dinner"}
    assert slugs("meetings", party="tmc", leader="kharge", attendance="attended") == set()


def test_absence_at_one_meeting_is_not_presence_at_another() -> None:
    party = PartyFactory(slug="tmc", approved=True)
    published(party)
    for slug, status in (("missed", "absent"), ("joined", "attended")):
        meeting = MeetingFactory(slug=slug)
        AttendanceFactory(meeting=meeting, party=party, leader=None, status=status)
        published(meeting)
    assert slugs("meetings", party="tmc", attendance="absent") == {"missed"}


def test_superseded_attendance_no_longer_counts() -> None:
    party = PartyFactory(slug="tmc", approved=True)
    published(party)
    meeting = MeetingFactory(slug="dinner")
    row = AttendanceFactory(meeting=meeting, party=party, leader=None, absent=True)
    published(meeting)
    row.delete()
    published(meeting)
    assert slugs("meetings", party="tmc") == set()


def test_attendance_alone_is_refused() -> None:
    answer = get("meetings", attendance="absent")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {
            "parameter": "attendance",
            "detail": "Say whose: give party, leader, or both beside it.",
        }
    ]


def test_edited_but_unpublished_attendance_is_not_found(world) -> None:
    AttendanceFactory(meeting=world.meeting, party=world.parent, leader=None)
    assert slugs("meetings", party="old-congress") == set()
    assert Edition.objects.live().filter(slug="dinner").exists()
