"""The pages in a real browser: nothing blocked, nothing missing, nothing out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ClaimFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    PartyMembershipFactory,
    PartyNameFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    published,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PATHS = [
    "/",
    "/meetings/",
    "/meetings/?occurrence=held",
    "/meetings/dinner/",
    "/meetings/rally/",
    "/parties/banyan/",
    "/leaders/asha/",
    "/alliances/front/",
    "/seat-sharing/eighty-seats/",
    "/corrections/",
    "/search/?q=asha",
    "/nowhere/",
    "/meetings/?colour=red",
]
LONG = "Akhil Bharatiya Samyukta Lokatantrik Jana Morcha (Navanirmana-Punarutthana)"


@pytest.fixture
def world() -> None:
    alliance = AllianceFactory(name="Front", sized=True, purpose="To stand together.")
    party = PartyFactory(name="Banyan", colour="#19aaed", summary="An *old* party.")
    PartyNameFactory(party=party, name="बरगद दल", kind="native_script", language="hi")
    leader = LeaderFactory(name="Asha")
    PartyMembershipFactory(leader=leader, party=party)
    AllianceMembershipFactory(alliance=alliance, party=party)
    dinner = MeetingFactory(
        title="Dinner",
        timed=True,
        placed=True,
        counted=True,
        alliance=alliance,
        purpose="To agree on a plan.",
        summary="They [spoke](https://example.org/) for an hour.",
    )
    ClaimFactory(meeting=dinner, field="purpose")
    AttendanceFactory(meeting=dinner, party=party, leader=leader, host=True, sourced=True)
    AttendanceFactory(meeting=dinner, party=PartyFactory(name=LONG, slug="long"), sourced=True)
    AttendanceFactory(meeting=dinner, party_level=True, absent=True, sourced=True)
    AttendanceFactory(meeting=dinner, expected=True)
    talk = SeatSharingTalkFactory(
        title="Eighty seats", stalled=True, parties=[party], meetings=[dinner]
    )
    SeatPositionFactory(talk=talk, party=party, seats=20, sourced=True)
    SeatPositionFactory(talk=talk, offer=True, seats=12)
    published(leader)
    for record in (dinner, talk):
        published(record)
    published(MeetingFactory(title="Rally", cancelled=True, follows=dinner))
    published(StatementFactory(title="More seats", speaker_party=party, meeting=dinner, talk=talk))
    for stance in ("support", "concern", "displeasure", "denial", "plan"):
        published(StatementFactory(title=f"{stance} said", stance=stance, meeting=dinner))


@pytest.fixture(params=["light", "dark"])
def themed_page(request: Any, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(color_scheme=request.param)
    yield context.new_page()
    context.close()


def test_pages_are_accessible_in_both_themes(
    themed_page: Page, live_server: LiveServer, world: None
) -> None:
    for path in PATHS:
        themed_page.goto(live_server.url + path)
        results = Axe().run(themed_page)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_stands_out_of_the_window(
    page: Page, live_server: LiveServer, world: None, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in PATHS:
        page.goto(live_server.url + path)
        beyond = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert beyond <= 0, path


def test_browser_has_nothing_to_complain_of(
    page: Page, live_server: LiveServer, world: None
) -> None:
    found: list[str] = []
    page.on("console", lambda message: message.type == "error" and found.append(message.text))
    page.on("response", lambda answer: answer.status >= 400 and found.append(answer.url))
    for path in PATHS[:-2]:
        page.goto(live_server.url + path)
    assert found == []


def test_pages_call_nobody_else(page: Page, live_server: LiveServer, world: None) -> None:
    called: set[str] = set()
    page.on("request", lambda request: called.add(request.url.split("/")[2]))
    for path in PATHS:
        page.goto(live_server.url + path)
    assert called == {live_server.url.removeprefix("http://")}


def test_mark_opens_the_words_of_the_source(
    page: Page, live_server: LiveServer, world: None
) -> None:
    page.goto(f"{live_server.url}/meetings/dinner/")
    mark = page.locator(".dek .why")
    mark.locator("summary").press("Enter")
    assert "met over dinner" in mark.inner_text()
    mark.get_by_role("link").first.click()
    assert "met over dinner" in page.locator(":target").inner_text()


def test_marks_are_large_enough_to_hit(page: Page, live_server: LiveServer, world: None) -> None:
    """WCAG 2.2, target size: 24 by 24 CSS pixels."""
    page.goto(f"{live_server.url}/meetings/dinner/")
    boxes = [mark.bounding_box() for mark in page.locator(".why > summary").all()]
    assert boxes
    assert [box for box in boxes if not box or min(box["width"], box["height"]) < 24] == []


def test_keyboard_reaches_the_content_first(
    page: Page, live_server: LiveServer, world: None
) -> None:
    page.goto(f"{live_server.url}/meetings/dinner/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
