from __future__ import annotations

import json

import pytest
import time_machine
from django.test import Client

from coalition.models import Edition, Qualifier
from coalition.publishing import approve, correct, publish
from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    ClaimFactory,
    DecisionFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SeatSharingTalkFactory,
    SourceFactory,
    StatementFactory,
    alice,
    published,
)
from tests.pages.reading import read, section, words_of

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
    assert words.index(sentence) < words.index("When")


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
    assert "Reports count 17 parties; the leaders they name speak for 2." in words


def test_reported_number_keeps_its_qualifier() -> None:
    published(
        MeetingFactory(
            title="Dinner", reported_parties=26, reported_parties_qualifier=Qualifier.AT_LEAST
        )
    )
    assert "At least 26 parties reported, 0 named" in read("/meetings/dinner/")


def test_difference_is_not_explained_where_there_is_none() -> None:
    meeting = MeetingFactory(
        title="Dinner", reported_parties=1, reported_parties_qualifier=Qualifier.EXACTLY
    )
    AttendanceFactory(meeting=meeting)
    published(meeting)
    assert "Reports count" not in read("/meetings/dinner/")


def test_those_who_came_stand_under_their_party_as_described() -> None:
    meeting = MeetingFactory(title="Dinner")
    party = PartyFactory(name="Banyan Party", abbreviation="BP")
    for name, office in (("Asha", "party president"), ("Bala", "")):
        AttendanceFactory(
            meeting=meeting, party=party, leader=LeaderFactory(name=name), described_as=office
        )
    published(meeting)
    came = section(html_of("dinner"), "came")
    assert came == "Who came1 party, 2 leaders Banyan Party BP Asha, party president Bala"


def test_stand_in_and_printed_name_are_told() -> None:
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(
        meeting=meeting,
        leader=LeaderFactory(name="Asha"),
        named_as="Asha Ji",
        on_behalf_of=LeaderFactory(name="Chitra"),
    )
    published(meeting)
    assert "Asha (named as “Asha Ji”), on behalf of Chitra" in read("/meetings/dinner/")


def test_host_is_named_with_the_facts() -> None:
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(meeting=meeting, host=True, leader=LeaderFactory(name="Asha"))
    published(meeting)
    assert "Host Asha" in read("/meetings/dinner/")


@pytest.mark.parametrize(
    ("reason_given", "reason", "sentence"),
    [
        ("not_given", "", "No reason was given."),
        ("not_asked", "", "Nobody asked for a reason."),
        ("given", "Travelling.", "Reason given: Travelling."),
        ("", "", "The record does not say whether a reason was given."),
    ],
)
def test_absence_tells_apart_the_kinds_of_silence(
    reason_given: str, reason: str, sentence: str
) -> None:
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(
        meeting=meeting,
        party=PartyFactory(name="Banyan Party"),
        party_level=True,
        status="absent",
        reason_given=reason_given,
        reason=reason,
    )
    published(meeting)
    assert section(html_of("dinner"), "absent").endswith(sentence)


def test_absence_is_attributed_to_whoever_spoke() -> None:
    meeting = MeetingFactory(title="Dinner")
    row = AttendanceFactory(meeting=meeting, party_level=True, absent=True)
    ClaimFactory(attendance=row, unnamed_speaker=True)
    published(meeting)
    assert "No reason was given, according to party sources." in read("/meetings/dinner/")


def test_statuses_have_parts_of_their_own() -> None:
    meeting = MeetingFactory(title="Dinner")
    for status in ("attended", "absent", "expected", "invited", "declined"):
        trait = {"reason": "Ill.", "reason_given": "given"} if status == "declined" else {}
        AttendanceFactory(
            meeting=meeting, leader=LeaderFactory(name=f"Came {status}"), status=status, **trait
        )
    published(meeting)
    html = html_of("dinner")
    for status, anchor in (
        ("attended", "came"),
        ("absent", "absent"),
        ("expected", "expected"),
        ("invited", "invited"),
        ("declined", "declined"),
    ):
        part = section(html, anchor)
        assert f"Came {status}" in part
        assert part.count("Came ") == 1


