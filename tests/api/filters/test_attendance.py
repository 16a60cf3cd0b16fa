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


@pytest.mark.parametrize(
    ("who", "role", "expected"),
    [
        ({"party": "congress"}, "host", {"dinner"}),
        ({"leader": "kharge"}, "host", {"dinner"}),
        ({"party": "congress", "leader": "kharge"}, "host", {"dinner"}),
        ({"party": "congress"}, "chair", set()),
        ({"party": "congress"}, "convener", set()),
        ({"party": "tmc"}, "host", set()),
    ],
)
def test_role_is_that_of_who_is_named_beside_it(world, who, role, expected) -> None:
    assert slugs("meetings", **who, role=role) == expected


def test_role_and_attendance_hold_of_the_same_party(world) -> None:
    assert slugs("meetings", party="congress", role="host", attendance="attended") == {"dinner"}
    assert slugs("meetings", party="congress", role="host", attendance="absent") == set()


def test_role_alone_is_refused() -> None:
    answer = get("meetings", role="host")
    assert answer.json()["errors"] == [
        {"parameter": "role", "detail": "Say whose: give party, leader, or both beside it."}
    ]


def test_meetings_of_an_alliance_that_a_party_missed(world) -> None:
    other = MeetingFactory(slug="elsewhere")
    AttendanceFactory(meeting=other, party=world.tmc, leader=None, absent=True)
    published(other)
    assert slugs("meetings", party="tmc", attendance="absent") == {"dinner", "elsewhere"}
    asked = {"alliance": "bloc", "party": "tmc", "attendance": "absent"}
    assert slugs("meetings", **asked) == {"dinner"}


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
