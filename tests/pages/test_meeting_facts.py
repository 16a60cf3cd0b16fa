"""The facts under the headline: what, when, where, who was host, and how many came."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from coalition.models import Qualifier
from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    ClaimFactory,
    LeaderFactory,
    MeetingFactory,
    published,
)
from tests.pages.reading import read, section

pytestmark = pytest.mark.django_db


def html_of(slug: str) -> str:
    return Client().get(f"/meetings/{slug}/").content.decode()


def test_page_says_what_when_where_and_for_whom() -> None:
    alliance = AllianceFactory(name="Broad Front", abbreviation="BF")
    meeting = MeetingFactory(
        title="Leaders dine", timed=True, placed=True, alliance=alliance, purpose="To agree."
    )
    published(meeting)
    words = read("/meetings/leaders-dine/")
    assert "Floor leaders’ meeting BF" in words.replace("· ", "")
    assert "To agree." in words
    assert "6 December 2023 about 7 pm IST for 1 hour" in words
    assert "New Delhi 10 Rajaji Marg" in words


def test_label_of_the_source_gets_the_year_it_lacks() -> None:
    meeting = MeetingFactory(title="Next", tentative=True)
    meeting.date = type(meeting.date).from_edtf(
        "[2023-12-15..2023-12-21]", label="third week of December"
    )
    meeting.save()
    published(meeting)
    assert "Third week of December 2023 some day from 15 to 21 December 2023" in read(
        "/meetings/next/"
    )


def test_day_is_told_beside_the_words_of_the_desk_for_it() -> None:
    meeting = MeetingFactory(title="Lights")
    meeting.date = type(meeting.date).from_edtf("2023-11-12", label="Diwali")
    meeting.save()
    published(meeting)
    assert "When Diwali 2023 12 November 2023" in read("/meetings/lights/")


@pytest.mark.parametrize(
    ("traits", "sentence"),
    [
        ({"cancelled": True}, "Cancelled This meeting was called off and did not take place."),
        ({"postponed": True}, "Postponed This meeting was put off and did not take place"),
        ({"tentative": True}, "Tentative This meeting is planned, but not certain to be held."),
    ],
)
def test_meeting_that_is_not_simply_over_says_so_first(
    traits: dict[str, bool], sentence: str
) -> None:
    published(MeetingFactory(title="Rally", **traits))
    words = read("/meetings/rally/")
    assert sentence in words
    assert words.index(sentence) < words.index("Where ")


def test_meeting_held_has_no_banner() -> None:
    published(MeetingFactory(title="Dinner"))
    assert "banner" not in html_of("dinner")


def test_plan_whose_day_has_passed_says_that_the_outcome_is_not_recorded() -> None:
    published(MeetingFactory(title="Plan", confirmed=True))
    with time_machine.travel("2023-12-18T12:00:00+05:30"):
        assert "Its date has passed" not in read("/meetings/plan/")
    with time_machine.travel("2023-12-20T12:00:00+05:30"):
        assert "Its date has passed" in read("/meetings/plan/")


def test_reported_and_named_are_two_numbers_with_a_reason() -> None:
    published(MeetingFactory(title="Dinner", counted=True, with_attendance=True))
    words = read("/meetings/dinner/")
    assert "17 parties reported, 2 named" in words
    assert (
        "Reports count 17 parties. We know who came for 2 of them; for the other 15, they name "
        "nobody." in words
    )


def test_reported_number_keeps_its_qualifier() -> None:
    published(
        MeetingFactory(
            title="Dinner", reported_parties=26, reported_parties_qualifier=Qualifier.AT_LEAST
        )
    )
    assert "At least 26 parties reported, 0 named" in read("/meetings/dinner/")


@pytest.mark.parametrize("trait", ["tentative", "confirmed", "postponed", "cancelled"])
def test_nobody_is_said_to_have_attended_what_was_not_held(trait: str) -> None:
    published(
        MeetingFactory(
            title="Rally",
            counted=True,
            reported_leaders=30,
            reported_leaders_qualifier=Qualifier.ABOUT,
            **{trait: True},
        )
    )
    words = read("/meetings/rally/")
    assert "Reported numbers 17 parties reported About 30 leaders reported" in words
    assert "0 named" not in words
    assert "who attended" not in words
    assert "squares" not in html_of("rally")
    listed = read("/meetings/")
    assert "17 parties reported" in listed
    assert "0 named" not in listed


def test_difference_is_not_explained_where_there_is_none() -> None:
    meeting = MeetingFactory(
        title="Dinner", reported_parties=1, reported_parties_qualifier=Qualifier.EXACTLY
    )
    AttendanceFactory(meeting=meeting)
    published(meeting)
    assert "Reports count" not in read("/meetings/dinner/")


def test_host_is_named_with_the_facts() -> None:
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(meeting=meeting, host=True, leader=LeaderFactory(name="Asha"))
    published(meeting)
    assert "Host Asha" in read("/meetings/dinner/")


@pytest.mark.parametrize(
    ("reported", "sentence"),
    [
        (
            3,
            "Reports count 3 parties. We know who came for 2 of them; for the other one, they name",
        ),
        (1, "Reports count 1 party; the leaders they name speak for 2."),
    ],
)
def test_difference_is_explained_in_either_direction(reported: int, sentence: str) -> None:
    published(
        MeetingFactory(
            title="Dinner",
            with_attendance=True,
            reported_parties=reported,
            reported_parties_qualifier=Qualifier.EXACTLY,
        )
    )
    assert sentence in read("/meetings/dinner/")


def test_number_alone_says_that_nobody_is_named() -> None:
    published(MeetingFactory(title="Dinner", counted=True))
    assert "Reports count 17 parties, but name nobody who attended." in read("/meetings/dinner/")


def test_reported_number_of_leaders_is_told_too() -> None:
    published(
        MeetingFactory(
            title="Dinner", reported_leaders=30, reported_leaders_qualifier=Qualifier.ABOUT
        )
    )
    assert "About 30 leaders reported, 0 named" in read("/meetings/dinner/")


def test_each_party_reported_has_a_square_and_each_named_a_full_one() -> None:
    published(MeetingFactory(title="Dinner", counted=True, with_attendance=True))
    html = html_of("dinner")
    assert (html.count("<i></i>"), html.count('<i class="named"></i>')) == (15, 2)


def test_very_large_number_is_not_drawn() -> None:
    published(
        MeetingFactory(
            title="Dinner", reported_parties=5000, reported_parties_qualifier=Qualifier.ABOUT
        )
    )
    assert "squares" not in html_of("dinner")


@pytest.mark.parametrize("trait", ["cancelled", "postponed"])
def test_date_of_what_did_not_take_place_is_not_when_it_was(trait: str) -> None:
    published(MeetingFactory(title="Rally", **{trait: True}))
    words = read("/meetings/rally/")
    assert "Was planned for " in words
    assert "When " not in words


def test_banner_of_what_was_put_off_has_both_dates() -> None:
    old = MeetingFactory(title="Rally", postponed=True)
    new = MeetingFactory(title="New rally", slug="new", rescheduled_from=old, confirmed=True)
    for meeting in (old, new):
        published(meeting)
    assert "Old date: 6 December 2023 · New date: 19 December 2023 · New rally (Confirmed)" in read(
        "/meetings/rally/"
    )


def test_new_date_leads_back_to_the_old_one() -> None:
    old = MeetingFactory(title="Rally", postponed=True)
    new = MeetingFactory(title="New rally", slug="new", rescheduled_from=old, confirmed=True)
    for meeting in (old, new):
        published(meeting)
    assert '<a href="/meetings/rally/">put off from 6 December 2023</a>' in html_of("new")


def test_purpose_is_the_standfirst() -> None:
    published(MeetingFactory(title="Dinner", purpose="To agree.", summary="They dined."))
    html = html_of("dinner")
    assert '<div class="dek"><span>To agree.</span>' in html
    assert section(html, "summary") == "They dined."


def test_short_summary_is_the_standfirst_where_no_purpose_is_known() -> None:
    published(MeetingFactory(title="Dinner", summary="They dined.\n\nThen they left."))
    html = html_of("dinner")
    assert '<div class="dek"><span>They dined.</span>' in html
    assert section(html, "summary") == "Then they left."


@pytest.mark.parametrize("summary", ["- a list", "Some *stress*.", "word " * 80])
def test_summary_that_is_long_or_marked_up_is_no_standfirst(summary: str) -> None:
    published(MeetingFactory(title="Dinner", summary=summary))
    assert 'class="dek"' not in html_of("dinner")


def test_whole_claim_vouches_for_a_cancellation_that_no_other_speaks_of() -> None:
    meeting = MeetingFactory(title="Rally", cancelled=True)
    ClaimFactory(meeting=meeting, quote="the rally was off")
    published(meeting)
    html = html_of("rally")
    banner = html[html.index('class="banner-word"') : html.index("This meeting was called off")]
    assert "the rally was off" in banner
