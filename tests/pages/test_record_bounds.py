"""What a record's page looks at has an end, and the page says where it did not look further."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from coalition.models import Party
from coalition.pages import candidates, trackers
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
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

BOUND = "A number with a plus sign counts the newest only"


@pytest.fixture(autouse=True)
def looks_at_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "LOOKED_AT", 3)


def html_of(path: str) -> str:
    return Client().get(path).content.decode()


def strip_of(path: str) -> str:
    strip = html_of(path).partition('<ol class="strip"')[2]
    return strip.partition('<section class="state-list"')[0]


def attended(party: Any, date: str) -> Any:
    meeting = MeetingFactory(title=f"Dinner of {date}", date=date)
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    return published(meeting)


def absent(party: Any, date: str) -> Any:
    meeting = MeetingFactory(title=f"Absence of {date}", date=date)
    AttendanceFactory(meeting=meeting, party=party, party_level=True, absent=True)
    return published(meeting)


def test_as_many_as_are_looked_at_are_counted_exactly() -> None:
    party = PartyFactory(name="Banyan")
    for month in range(1, 4):
        attended(party, f"2023-0{month}-01")
    html = html_of("/parties/banyan/")
    assert section(html, "attended").startswith("Attended3 ")
    assert BOUND not in html


def test_more_than_are_looked_at_are_counted_with_a_plus() -> None:
    party = PartyFactory(name="Banyan")
    for month in range(1, 5):
        attended(party, f"2023-0{month}-01")
    html = html_of("/parties/banyan/")
    assert section(html, "attended").startswith("Attended3+ ")
    assert BOUND in html
    assert "/meetings/?party=banyan&amp;attendance=attended" in html


def test_newest_are_found_though_they_were_published_first() -> None:
    party = PartyFactory(name="Banyan")
    for month in range(9, 0, -1):
        attended(party, f"2023-0{month}-01")
    part = section(html_of("/parties/banyan/"), "attended")
    assert all(f"Dinner of 2023-0{month}-01" in part for month in (7, 8, 9))


def test_rare_absence_is_found_behind_any_number_of_attendances() -> None:
    party = PartyFactory(name="Banyan")
    absent(party, "2022-01-01")
    for month in range(1, 9):
        attended(party, f"2023-0{month}-01")
    part = section(html_of("/parties/banyan/"), "absent")
    assert part.startswith("Absent1 ")
    assert "Absence of 2022-01-01" in part


def test_party_rarely_met_is_counted_exactly_behind_meetings_of_others() -> None:
    party = PartyFactory(name="Banyan")
    attended(party, "2022-01-01")
    for month in range(1, 9):
        attended(PartyFactory(), f"2023-0{month}-01")
    html = html_of("/parties/banyan/")
    assert section(html, "attended").startswith("Attended1 ")
    assert BOUND not in html


def test_strip_ends_where_older_meetings_were_not_looked_at() -> None:
    party = PartyFactory(name="Banyan")
    absent(party, "2022-01-01")
    for month in range(1, 9):
        attended(party, f"2023-0{month}-01")
    strip = strip_of("/parties/banyan/")
    assert "#at-absence-of-2022-01-01" not in strip
    assert "the lists lead to the older ones" in strip


def test_strip_of_a_former_member_ends_there_too() -> None:
    """Its silences are looked for long before the meetings that it attended since."""
    party, alliance = PartyFactory(name="Banyan"), AllianceFactory(name="Front")
    AllianceMembershipFactory(
        alliance=alliance, party=party, since="2010-01-01", until="2015-12-31", ending="left"
    )
    published(alliance)
    silent = MeetingFactory(title="Silent", alliance=alliance, date="2012-05-05")
    AttendanceFactory(meeting=silent)
    published(silent)
    # May was published first and is not among the newest, so that neither way leads to it.
    for month in (5, 6, 7, 8, 2, 3, 4):
        attended(party, f"2023-0{month}-01")
    strip = strip_of("/parties/banyan/")
    assert re.findall(r"#at-([a-z0-9-]+)", strip) == [
        "dinner-of-2023-06-01",
        "dinner-of-2023-07-01",
        "dinner-of-2023-08-01",
    ]


def silence(count: int) -> None:
    party, alliance = PartyFactory(name="Banyan"), AllianceFactory(name="Front")
    AllianceMembershipFactory(alliance=alliance, party=party, since="2020-01-01")
    published(alliance)
    for month in range(1, count + 1):
        meeting = MeetingFactory(
            title=f"Dinner {month}", alliance=alliance, date=f"2023-0{month}-01"
        )
        AttendanceFactory(meeting=meeting)
        published(meeting)


def test_strip_has_what_a_member_did_as_far_as_all_meetings_were_looked_at() -> None:
    """Of its own alliances' meetings it knows no more than of others."""
    silence(5)
    attended(Party.objects.get(slug="banyan"), "2023-07-01")
    strip = strip_of("/parties/banyan/")
    assert re.findall(r"#at-([a-z0-9-]+)", strip) == [
        "dinner-4",
        "dinner-5",
        "dinner-of-2023-07-01",
    ]