def test_silence_about_attendance_is_not_absence() -> None:
    published(MeetingFactory(title="Dinner"))
    html = html_of("dinner")
    assert "Attendance is not recorded." in words_of(html)
    assert "stayed away" not in words_of(html).replace("who stayed away, and who says so", "")


def test_each_mark_leads_to_the_words_of_its_source() -> None:
    meeting = MeetingFactory(title="Dinner", purpose="To agree.")
    ClaimFactory(meeting=meeting, field="purpose", quote="to agree at last", paragraph=4)
    published(meeting)
    html = html_of("dinner")
    assert '<a href="#says-1">paragraph 4</a>' in html
    assert '<li id="says-1">' in html
    assert "Paragraph 4 “to agree at last” Purpose" in words_of(
        html.replace("<q>", "“").replace("</q>", "” ")
    )


def test_facts_that_rest_on_the_same_words_share_an_entry() -> None:
    meeting = MeetingFactory(title="Dinner")
    source = SourceFactory()
    for name in ("Asha", "Bala"):
        row = AttendanceFactory(meeting=meeting, leader=LeaderFactory(name=name))
        ClaimFactory(attendance=row, source=source, quote="were there", paragraph=2)
    published(meeting)
    assert "Asha (attended) · Bala (attended)" in read("/meetings/dinner/")


def test_source_says_as_much_as_is_known_of_it() -> None:
    meeting = MeetingFactory(title="Dinner")
    ClaimFactory(meeting=meeting, source=SourceFactory(unidentified=True))
    published(meeting)
    sources = section(html_of("dinner"), "sources")
    assert "A report whose publisher is not recorded" in sources
    assert "Published 6 December 2023, 21:41 IST." in sources


def test_link_to_a_source_vouches_for_nothing() -> None:
    meeting = MeetingFactory(title="Dinner")
    ClaimFactory(meeting=meeting, source=SourceFactory(url="https://news.example.org/a"))
    published(meeting)
    assert '<a href="https://news.example.org/a" rel="nofollow noopener">' in html_of("dinner")


def test_sources_that_differ_stand_side_by_side() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    ClaimFactory(meeting=meeting, field="start", value="7 pm", quote="at seven")
    ClaimFactory(
        meeting=meeting, field="start", value="8 pm", quote="at eight", attribution="an aide"
    )
    published(meeting)
    disputed = section(html_of("dinner"), "disputed")
    assert disputed.startswith("Where the sources differ Start Sources differ, and we cannot say")
    assert "7 pm at seven" in disputed
    assert "8 pm at eight – an aide" in disputed


def test_settled_difference_says_what_we_go_by_and_why() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    ClaimFactory(meeting=meeting, field="start", quote="at seven")
    ClaimFactory(meeting=meeting, field="start", value="8 pm", quote="at eight")
    DecisionFactory(meeting=meeting, field="start", reason="The host confirms it.")
    published(meeting)
    words = section(html_of("dinner"), "disputed")
    assert "we go by about 19:00, because: The host confirms it." in words
    assert "As stated on this page at seven" in words
    assert "8 pm at eight" in words


def test_dispute_of_an_edition_without_settled_is_shown() -> None:
    """What was published before decisions existed is read as it was written."""
    meeting = MeetingFactory(title="Dinner", timed=True)
    for value in ("7 pm", "8 pm"):
        ClaimFactory(meeting=meeting, field="start", value=value)
    edition = published(meeting)
    document = json.loads(edition.body)
    del document["settled"], document["disputed"][0]["reason"]
    Edition.objects.filter(pk=edition.pk).update(body=json.dumps(document))
    assert "8 pm" in section(html_of("dinner"), "disputed")


