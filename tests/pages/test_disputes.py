"""Where sources differ: every version with who says so."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from django.utils.translation import override

from coalition.models import Edition, Qualifier
from tests.factories import (
    AttendanceFactory,
    ClaimFactory,
    DecisionFactory,
    LeaderFactory,
    MeetingFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    published,
)
from tests.pages.reading import section

pytestmark = pytest.mark.django_db


def html_of(slug: str) -> str:
    return Client().get(f"/meetings/{slug}/").content.decode()


def test_sources_that_differ_stand_side_by_side() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    ClaimFactory(meeting=meeting, field="start", value="7 pm", quote="at seven")
    ClaimFactory(
        meeting=meeting, field="start", value="8 pm", quote="at eight", attribution="an aide"
    )
    published(meeting)
    disputed = section(html_of("dinner"), "disputed")
    assert disputed.startswith("Where the sources differ Start Sources differ, and we cannot say")
    assert (
        "About 7 pm IST What this page states meanwhile at seven In the report’s own words"
        in disputed
    )
    assert "8 pm at eight According to an aide" in disputed


def test_settled_difference_says_what_we_go_by_and_why() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    ClaimFactory(meeting=meeting, field="start", quote="at seven")
    ClaimFactory(meeting=meeting, field="start", value="8 pm", quote="at eight")
    DecisionFactory(meeting=meeting, field="start", reason="The host confirms it.")
    published(meeting)
    words = section(html_of("dinner"), "disputed")
    assert "we go by about 7 pm IST, because: The host confirms it." in words
    assert "About 7 pm IST What we go by at seven" in words
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


def test_fact_that_is_disputed_says_so_and_leads_there() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    for value in ("7 pm", "8 pm"):
        ClaimFactory(meeting=meeting, field="start", value=value)
    published(meeting)
    html = html_of("dinner")
    facts = html[html.index('<dl class="facts">') : html.index("</dl>")]
    assert 'about 7 pm IST <a class="differs" href="#disputed-1">disputed</a>' in facts
    assert 'id="disputed-1"' in html


def test_person_whose_attendance_is_disputed_is_marked_and_has_both_sides() -> None:
    meeting = MeetingFactory(title="Dinner")
    row = AttendanceFactory(meeting=meeting, leader=LeaderFactory(name="Asha"))
    ClaimFactory(attendance=row, quote="Asha came")
    ClaimFactory(attendance=row, quote="Asha was away", value="absent")
    published(meeting)
    html = html_of("dinner")
    assert "Asha disputed" in section(html, "came")
    disputed = section(html, "disputed")
    assert "Attended What this page states meanwhile Asha came" in disputed
    assert "Absent Asha was away" in disputed


def test_sources_of_one_mind_share_a_column() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    ClaimFactory(meeting=meeting, field="start", value="20:00", quote="at eight")
    ClaimFactory(meeting=meeting, field="start", value="8 pm", quote="about eight")
    ClaimFactory(meeting=meeting, field="start", value="9 pm", quote="at nine")
    published(meeting)
    disputed = section(html_of("dinner"), "disputed")
    assert disputed.count("8 pm") == 1
    assert disputed.index("at eight") < disputed.index("about eight") < disputed.index("9 pm")


def test_wording_that_means_what_the_page_says_is_on_its_side() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    ClaimFactory(meeting=meeting, field="start", value="19:00", quote="at seven")
    ClaimFactory(meeting=meeting, field="start", value="9 pm", quote="at nine")
    published(meeting)
    assert "About 7 pm IST What this page states meanwhile at seven" in section(
        html_of("dinner"), "disputed"
    )


#: Of a meeting, what claims may call its facts, and two wordings: one means what is recorded.
WORDINGS = [
    ("start", "7 p.m.", "8 pm"),
    ("date", "Dec 6, 2023", "7 December 2023"),
    ("duration_minutes", "an hour", "two hours"),
    ("reported_parties", "no fewer than 17 parties", "26"),
    ("category", "Floor leaders", "dinner"),
    ("region", "IN-DL", "IN-BR"),
]


def worded(*wordings: tuple[str, str, str]) -> Edition:
    """A meeting of whose every fact one source words what is recorded, and one contradicts it."""
    meeting = MeetingFactory(
        title="Dinner",
        timed=True,
        placed=True,
        category="floor_leaders",
        reported_parties=17,
        reported_parties_qualifier=Qualifier.AT_LEAST,
    )
    for field, same, other in wordings:
        ClaimFactory(meeting=meeting, field=field, value=same, quote="the same")
        ClaimFactory(meeting=meeting, field=field, value=other, quote="another")
    return published(meeting)


def without_agreement(edition: Edition) -> None:
    """As it was published before documents told which claims agree."""
    document = json.loads(edition.body)
    for claim in document["disputed"][0]["claims"]:
        del claim["agrees"]
    Edition.objects.filter(pk=edition.pk).update(body=json.dumps(document))


@pytest.mark.parametrize("language", ["", "/hi"])
@pytest.mark.parametrize("wording", WORDINGS, ids=[wording[0] for wording in WORDINGS])
def test_source_that_says_the_same_in_other_words_is_on_our_side(
    wording: tuple[str, str, str], language: str
) -> None:
    worded(wording)
    html = Client().get(f"{language}/meetings/dinner/").content.decode()
    with override("hi" if language else "en"):
        ours = str(_("What this page states meanwhile"))
        nobody = str(_("No source that is recorded here says so."))
    disputed = section(html, "disputed")
    assert disputed.index(ours) < disputed.index("the same") < disputed.index("another")
    assert html.count('<p class="value"') == 2
    assert nobody not in disputed


def test_version_that_nobody_gives_says_so() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    for value in ("8 pm", "9 pm"):
        ClaimFactory(meeting=meeting, field="start", value=value)
    published(meeting)
    assert (
        "About 7 pm IST What this page states meanwhile No source that is recorded here says so."
        in section(html_of("dinner"), "disputed")
    )


def test_edition_that_cannot_tell_who_agrees_does_not_say_that_nobody_does() -> None:
    without_agreement(worded(WORDINGS[0]))
    disputed = section(html_of("dinner"), "disputed")
    assert "About 7 pm IST What this page states meanwhile" in disputed
    assert "No source" not in disputed


def test_edition_that_cannot_tell_who_agrees_still_joins_wordings_that_it_knows() -> None:
    without_agreement(worded(("start", "19:00", "8 pm")))
    disputed = section(html_of("dinner"), "disputed")
    assert "About 7 pm IST What this page states meanwhile the same" in disputed


@pytest.mark.parametrize(
    ("field", "contrary", "agreeing", "is_said"),
    [
        ("", "absent", None, False),
        ("", "absent", "Attended", True),
        ("role", "chair", "host", True),
    ],
)
def test_row_has_both_sides_and_says_if_one_is_empty(
    field: str, contrary: str, agreeing: str | None, is_said: bool
) -> None:
    meeting = MeetingFactory(title="Dinner")
    row = AttendanceFactory(meeting=meeting, host=True)
    ClaimFactory(attendance=row, field=field, value=contrary, quote="another")
    if agreeing:
        ClaimFactory(attendance=row, field=field, value=agreeing, quote="the same")
    published(meeting)
    disputed = section(html_of("dinner"), "disputed")
    ours = "What this page states meanwhile "
    assert (f"{ours}the same" in disputed) is is_said
    assert (f"{ours}No source that is recorded here says so." in disputed) is not is_said


def test_role_is_not_called_unsaid_where_a_source_speaks_of_the_whole_row() -> None:
    meeting = MeetingFactory(title="Dinner")
    row = AttendanceFactory(meeting=meeting, host=True)
    ClaimFactory(attendance=row, quote="hosted by")
    ClaimFactory(attendance=row, field="role", value="chair")
    published(meeting)
    assert "No source" not in section(html_of("dinner"), "disputed")


def test_settled_number_of_seats_is_not_called_unsaid() -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats")
    row = SeatPositionFactory(talk=talk, seats=17)
    ClaimFactory(position=row, quote="seventeen")
    ClaimFactory(position=row, value="20 seats")
    DecisionFactory(position=row)
    published(talk)
    html = Client().get("/seat-sharing/eighty-seats/").content.decode()
    assert "17 What we go by" in section(html, "disputed")
    assert "No source" not in section(html, "disputed")


def test_talks_that_a_source_words_as_recorded_have_that_source_on_their_side() -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats", stalled=True)
    ClaimFactory(talk=talk, field="status", quote="stuck")
    ClaimFactory(talk=talk, field="status", value="Stalled", quote="the same")
    ClaimFactory(talk=talk, field="status", value="ongoing", quote="another")
    published(talk)
    html = Client().get("/seat-sharing/eighty-seats/").content.decode()
    disputed = section(html, "disputed")
    assert "Stalled What this page states meanwhile stuck" in disputed
    assert disputed.index("the same") < disputed.index("Ongoing") < disputed.index("another")
    assert html.count('<p class="value"') == 2


def test_number_that_is_settled_keeps_its_qualifier() -> None:
    meeting = MeetingFactory(
        title="Dinner", reported_leaders=30, reported_leaders_qualifier=Qualifier.ABOUT
    )
    for value in ("", "40"):
        ClaimFactory(meeting=meeting, field="reported_leaders", value=value)
    DecisionFactory(meeting=meeting, field="reported_leaders")
    published(meeting)
    assert "we go by about 30, because" in section(html_of("dinner"), "disputed")


def test_minutes_are_told_as_hours() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    ClaimFactory(meeting=meeting, field="duration_minutes", value="60")
    ClaimFactory(meeting=meeting, field="duration_minutes", value="90")
    published(meeting)
    assert "1 hour 30 minutes" in section(html_of("dinner"), "disputed")
