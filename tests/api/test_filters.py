from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import Client

from coalition.merging import merge
from coalition.models import Edition
from coalition.publishing import withdraw
from tests.api.world import build_world
from tests.factories import (
    AttendanceFactory,
    ElectionFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    alice,
    published,
)

pytestmark = pytest.mark.django_db


def get(path: str, **parameters: str) -> HttpResponse:
    return Client().get(f"/api/v1/{path}/", parameters)


def slugs(path: str, **parameters: str) -> set[str]:
    answer = get(path, **parameters)
    assert answer.status_code == 200, answer.content
    return {document["slug"] for document in answer.json()["results"]}


@pytest.fixture
def world() -> SimpleNamespace:
    return build_world()


# --- Dates ----------------------------------------------------------------------------------------


@pytest.fixture
def december() -> None:
    for slug, date in (
        ("before", "[..2023-12-05]"),
        ("on", "2023-12-06"),
        ("week", "[2023-12-15..2023-12-21]"),
        ("two-days", "2023-12-06/2023-12-07"),
        ("undated", None),
    ):
        published(MeetingFactory(slug=slug, date=date))


@pytest.mark.usefixtures("december")
@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"date_from": "2023-12-06"}, {"on", "week", "two-days"}),
        ({"date_from": "2023-12-07"}, {"week", "two-days"}),
        ({"date_from": "2023-12-22"}, set()),
        ({"date_to": "2023-12-06"}, {"before", "on", "two-days"}),
        ({"date_to": "2023-12-05"}, {"before"}),
        ({"date_from": "2023-12-06", "date_to": "2023-12-06"}, {"on", "two-days"}),
        ({"date_from": "2023-12-21", "date_to": "2023-12-31"}, {"week"}),
        ({"date_from": "1000-01-01", "date_to": "1000-01-02"}, {"before"}),
        (
            {"date_from": "0001-01-01", "date_to": "9999-12-31"},
            {"before", "on", "week", "two-days"},
        ),
    ],
)
def test_dates_overlap_with_both_ends_included(parameters, expected) -> None:
    assert slugs("meetings", **parameters) == expected


# --- Meetings -------------------------------------------------------------------------------------


def test_occurrence_and_category_are_those_of_the_document() -> None:
    published(MeetingFactory(slug="held"))
    published(MeetingFactory(slug="cancelled", cancelled=True))
    assert slugs("meetings", occurrence="cancelled") == {"cancelled"}
    assert slugs("meetings", category="rally") == {"cancelled"}
    assert slugs("meetings", category="rally", occurrence="held") == set()


@pytest.mark.parametrize(
    ("region", "expected"),
    [("IN-DL", {"delhi"}), ("IN", {"delhi", "india"}), ("NP", set()), ("IN-D", set())],
)
def test_region_is_exact_or_a_whole_country(region: str, expected: set[str]) -> None:
    published(MeetingFactory(slug="delhi", region="IN-DL"))
    published(MeetingFactory(slug="india", region="IN"))
    published(MeetingFactory(slug="nowhere"))
    assert slugs("meetings", region=region) == expected


def test_party_is_found_whatever_its_attendance(world) -> None:
    assert slugs("meetings", party="tmc") == {"dinner"}
    assert slugs("meetings", party="congress") == {"dinner"}
    assert slugs("meetings", party="old-congress") == set()


def test_leader_is_found_whatever_the_attendance(world) -> None:
    assert slugs("meetings", leader="mamata") == {"dinner"}


def test_uid_names_a_record_as_its_slug_does(world) -> None:
    assert slugs("meetings", party=str(world.tmc.uid)) == {"dinner"}
    assert slugs("meetings", party=str(world.tmc.uid).upper()) == {"dinner"}


def test_alliance_is_the_one_that_met(world) -> None:
    assert slugs("meetings", alliance="bloc") == {"dinner"}


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


def test_published_since_includes_the_moment_itself() -> None:
    published(MeetingFactory(slug="old"), now=datetime(2023, 12, 6, 16, 10, 59, tzinfo=UTC))
    published(MeetingFactory(slug="new"), now=datetime(2023, 12, 6, 16, 11, tzinfo=UTC))
    for moment in (
        "2023-12-06T16:11:00Z",
        "2023-12-06T21:41:00+05:30",
        "2023-12-06t16:11:00.000z",
    ):
        assert slugs("meetings", published_since=moment) == {"new"}


