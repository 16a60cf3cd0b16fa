"""The page of a leader: parties and offices over time, and what they did at meetings."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    StatementFactory,
    published,
)
from tests.pages.reading import section

pytestmark = pytest.mark.django_db


def html_of(path: str) -> str:
    return Client().get(path).content.decode()


def test_leader_shows_party_offices_and_who_says_so() -> None:
    leader = LeaderFactory(name="Asha", summary="A *long* career.")
    PartyMembershipFactory(leader=leader, party=PartyFactory(name="Banyan"), sourced=True)
    OfficeFactory(leader=leader, title="Chief Minister", sourced=True)
    published(leader)
    html = html_of("/leaders/asha/")
    assert "since 2010" in section(html, "parties")
    assert section(html, "offices").startswith("Offices Chief Minister")
    assert "<em>long</em>" in html
    assert "Membership of Banyan" in section(html, "sources")


def test_time_in_an_office_is_told_in_the_language_of_the_page() -> None:
    leader = LeaderFactory(name="Asha")
    OfficeFactory(leader=leader, title="Chief Minister", since="2011")
    published(leader)
    html = html_of("/hi/leaders/asha/")
    assert '<span lang="en-gb">Chief Minister</span>' in html
    assert "<span>2011 से</span>" in html


def test_present_offices_come_before_those_that_ended() -> None:
    leader = LeaderFactory(name="Asha")
    for title, since, until in (
        ("Mayor", "1999", "2001-05"),
        ("Minister", "2001", "2009"),
        ("Chief Minister", "2011", None),
    ):
        OfficeFactory(leader=leader, title=title, since=since, until=until)
    published(leader)
    said = section(html_of("/leaders/asha/"), "offices")
    assert said == (
        "Offices Chief Minister since 2011 Minister Ended2001, until 2009 "
        "Mayor Ended1999, until May 2001"
    )


def test_office_whose_end_lies_ahead_has_not_ended() -> None:
    leader = LeaderFactory(name="Asha")
    OfficeFactory(leader=leader, title="Member", since="2022-07-08", until="2099-07-07")
    OfficeFactory(leader=leader, title="Patron", since="2023")
    published(leader)
    assert section(html_of("/leaders/asha/"), "offices") == (
        "Offices Patron since 2023 Member 8 July 2022, until 7 July 2099"
    )


def test_office_without_a_date_says_that_it_is_not_recorded() -> None:
    leader = LeaderFactory(name="Asha")
    OfficeFactory(leader=leader, title="Mayor", since=None)
    published(leader)
    assert "since when is not recorded" in section(html_of("/leaders/asha/"), "offices")


def test_meeting_says_for_which_party_and_in_which_office_the_leader_came() -> None:
    leader = LeaderFactory(name="Asha")
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(
        meeting=meeting,
        leader=leader,
        party=PartyFactory(name="Banyan"),
        described_as="leader in the Lok Sabha",
        role="host",
    )
    published(meeting)
    said = section(html_of("/leaders/asha/"), "attended")
    assert said.endswith("Banyan, leader in the Lok Sabha host")


def test_leader_is_shown_as_represented_by_whoever_came_instead() -> None:
    asha, bala = LeaderFactory(name="Asha"), LeaderFactory(name="Bala")
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(meeting=meeting, leader=bala, on_behalf_of=asha)
    published(meeting)
    said = section(html_of("/leaders/asha/"), "represented")
    assert said.endswith("Bala")
    assert "on behalf of Asha" in section(html_of("/leaders/bala/"), "attended")


def test_absent_leader_who_was_represented_is_absent() -> None:
    asha, bala = LeaderFactory(name="Asha"), LeaderFactory(name="Bala")
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(meeting=meeting, leader=asha, absent=True)
    AttendanceFactory(meeting=meeting, leader=bala, on_behalf_of=asha)
    published(meeting)
    html = html_of("/leaders/asha/")
    assert "Dinner" in section(html, "absent")
    assert 'id="represented"' not in html


def test_leader_is_never_said_to_be_not_named() -> None:
    asha = LeaderFactory(name="Asha")
    PartyMembershipFactory(leader=asha, party=PartyFactory(name="Banyan"))
    meeting = MeetingFactory(title="Dinner", in_alliance=True)
    AttendanceFactory(meeting=meeting)
    for record in (asha, meeting):
        published(record)
    assert "not-named" not in html_of("/leaders/asha/")


def test_leader_shows_what_they_said() -> None:
    published(StatementFactory(title="More seats", speaker_leader=LeaderFactory(name="Asha")))
    assert "More seats" in section(html_of("/leaders/asha/"), "statements")
