"""What a page costs, and that it costs the same however much is recorded."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import resolve

from coalition import generation, kept_answers, kept_values
from coalition.models import Meeting
from coalition.page_addresses import PAGE_PATHS
from coalition.publishing import correct
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ElectionFactory,
    ElectionOutcomeFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    PartyMembershipFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    published,
)
from tests.public_addresses import is_translation, routes

pytestmark = pytest.mark.django_db

#: One of them is always the look for the newest sequence, which a worker otherwise remembers.
COSTS = {
    "/": 5,
    "/meetings/": 4,
    "/parties/": 3,
    "/leaders/": 3,
    "/alliances/": 3,
    "/elections/": 3,
    "/seat-sharing/": 4,
    "/statements/": 4,
    "/corrections/": 3,
    "/meetings/meeting/": 5,
    "/parties/party/": 6,
    "/leaders/leader/": 5,
    "/alliances/alliance/": 6,
    "/alliances/alliance/attendance.svg": 3,
    "/alliances/alliance/attendance.png": 3,
    "/alliances/alliance/members.svg": 3,
    "/alliances/alliance/members.png": 3,
    "/elections/election/": 5,
    "/seat-sharing/talk/": 4,
    "/statements/statement/": 3,
    "/elections/election/regions.svg": 3,
    "/elections/election/regions.png": 3,
    "/elections/election/seats.svg": 3,
    "/elections/election/seats.png": 3,
    "/elections/election/talks.svg": 3,
    "/elections/election/talks.png": 3,
    "/seat-sharing/talk/seats.svg": 2,
    "/seat-sharing/talk/seats.png": 2,
    "/meetings/meeting/editions/": 3,
    "/parties/party/editions/": 3,
    "/leaders/leader/editions/": 3,
    "/alliances/alliance/editions/": 3,
    "/elections/election/editions/": 3,
    "/seat-sharing/talk/editions/": 3,
    "/statements/statement/editions/": 3,
    "/share/meetings/meeting.png": 2,
    "/share/parties/party.png": 2,
    "/share/leaders/leader.png": 2,
    "/share/alliances/alliance.png": 2,
    "/share/elections/election.png": 2,
    "/share/seat-sharing/talk.png": 2,
    "/share/statements/statement.png": 2,
    "/meetings/meeting.ics": 2,
    "/calendar.ics": 2,
    "/alliances/alliance.ics": 3,
    "/feeds/meetings.atom": 2,
    "/feeds/all.atom": 2,
    "/feeds/corrections.atom": 3,
    "/feeds/parties/party.atom": 5,
    "/feeds/leaders/leader.atom": 5,
    "/feeds/alliances/alliance.atom": 5,
    "/robots.txt": 1,
    "/sitemap.xml": 4,
    "/sitemap-1.xml": 4,
    "/share/site.png": 1,
    "/embed/meetings/meeting/": 2,
    "/embed/alliances/alliance/": 3,
    "/embed/elections/election/": 3,
    "/embed/records/9d3b8f0e-5c61-4b0a-8a55-6a1f8a1f2c01/": 3,
    "/oembed?url=http://localhost:8000/meetings/meeting/": 1,
    "/search/?q=meeting": 6,
    "/search/?q=meting": 8,
    "/agenda/": 3,
    "/archive/": 2,
    "/archive/2023-12/": 3,
    "/meetings/?party=party": 5,
    "/meetings/?party=party&leader=leader&alliance=alliance": 7,
}

#: The page of a record of each kind, and the most that any may cost.
RECORD_PAGES = [path for path in COSTS if re.fullmatch(r"/(?!embed|archive)[a-z-]+/[a-z]+/", path)]
MOST = 6


def populate(number: int, *, prefix: str = "") -> None:
    """A small newsroom in which everything points at everything, `number` times."""
    known = {} if prefix else {"uid": UUID("9d3b8f0e-5c61-4b0a-8a55-6a1f8a1f2c01")}
    party = PartyFactory(name=f"{prefix}party", **known)
    alliance = AllianceFactory(name=f"{prefix}alliance")
    leader = LeaderFactory(name=f"{prefix}leader")
    election = ElectionFactory(name=f"{prefix}election")
    AllianceMembershipFactory(alliance=alliance, party=party)
    PartyMembershipFactory(leader=leader, party=party)
    ElectionOutcomeFactory(election=election, party=party, seats=10)
    meeting = MeetingFactory(title=f"{prefix}meeting", alliance=alliance)
    AttendanceFactory(meeting=meeting, party=party, leader=leader, sourced=True)
    talk = SeatSharingTalkFactory(
        title=f"{prefix}talk",
        alliance=alliance,
        election=election,
        region="IN-UP",
        parties=[party],
        meetings=[meeting],
    )
    for _ in range(number):
        AttendanceFactory(meeting=meeting, party=party, sourced=True)
        AttendanceFactory(meeting=meeting, sourced=True)
        SeatPositionFactory(talk=talk, sourced=True)
    for record in (party, alliance, leader, election, meeting, talk):
        published(record)
    published(
        StatementFactory(
            title=f"{prefix}statement", speaker_party=party, speaker_leader=leader, meeting=meeting
        )
    )
    for n in range(number):
        follower = MeetingFactory(title=f"{prefix}follower {n}", follows=meeting)
        AttendanceFactory(meeting=follower, party=party, leader=leader)
        published(follower)


def test_every_route_has_its_cost() -> None:
    """Not those of the API, which has a pin of its own, nor one more for each language."""
    counted = {resolve(path.partition("?")[0]).route for path in COSTS}
    assert {
        route
        for route in routes()
        if not route.startswith(("api/", "healthz", "readyz")) and not is_translation(route)
    } == counted


def test_pages_of_records_keep_their_bound() -> None:
    assert len(RECORD_PAGES) == len(PAGE_PATHS)
    assert [path for path in RECORD_PAGES if COSTS[path] > MOST] == []


@pytest.mark.parametrize("path", COSTS)
def test_page_costs_what_it_says(path: str, django_assert_num_queries: Any) -> None:
    populate(1)
    if "/corrections" in path:
        _correct_one()
    with django_assert_num_queries(COSTS[path]):
        assert Client().get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/parties/party.atom",
        "/embed/meetings/meeting/",
        "/embed/alliances/alliance/",
        "/embed/elections/election/",
        "/elections/election/regions.svg",
        "/meetings/",
        "/",
        *RECORD_PAGES,
    ],
)
def test_page_costs_no_more_when_more_is_recorded(
    path: str, django_assert_num_queries: Any
) -> None:
    populate(12)
    with django_assert_num_queries(COSTS[path]):
        assert Client().get(path).status_code == 200


def test_kept_page_costs_only_the_look_for_something_newer(django_assert_num_queries: Any) -> None:
    populate(1)
    Client().get("/meetings/meeting/")
    with django_assert_num_queries(1):
        Client().get("/meetings/meeting/")


def test_kept_page_costs_nothing_while_the_generation_is_remembered(
    settings: Any, django_assert_num_queries: Any
) -> None:
    populate(1)
    settings.GENERATION_SECONDS = 60
    generation.forget()
    Client().get("/meetings/meeting/")
    with django_assert_num_queries(0):
        assert Client().get("/meetings/meeting/").status_code == 200


def test_deep_page_costs_what_the_first_one_does(django_assert_num_queries: Any) -> None:
    for n in range(60):
        published(MeetingFactory(title=f"Meeting {n}", date=f"2023-{n % 12 + 1:02d}-05"))
    first = Client().get("/meetings/")
    following = first.context["following"]
    second = Client().get(f"/meetings/{following}")
    kept_answers.forget_all()
    kept_values.forget_all()
    with django_assert_num_queries(COSTS["/meetings/"]):
        Client().get(f"/meetings/{second.context['following']}")


def test_choices_of_a_list_are_worked_out_once_per_generation(
    django_assert_num_queries: Any,
) -> None:
    populate(1)
    Client().get("/meetings/")
    with django_assert_num_queries(2):
        Client().get("/meetings/?occurrence=held")


def test_choices_of_a_past_list_take_no_look_at_all_editions(
    settings: Any, django_assert_num_queries: Any
) -> None:
    """There are as many moments as anybody can think of: only its rows and names are of then."""
    settings.GENERATION_SECONDS = 60
    with time_machine.travel("2023-12-10T12:00:00+05:30"):
        populate(1)
    generation.forget()
    # One look serves every moment.
    Client().get("/meetings/?as_of=2023-12-12")
    for moment in ("2023-12-11", "2023-12-11T10:00:01", "2023-12-11T10:00:02"):
        with django_assert_num_queries(2):
            assert Client().get(f"/meetings/?as_of={moment}").status_code == 200


def _correct_one() -> None:
    meeting = Meeting.objects.get(slug="meeting")
    meeting.city = "New Delhi"
    meeting.save()
    correct(meeting, by=None, note="The city was missing.")
