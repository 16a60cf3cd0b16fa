"""What the cards say that partners frame."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.html import escape

from coalition.publishing import correct
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ElectionFactory,
    MeetingFactory,
    PartyFactory,
    SeatSharingTalkFactory,
    alice,
    published,
)
from tests.pages.embeds.asking import get
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "said",
    [
        "Dinner at the lake",
        "Floor leaders’ meeting",
        "FR",
        "Held",
        "6 December 2023",
        "about 7 pm IST",
        "New Delhi",
        "10 Rajaji Marg",
        "17 parties reported, 1 named",
        "Peepal",
        "No reason was given.",
        "Coalition Desk",
    ],
)
def test_card_of_a_meeting_says_what_matters(dinner: Any, said: str) -> None:
    assert said in read("/embed/meetings/dinner/")


def test_card_of_a_plan_speaks_of_no_attendance() -> None:
    published(MeetingFactory(title="Rally", counted=True, tentative=True))
    said = read("/embed/meetings/rally/")
    assert "Reported numbers 17 parties reported" in said
    assert "named" not in said
    assert "Attendance" not in said


def test_card_leads_to_its_page(dinner: Any) -> None:
    html = get("/embed/meetings/dinner/").content.decode()
    assert '<link rel="canonical" href="http://localhost:8000/meetings/dinner/">' in html
    assert '<a href="http://localhost:8000/meetings/dinner/"' in html
    assert '<base target="_blank">' in html


def test_card_is_in_the_language_of_its_address(dinner: Any) -> None:
    html = get("/hi/embed/meetings/dinner/").content.decode()
    assert '<html lang="hi"' in html
    assert 'href="http://localhost:8000/hi/meetings/dinner/"' in html


def test_who_is_not_named_stays_unmentioned_and_who_declined_stands_apart() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    AttendanceFactory(
        meeting=meeting, party=PartyFactory(name="Declining"), party_level=True, declined=True
    )
    published(meeting)
    said = read("/embed/meetings/dinner/")
    assert "Who stayed away" not in said
    assert "Who declined Declining" in said


def test_planned_meeting_shows_nobody_as_having_come_or_stayed_away() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner", tentative=True)
    AttendanceFactory(meeting=meeting, expected=True)
    published(meeting)
    said = read("/embed/meetings/dinner/")
    assert "Tentative" in said
    assert "Who came" not in said
    assert "Who stayed away" not in said


def test_cancelled_meeting_says_why() -> None:
    published(MeetingFactory(title="Rally", slug="rally", cancelled=True))
    said = read("/embed/meetings/rally/")
    assert "This meeting was called off" in said
    assert "Reason: Called off at the last moment." in said


def test_long_list_of_absences_is_cut_and_the_rest_counted() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    for n in range(9):
        AttendanceFactory(
            meeting=meeting, party=PartyFactory(name=f"Absentee {n}"), party_level=True, absent=True
        )
    published(meeting)
    said = read("/embed/meetings/dinner/")
    assert said.count("Absentee") == 6
    assert "and 3 others" in said


def test_correction_is_told_on_the_card(dinner: Any) -> None:
    dinner.city = "Patna"
    dinner.save()
    correct(dinner, by=alice(), note="It was in Patna.")
    assert "Corrected: It was in Patna." in read("/embed/meetings/dinner/")


def test_hostile_title_is_text() -> None:
    title = "<script>alert(1)</script>"
    published(MeetingFactory(title=title, slug="dinner"))
    html = get("/embed/meetings/dinner/").content.decode()
    assert title not in html
    assert escape(title) in html


def test_card_of_an_alliance_draws_who_came() -> None:
    front = AllianceFactory(name="Front", slug="front")
    banyan = PartyFactory(name="Banyan")
    AllianceMembershipFactory(alliance=front, party=banyan)
    meeting = MeetingFactory(title="Dinner", alliance=front)
    AttendanceFactory(meeting=meeting, party=banyan)
    for record in (front, meeting):
        record.refresh_from_db()
        published(record)
    html = get("/embed/alliances/front/").content.decode()
    assert 'id="picture-attendance"' in html
    assert "<svg" in html


def test_alliance_without_meetings_says_so() -> None:
    published(AllianceFactory(name="Front", slug="front"))
    assert "No meeting is published yet." in read("/embed/alliances/front/")


def test_alliance_whose_meetings_name_nobody_is_not_said_to_have_none() -> None:
    front = AllianceFactory(name="Front", slug="front")
    published(MeetingFactory(alliance=front))
    said = read("/embed/alliances/front/")
    assert "Nothing is recorded yet of who came to its meetings." in said
    assert "No meeting" not in said


def test_card_of_an_election_has_the_state_of_each_talk() -> None:
    election = ElectionFactory(name="Polls", slug="polls", national=True)
    published(election)
    for region, status in (("IN-UP", "ongoing"), ("IN-BR", "stalled")):
        published(
            SeatSharingTalkFactory(
                title=f"In {region}",
                election=election,
                region=region,
                status=status,
                total_seats=40,
            )
        )
    said = read("/embed/elections/polls/")
    assert "Uttar Pradesh Ongoing 40 seats, none agreed yet" in said
    assert "Bihar Stalled" in said


def test_talks_of_an_election_are_cut_and_the_rest_counted() -> None:
    election = ElectionFactory(name="Polls", slug="polls", national=True)
    published(election)
    for n in range(10):
        published(SeatSharingTalkFactory(title=f"Talks {n}", election=election, region=""))
    assert "and 2 others" in read("/embed/elections/polls/")
