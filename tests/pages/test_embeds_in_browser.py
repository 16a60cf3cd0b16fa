"""A partner's page in a real browser, on another origin, with what this site says to paste."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition.pages.embed_snippets import snippet_of
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ElectionFactory,
    MeetingFactory,
    PartyFactory,
    SeatSharingTalkFactory,
    published,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

CARDS = ("/embed/meetings/dinner/", "/embed/alliances/front/", "/embed/elections/polls/")


class Partner:
    """Somebody else's site: one page, whose body the test writes."""

    def __init__(self) -> None:
        self.body = ""
        partner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = f"<!doctype html><title>Partner</title><body>{partner.body}</body>"
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(page.encode())

            def log_message(self, format: str, *args: Any) -> None:
                """Quietly."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://localhost:{self.server.server_port}/"


@pytest.fixture
def partner() -> Iterator[Partner]:
    found = Partner()
    thread = threading.Thread(target=found.server.serve_forever, daemon=True)
    thread.start()
    yield found
    found.server.shutdown()
    found.server.server_close()
    thread.join()


@pytest.fixture
def world(settings: Any, live_server: LiveServer) -> None:
    settings.SITE_URL = live_server.url
    front = AllianceFactory(name="Front", slug="front")
    banyan = PartyFactory(name="Banyan", slug="banyan")
    AllianceMembershipFactory(alliance=front, party=banyan)
    dinner = MeetingFactory(title="Dinner", slug="dinner", timed=True, placed=True, alliance=front)
    AttendanceFactory(meeting=dinner, party=banyan)
    for n in range(5):
        AttendanceFactory(
            meeting=dinner, party=PartyFactory(name=f"Away {n}"), party_level=True, absent=True
        )
    election = ElectionFactory(name="Polls", slug="polls", national=True)
    talk = SeatSharingTalkFactory(title="Talks", slug="talks", election=election, region="IN-UP")
    for record in (front, dinner, election, talk):
        record.refresh_from_db()
        published(record)


def pasted() -> str:
    return str(snippet_of("meeting", "dinner", "Dinner"))


def card_in(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def test_pasted_card_shows_itself_and_fits_its_frame(
    page: Page, partner: Partner, world: None
) -> None:
    partner.body = pasted()
    page.goto(partner.address)
    expect(card_in(page).get_by_role("heading", name="Dinner")).to_be_visible()
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    card = card_in(page).locator("html").evaluate("html => html.getBoundingClientRect().height")
    frame = page.locator("iframe").evaluate("frame => frame.getBoundingClientRect().height")
    assert 0 <= frame - card < 2


def test_frame_is_no_higher_than_the_partner_allows_and_its_card_scrolls(
    page: Page, partner: Partner, world: None
) -> None:
    partner.body = str(snippet_of("meeting", "dinner", "Dinner", max_height=200))
    page.goto(partner.address)
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    assert page.locator("iframe").evaluate("frame => frame.offsetHeight") == 200
    assert (
        card_in(page).locator("html").evaluate("html => { scrollTo(0, 50); return scrollY }") == 50
    )


def test_frame_of_somebody_else_without_a_proper_address_stops_no_card(
    page: Page, partner: Partner, world: None
) -> None:
    partner.body = '<iframe src="http://["></iframe>' + pasted().replace("<iframe", "<iframe id=a")
    page.goto(partner.address)
    page.wait_for_function("document.querySelector('#a').style.height !== ''")


def test_frame_follows_its_card_when_the_window_narrows(
    page: Page, partner: Partner, world: None
) -> None:
    partner.body = pasted()
    page.set_viewport_size({"width": 900, "height": 700})
    page.goto(partner.address)
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    wide = page.locator("iframe").evaluate("frame => frame.offsetHeight")
    page.set_viewport_size({"width": 320, "height": 700})
    page.wait_for_function(f"document.querySelector('iframe').offsetHeight > {wide}")


def test_script_that_comes_after_the_card_still_fits_it(
    page: Page, partner: Partner, world: None
) -> None:
    frame, script = pasted().split("\n")
    partner.body = frame.replace('loading="lazy"', "")
    page.goto(partner.address)
    expect(card_in(page).get_by_role("heading", name="Dinner")).to_be_visible()
    address = script.split('src="')[1].split('"')[0]
    page.add_script_tag(url=address)
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")


def test_card_without_the_script_has_a_height_and_scrolls(
    page: Page, partner: Partner, world: None
) -> None:
    partner.body = pasted().split("\n")[0]
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(partner.address)
    expect(card_in(page).get_by_role("heading", name="Dinner")).to_be_visible()
    assert page.locator("iframe").evaluate("frame => frame.clientHeight") == 420
    beyond = card_in(page).locator("html").evaluate("html => html.scrollHeight - html.clientHeight")
    assert beyond > 0
    assert (
        card_in(page).locator("html").evaluate("html => { scrollTo(0, 50); return scrollY }") == 50
    )


def test_two_cards_on_one_page_have_each_their_own_height(
    page: Page, partner: Partner, world: None
) -> None:
    partner.body = pasted() + str(snippet_of("election", "polls", "Polls"))
    page.set_viewport_size({"width": 700, "height": 2000})
    page.goto(partner.address)
    page.wait_for_function(
        "[...document.querySelectorAll('iframe')].every(frame => frame.style.height !== '')"
    )
    heights = page.locator("iframe").evaluate_all("frames => frames.map(f => f.style.height)")
    assert len(set(heights)) == 2


def test_reader_of_a_partner_is_left_without_a_cookie_and_calls_nobody_else(
    page: Page, partner: Partner, live_server: LiveServer, world: None
) -> None:
    called: set[str] = set()
    page.on("request", lambda request: called.add(request.url.split("/")[2]))
    partner.body = pasted()
    page.goto(partner.address)
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    assert page.context.cookies() == []
    stored = card_in(page).locator("html").evaluate("() => localStorage.length")
    assert stored == 0
    assert called == {
        partner.address.split("/")[2],
        live_server.url.removeprefix("http://"),
    }


def test_browser_has_nothing_to_complain_of(
    page: Page, partner: Partner, live_server: LiveServer, world: None
) -> None:
    found: list[str] = []
    page.on("console", lambda message: message.type == "error" and found.append(message.text))
    partner.body = pasted()
    page.goto(partner.address)
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    for path in (*CARDS, "/meetings/dinner/"):
        page.goto(live_server.url + path)
    assert [text for text in found if "favicon" not in text] == []


def test_title_opens_the_page_beside_the_partners(
    page: Page, partner: Partner, live_server: LiveServer, world: None
) -> None:
    partner.body = pasted()
    page.goto(partner.address)
    with page.expect_popup() as opened:
        card_in(page).get_by_role("link", name="Dinner", exact=True).click()
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{live_server.url}/meetings/dinner/"
    assert page.url == partner.address


def test_drawing_on_a_card_has_no_link_that_would_open_within_the_frame(
    page: Page, live_server: LiveServer, world: None
) -> None:
    for path in CARDS:
        page.goto(live_server.url + path)
        assert page.locator("svg a").count() == 0


@pytest.mark.parametrize(
    "message",
    [
        "{ coalitionDesk: 'height', height: 99 }",
        "{ coalitionDesk: 'height', height: '99px; color: red' }",
        "null",
        "'height'",
    ],
)
def test_message_from_elsewhere_changes_no_frame(
    page: Page, partner: Partner, world: None, message: str
) -> None:
    partner.body = pasted()
    page.goto(partner.address)
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    before = page.locator("iframe").get_attribute("style")
    page.evaluate(f"postMessage({message}, '*')")
    page.wait_for_timeout(100)
    assert page.locator("iframe").get_attribute("style") == before


@pytest.mark.parametrize("height", ["Infinity", "1e9", "-5", "'99'"])
def test_height_that_makes_no_sense_changes_no_frame(
    page: Page, partner: Partner, world: None, height: str
) -> None:
    partner.body = pasted()
    page.goto(partner.address)
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    before = page.locator("iframe").get_attribute("style")
    card_in(page).locator("html").evaluate(
        f"() => parent.postMessage({{ coalitionDesk: 'height', height: {height} }}, '*')"
    )
    page.wait_for_timeout(100)
    assert page.locator("iframe").get_attribute("style") == before


def test_page_itself_is_not_framed(
    page: Page, partner: Partner, live_server: LiveServer, world: None
) -> None:
    """Or the frames above would show nothing."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text))
    partner.body = f'<iframe src="{live_server.url}/meetings/dinner/"></iframe>'
    page.goto(partner.address)
    page.wait_for_timeout(500)
    assert any("frame-ancestors" in text or "X-Frame-Options" in text for text in found)


@pytest.mark.parametrize("width", [320, 700])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cards_are_accessible_and_fit_their_width(
    browser: Browser, live_server: LiveServer, world: None, width: int, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in (*CARDS, "/embed/meetings/never/"):
        page.goto(live_server.url + path)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"
        beyond = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert beyond <= 0, path
    context.close()