def test_silence_is_looked_for_among_the_newest_and_says_so() -> None:
    silence(5)
    part = section(html_of("/parties/banyan/"), "not-named")
    assert part.startswith("Not named3+ ")
    assert "Only the newest meetings of its alliances were looked at." in part


def test_silence_at_few_meetings_is_told_in_full() -> None:
    silence(3)
    part = section(html_of("/parties/banyan/"), "not-named")
    assert part.startswith("Not named3 ")
    assert "were looked at" not in part


def test_silence_of_a_past_member_is_found_behind_newer_meetings() -> None:
    party, alliance = PartyFactory(name="Banyan"), AllianceFactory(name="Front")
    AllianceMembershipFactory(
        alliance=alliance, party=party, since="2020-01-01", until="2020-12-31", ending="left"
    )
    published(alliance)
    for date in ("2020-06-01", *(f"2023-0{month}-01" for month in range(1, 8))):
        meeting = MeetingFactory(title=f"Dinner of {date}", alliance=alliance, date=date)
        AttendanceFactory(meeting=meeting)
        published(meeting)
    assert "Dinner of 2020-06-01" in section(html_of("/parties/banyan/"), "not-named")


def test_membership_until_the_last_of_all_days_is_looked_at_to_the_end() -> None:
    party, alliance = PartyFactory(name="Banyan"), AllianceFactory(name="Front")
    AllianceMembershipFactory(
        alliance=alliance, party=party, since="2020-01-01", until="9999-12-31", ending="left"
    )
    published(alliance)
    meeting = MeetingFactory(title="Dinner", alliance=alliance, date="2023-12-06")
    AttendanceFactory(meeting=meeting)
    published(meeting)
    assert "Dinner" in section(html_of("/parties/banyan/"), "not-named")


def test_statements_beyond_those_looked_at_lead_to_the_whole_list() -> None:
    leader = LeaderFactory(name="Asha")
    for number in range(4):
        published(StatementFactory(speaker_leader=leader, title=f"Said {number}"))
    html = html_of("/leaders/asha/")
    assert section(html, "statements").startswith("Statements made3+ ")
    assert "/statements/?leader=asha" in html


def test_few_talks_of_an_alliance_are_found_beside_its_many_meetings() -> None:
    """Both speak of it in the same relation, and the meetings were published last."""
    alliance = AllianceFactory(name="Front")
    published(alliance)
    published(SeatSharingTalkFactory(title="Seats in Bihar", alliance=alliance))
    for month in range(1, 9):
        published(MeetingFactory(alliance=alliance, date=f"2023-0{month}-01"))
    assert "Seats in Bihar" in section(html_of("/alliances/front/"), "talks")


def test_tracker_says_that_it_has_the_newest_talks_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trackers, "_TALKS", 2)
    election = ElectionFactory(name="General", national=True)
    published(election)
    for number in range(3):
        published(SeatSharingTalkFactory(title=f"Talk {number}", election=election))
    found = read("/elections/general/")
    assert "Seat sharing, region by region2+" in found
    assert "The newest 2 talks are counted and shown here" in found
    assert "All talks on this election" in found


def test_tracker_of_all_talks_says_nothing_of_others() -> None:
    election = ElectionFactory(name="General", national=True)
    published(election)
    published(SeatSharingTalkFactory(election=election))
    assert "counted and shown here" not in read("/elections/general/")


def test_states_are_told_apart_by_their_place_in_one_text() -> None:
    """In SQL the first of several is found so; none may stand within another."""
    text = " ".join(candidates.STATES)
    assert [text.index(state) for state in candidates.STATES] == [
        len(" ".join([*candidates.STATES[:n], ""])) for n in range(len(candidates.STATES))
    ]