def test_meetings_before_and_after_are_led_to() -> None:
    first = MeetingFactory(title="First", date="2023-11-01")
    second = MeetingFactory(title="Second", follows=first)
    third = MeetingFactory(title="Third", follows=second, confirmed=True)
    for meeting in (first, second, third):
        published(meeting)
    series = section(html_of("second"), "series")
    assert "What came before First 1 November 2023 Held" in series
    assert "What comes next Third 19 December 2023 Confirmed" in series


def test_rescheduled_meetings_are_led_to_both_ways() -> None:
    old = MeetingFactory(title="Old", postponed=True)
    new = MeetingFactory(title="New", rescheduled_from=old, confirmed=True)
    for meeting in (old, new):
        published(meeting)
    assert "Put off to New" in section(html_of("old"), "series")
    assert "Put off from Old" in section(html_of("new"), "series")


def test_earlier_meetings_of_the_alliance_stand_for_what_came_before() -> None:
    """Only where the record follows none by name, and only those whose last day has passed."""
    alliance = AllianceFactory(name="Bloc", abbreviation="")
    for title, date in (
        ("Oldest", "2023-06-01"),
        ("Old", "2023-07-01"),
        ("Recent", "[..2023-12-05]"),
        ("Latest", "2023-12-05"),
        ("Same day", "2023-12-06"),
    ):
        published(MeetingFactory(title=title, alliance=alliance, date=date))
    published(MeetingFactory(title="Dinner", alliance=alliance, date="2023-12-06"))
    series = section(html_of("dinner"), "series")
    assert "Earlier meetings of Bloc" in series
    found = [
        name for name in ("Oldest", "Old", "Recent", "Latest", "Same day") if f"{name} " in series
    ]
    assert found == ["Old", "Recent", "Latest"]


def test_statements_are_grouped_by_stance_and_talks_are_listed() -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting)
    published(StatementFactory(title="More seats", meeting=meeting, unnamed=True))
    published(SeatSharingTalkFactory(title="Eighty seats", stalled=True, meetings=[meeting]))
    html = html_of("dinner")
    assert section(html, "statements").startswith("What was said Demand More seats sources")
    assert section(html, "talks").startswith("Seat-sharing talks Eighty seats Stalled")


def test_correction_is_shown_with_its_note_and_edition() -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting)
    meeting.refresh_from_db()
    meeting.city = "New Delhi"
    meeting.save()
    correct(meeting, by=alice(), note="The city was missing.")
    words = read("/meetings/dinner/")
    assert "Corrections The city was missing." in words
    assert "Edition 2" in words


def test_page_names_its_own_address_and_describes_itself() -> None:
    published(MeetingFactory(title="Dinner & talk", slug="dinner"))
    html = html_of("dinner")
    assert '<link rel="canonical" href="http://localhost:8000/meetings/dinner/">' in html
    assert "<title>Dinner &amp; talk – Coalition Desk</title>" in html
    assert '<meta property="og:title" content="Dinner &amp; talk">' in html
    assert '<html lang="en' in html


def test_page_has_no_script_and_no_inline_style() -> None:
    published(MeetingFactory(title="Dinner", with_attendance=True))
    html = html_of("dinner")
    assert "<script" not in html
    assert "style=" not in html


def test_title_with_markup_is_escaped() -> None:
    published(MeetingFactory(title="<b>Dinner</b>", slug="dinner"))
    assert "<b>Dinner</b>" not in html_of("dinner")


def test_edit_after_publication_stays_unseen_until_published() -> None:
    meeting = MeetingFactory(title="Dinner", purpose="First wording.")
    published(meeting)
    meeting.refresh_from_db()
    meeting.purpose = "Second wording."
    meeting.save()
    assert "First wording." in read("/meetings/dinner/")
    publish(meeting, by=None)
    assert "Second wording." in read("/meetings/dinner/")


def test_draft_has_no_page() -> None:
    approve(MeetingFactory(title="Dinner"), by=None)
    assert Client().get("/meetings/dinner/").status_code == 404