# --- Other kinds ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "parameters", "expected"),
    [
        ("parties", {"alliance": "bloc"}, {"congress", "tmc"}),
        ("leaders", {"party": "congress"}, {"kharge"}),
        ("leaders", {"party": "tmc"}, set()),
        ("alliances", {"party": "tmc"}, {"bloc"}),
        ("alliances", {"party": "old-congress"}, set()),
        ("elections", {"party": "congress"}, {"lok-sabha-2024"}),
        ("elections", {"alliance": "bloc"}, {"lok-sabha-2024"}),
        ("elections", {"party": "tmc"}, set()),
        ("seat-sharing-talks", {"party": "tmc"}, {"congress-trinamool"}),
        ("seat-sharing-talks", {"party": "old-congress"}, set()),
        ("seat-sharing-talks", {"alliance": "bloc"}, {"congress-trinamool"}),
        ("seat-sharing-talks", {"election": "lok-sabha-2024"}, {"congress-trinamool"}),
        ("seat-sharing-talks", {"meeting": "dinner"}, {"congress-trinamool"}),
        ("seat-sharing-talks", {"meeting": "patna"}, set()),
        ("seat-sharing-talks", {"region": "IN"}, {"congress-trinamool"}),
        ("statements", {"party": "tmc"}, {"more-room"}),
        ("statements", {"party": "congress"}, set()),
        ("statements", {"about_party": "congress"}, {"more-room"}),
        ("statements", {"leader": "mamata"}, {"more-room"}),
        ("statements", {"meeting": "dinner"}, {"more-room"}),
        ("statements", {"talk": "congress-trinamool"}, {"more-room"}),
        ("statements", {"alliance": "bloc"}, {"more-room"}),
        ("statements", {"stance": "denial"}, set()),
        ("statements", {"stance": "demand", "date_from": "2023-12-06"}, {"more-room"}),
    ],
)
def test_records_are_found_by_what_they_speak_of(world, path, parameters, expected) -> None:
    assert slugs(path, **parameters) == expected


def test_elections_are_found_by_level_region_and_date() -> None:
    published(ElectionFactory(slug="national", national=True))
    published(ElectionFactory(slug="rajasthan"))
    assert slugs("elections", level="national") == {"national"}
    assert slugs("elections", region="IN-RJ") == {"rajasthan"}
    assert slugs("elections", date_to="2023-12-31") == {"rajasthan"}


def test_talks_are_found_by_status() -> None:
    published(SeatSharingTalkFactory(slug="stalled", stalled=True))
    published(SeatSharingTalkFactory(slug="agreed", agreed=True))
    assert slugs("seat-sharing-talks", status="stalled") == {"stalled"}


def test_party_that_only_claims_seats_is_found_too() -> None:
    talk = SeatSharingTalkFactory(slug="talks")
    SeatPositionFactory(talk=talk, party=PartyFactory(slug="sp"))
    published(talk)
    assert slugs("seat-sharing-talks", party="sp") == {"talks"}


def test_unnamed_speaker_is_found_by_no_party(world) -> None:
    published(StatementFactory(slug="unnamed", unnamed=True))
    assert slugs("statements", party="tmc") == {"more-room"}


# --- What is not public ---------------------------------------------------------------------------


def test_hidden_withdrawn_and_absent_records_are_refused_alike() -> None:
    PartyFactory(slug="hidden", approved=True)
    gone = PartyFactory(slug="gone", approved=True)
    published(gone)
    withdraw(gone, by=None, reason="A hoax.")
    addresses = ("hidden", "gone", "absent", str(gone.uid))
    refusals = {get("meetings", party=address).content for address in addresses}
    assert len(refusals) == 1
    assert b"There is no public party at this slug or uid." in refusals.pop()


def test_hidden_and_absent_uids_are_refused_alike() -> None:
    hidden = LeaderFactory(approved=True)
    absent = "00000000-0000-4000-8000-000000000000"
    first, second = get("meetings", leader=str(hidden.uid)), get("meetings", leader=absent)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert first.status_code == 400


def test_leader_is_no_party(world) -> None:
    assert get("meetings", party="kharge").status_code == 400


def test_all_unknown_records_are_named_at_once() -> None:
    answer = get("meetings", party="x", leader="y")
    assert [error["parameter"] for error in answer.json()["errors"]] == ["party", "leader"]


def test_edited_but_unpublished_attendance_is_not_found(world) -> None:
    AttendanceFactory(meeting=world.meeting, party=world.parent, leader=None)
    assert slugs("meetings", party="old-congress") == set()
    assert Edition.objects.live().filter(slug="dinner").exists()


# --- What has moved -------------------------------------------------------------------------------


def test_former_slug_names_a_record_as_its_present_one_does(world) -> None:
    world.tmc.refresh_from_db()
    world.tmc.slug = "all-india-tmc"
    world.tmc.save()
    published(world.tmc)
    assert slugs("meetings", party="all-india-tmc") == {"dinner"}
    assert slugs("meetings", party="tmc") == {"dinner"}
    assert slugs("meetings", party="tmc", attendance="absent") == {"dinner"}


def test_slug_and_uid_of_what_was_merged_name_what_it_is_part_of() -> None:
    leader, twin = LeaderFactory(slug="asha", name="Asha"), LeaderFactory(slug="asha-r", name="A.")
    meeting = MeetingFactory(slug="supper")
    AttendanceFactory(meeting=meeting, leader=leader)
    published(meeting)
    published(twin)
    address, uid = twin.slug, str(twin.uid)
    leader.refresh_from_db()
    merge(leader, twin, by=alice())
    assert slugs("meetings", leader=address) == slugs("meetings", leader=uid) == {"supper"}


def test_former_slug_that_another_party_has_now_names_that_one(world) -> None:
    world.tmc.refresh_from_db()
    world.tmc.slug = "all-india-tmc"
    world.tmc.save()
    published(world.tmc)
    published(PartyFactory(slug="tmc", approved=True))
    assert slugs("meetings", party="tmc") == set()
