"""The cards that partners frame: what they say, and that nothing else may be framed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from coalition import kept_answers
from coalition.pages.embed_snippets import snippet_of
from coalition.publishing import correct, publish, withdraw
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
from tests.pages.reading import words_of

pytestmark = pytest.mark.django_db

STATIC = site_settings.BASE_DIR / "coalition" / "static" / "coalition"


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(path, headers=headers)


def words(path: str) -> str:
    answer = get(path)
    assert answer.status_code == 200
    return words_of(answer.content.decode())


@pytest.fixture
def dinner() -> Any:
    meeting = MeetingFactory(
        title="Dinner at the lake",
        slug="dinner",
        timed=True,
        placed=True,
        counted=True,
        alliance=AllianceFactory(name="Front", abbreviation="FR", slug="front"),
    )
    AttendanceFactory(meeting=meeting, party=PartyFactory(name="Banyan"))
    AttendanceFactory(
        meeting=meeting, party=PartyFactory(name="Peepal"), party_level=True, absent=True
    )
    published(meeting)
    meeting.refresh_from_db()
    return meeting


# --- What a card says -----------------------------------------------------------------------------


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
    assert said in words("/embed/meetings/dinner/")


def test_card_of_a_plan_speaks_of_no_attendance() -> None:
    published(MeetingFactory(title="Rally", counted=True, tentative=True))
    said = words("/embed/meetings/rally/")
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
    said = words("/embed/meetings/dinner/")
    assert "Who stayed away" not in said
    assert "Who declined Declining" in said


def test_planned_meeting_shows_nobody_as_having_come_or_stayed_away() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner", tentative=True)
    AttendanceFactory(meeting=meeting, expected=True)
    published(meeting)
    said = words("/embed/meetings/dinner/")
    assert "Tentative" in said
    assert "Who came" not in said
    assert "Who stayed away" not in said


def test_cancelled_meeting_says_why() -> None:
    published(MeetingFactory(title="Rally", slug="rally", cancelled=True))
    said = words("/embed/meetings/rally/")
    assert "This meeting was called off" in said
    assert "Reason: Called off at the last moment." in said


def test_long_list_of_absences_is_cut_and_the_rest_counted() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    for n in range(9):
        AttendanceFactory(
            meeting=meeting, party=PartyFactory(name=f"Absentee {n}"), party_level=True, absent=True
        )
    published(meeting)
    said = words("/embed/meetings/dinner/")
    assert said.count("Absentee") == 6
    assert "and 3 others" in said


def test_correction_is_told_on_the_card(dinner: Any) -> None:
    dinner.city = "Patna"
    dinner.save()
    correct(dinner, by=alice(), note="It was in Patna.")
    assert "Corrected: It was in Patna." in words("/embed/meetings/dinner/")


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
    assert "No meeting is published yet." in words("/embed/alliances/front/")


def test_alliance_whose_meetings_name_nobody_is_not_said_to_have_none() -> None:
    front = AllianceFactory(name="Front", slug="front")
    published(MeetingFactory(alliance=front))
    said = words("/embed/alliances/front/")
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
    said = words("/embed/elections/polls/")
    assert "Uttar Pradesh Ongoing 40 seats, none agreed yet" in said
    assert "Bihar Stalled" in said


def test_talks_of_an_election_are_cut_and_the_rest_counted() -> None:
    election = ElectionFactory(name="Polls", slug="polls", national=True)
    published(election)
    for n in range(10):
        published(SeatSharingTalkFactory(title=f"Talks {n}", election=election, region=""))
    assert "and 2 others" in words("/embed/elections/polls/")


# --- Who may frame what ---------------------------------------------------------------------------

CARD = "/embed/meetings/dinner/"


def may_be_framed(answer: HttpResponse) -> bool:
    policy = answer["Content-Security-Policy"]
    allowed = "X-Frame-Options" not in answer and "frame-ancestors *" in policy
    denied = answer["X-Frame-Options"] == "DENY" if "X-Frame-Options" in answer else False
    assert allowed != (denied and "frame-ancestors 'none'" in policy), "The two headers disagree."
    return allowed


@pytest.mark.parametrize("path", [CARD, f"/hi{CARD}", "/embed/alliances/front/"])
def test_card_may_be_framed_fresh_and_kept(dinner: Any, path: str) -> None:
    fresh, kept = get(path), get(path)
    assert fresh.status_code == kept.status_code == 200
    assert may_be_framed(fresh)
    assert may_be_framed(kept)
    assert fresh.headers == kept.headers


def test_card_that_the_reader_has_already_may_be_framed(dinner: Any) -> None:
    tag = get(CARD)["ETag"]
    kept_answers.forget_all()
    for _ in ("fresh", "kept"):
        answer = get(CARD, if_none_match=tag)
        assert answer.status_code == 304
        assert may_be_framed(answer)


def _never() -> str:
    return "/embed/meetings/never/"


def _bad_moment() -> str:
    return f"{CARD}?as_of=tomorrow"


def _nowhere() -> str:
    return "/hi/embed/nowhere"


def _withdrawn() -> str:
    meeting = MeetingFactory(title="Hoax", slug="hoax")
    published(meeting)
    withdraw(meeting, by=alice(), reason="It was a hoax.")
    return "/embed/meetings/hoax/"


@pytest.mark.parametrize(
    ("address", "status"), [(_never, 404), (_bad_moment, 400), (_nowhere, 404), (_withdrawn, 410)]
)
def test_frame_shows_why_there_is_no_card(dinner: Any, address: Any, status: int) -> None:
    """Else a partner's page would show a browser's own error, or nothing."""
    answer = get(address())
    assert answer.status_code == status
    assert may_be_framed(answer)
    assert b'class="card"' in answer.content
    assert b"masthead" not in answer.content


def test_withdrawn_card_gives_the_reason_and_nothing_else() -> None:
    html = get(_withdrawn()).content.decode()
    assert "It was a hoax." in html
    assert "Hoax" not in html


def test_failure_of_ours_is_shown_in_the_frame_too(
    dinner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("coalition.pages.embeds.json.loads", fails)
    answer = Client(raise_request_exception=False).get(CARD)
    assert answer.status_code == 500
    assert may_be_framed(answer)
    assert b'class="card"' in answer.content


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/meetings/dinner/",
        "/hi/meetings/dinner/",
        "/meetings/dinner.ics",
        "/feeds/all.atom",
        "/search/?q=/embed/",
        "/nowhere/embed/meetings/dinner/",
        "/embeds/meetings/dinner/",
        "/api/v1/meetings/dinner/",
        "/admin/login/",
        "/oembed?url=http://localhost:8000/embed/meetings/dinner/",
    ],
)
def test_nothing_else_may_be_framed(dinner: Any, path: str) -> None:
    for _ in ("fresh", "kept"):
        assert not may_be_framed(get(path))


def test_policy_of_a_card_is_the_sites_own_but_for_who_may_frame_it(dinner: Any) -> None:
    def directives(path: str) -> set[str]:
        return {part.strip() for part in get(path)["Content-Security-Policy"].split(";")}

    page, card = directives("/meetings/dinner/"), directives(CARD)
    assert page - card == {"frame-ancestors 'none'"}
    assert card - page == {"frame-ancestors *"}


def test_card_sets_nothing_and_is_kept_like_a_page(dinner: Any) -> None:
    answer = get(CARD)
    assert not answer.cookies
    assert "Vary" not in answer
    assert answer["Cache-Control"] == "public, max-age=60"


def test_card_is_not_indexed_and_its_page_is(dinner: Any) -> None:
    for _ in ("fresh", "kept"):
        assert get(CARD)["X-Robots-Tag"] == "noindex"
        assert "X-Robots-Tag" not in get("/meetings/dinner/")


def test_card_moves_with_its_record(dinner: Any) -> None:
    dinner.slug = "supper"
    dinner.save()
    publish(dinner, by=None)
    answer = get(f"/hi{CARD}")
    assert (answer.status_code, answer["Location"]) == (301, "/hi/embed/meetings/supper/")
    assert may_be_framed(answer)


@pytest.mark.parametrize("path", ["/embed/parties/banyan/", "/embed/meetings/drafted/", "/embed/"])
def test_what_has_no_card_is_not_found(path: str) -> None:
    published(PartyFactory(name="Banyan", slug="banyan"))
    MeetingFactory(title="Drafted", slug="drafted")
    assert get(path).status_code == 404


# --- What partners paste --------------------------------------------------------------------------


def test_page_offers_what_to_paste(dinner: Any) -> None:
    html = get("/meetings/dinner/").content.decode()
    snippet = snippet_of("meeting", "dinner", "Dinner at the lake")
    (shown,) = re.findall(r"<textarea[^>]* readonly[^>]*>(.*?)</textarea>", html, re.DOTALL)
    assert shown == escape(str(snippet))


@pytest.mark.parametrize("path", ["/parties/banyan/", "/meetings/"])
def test_page_without_a_card_offers_nothing_to_paste(path: str) -> None:
    published(PartyFactory(name="Banyan", slug="banyan"))
    assert b"<textarea" not in get(path).content


def test_snippet_is_as_wide_as_it_may_be_and_has_a_height_without_its_script() -> None:
    snippet = snippet_of("alliance", "front", "Front")
    assert 'width="100%" height="560"' in snippet


def test_guide_shows_the_snippet_as_it_is(settings: Any) -> None:
    settings.SITE_URL = "https://desk.example.org"
    guide = (settings.BASE_DIR / "docs" / "embedding.md").read_text()
    (shown,) = re.findall(r"```html\n(.*?)\n```", guide, re.DOTALL)
    assert shown.split() == str(snippet_of("meeting", "SLUG", "TITLE")).split()


def test_style_sheet_of_cards_has_the_colours_of_the_site() -> None:
    def properties(sheet: str) -> Iterator[tuple[str, str]]:
        for scheme, block in zip(
            ("light", "dark"),
            re.findall(r":root \{(.*?)\}", (STATIC / sheet).read_text(), re.DOTALL)[:2],
            strict=True,
        ):
            for name, value in re.findall(r"(--[a-z-]+): (#[0-9a-f]{6});", block):
                yield f"{scheme} {name}", value

    site, cards = dict(properties("site.css")), dict(properties("embed.css"))
    assert len(cards) > 20
    assert cards.items() <= site.items()


def test_style_sheet_of_cards_colours_pictures_as_the_site_does() -> None:
    def rules(sheet: str) -> set[str]:
        return set(re.findall(r"\.pic-[fs]-[a-z-]+ \{[^}]*\}", (STATIC / sheet).read_text()))

    assert rules("embed.css") == rules("site.css") != set()
