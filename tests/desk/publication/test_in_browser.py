"""The pages that publish, withdraw, preview and compare, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition.models import Edition, Meeting, ScheduledPublication
from coalition.publishing import correct
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = [
    "publish/",
    "correct/",
    "withdraw/",
    "preview/",
    "preview/document/",
    "editions/?from=1&to=2",
]


@pytest.fixture
def meeting() -> Meeting:
    """Corrected once, changed since, with a row that wants a look and a draft that follows it."""
    record: Meeting = factories.MeetingFactory(title="Saffron supper", venue="", sourced=True)
    factories.published(record)
    record.refresh_from_db()
    record.venue = "10 Rajaji Marg"
    record.save()
    correct(record, by=None, note="The venue was missing.")
    factories.AttendanceFactory(meeting=record)
    factories.MeetingFactory(title="The next round", follows=record)
    return record


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def has_script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def open_page(browser: Browser, live_server: LiveServer, **options: Any) -> Page:
    """A page on which Alice is signed in."""
    client = Client()
    client.force_login(factories.alice())
    context = browser.new_context(base_url=live_server.url, **options)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    return context.new_page()


@pytest.fixture
def pages(browser: Browser, live_server: LiveServer) -> Iterator[Any]:
    opened: list[Page] = []

    def make(**options: Any) -> Page:
        opened.append(open_page(browser, live_server, **options))
        return opened[-1]

    yield make
    for page in opened:
        page.context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_accessible_and_nothing_is_blocked(
    pages: Any, meeting: Meeting, path: str, width: int, scheme: Any
) -> None:
    page = pages(viewport={"width": width, "height": 800}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"/admin/coalition/meeting/{meeting.pk}/{path}")
    expect(page.locator("h1").last).to_be_visible()
    assert said == []
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)
    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


def test_button_says_what_it_does(pages: Any, meeting: Meeting, has_script: bool) -> None:
    page = pages(java_script_enabled=has_script)
    page.goto(f"/admin/coalition/meeting/{meeting.pk}/publish/")
    expect(page.get_by_role("button", name="Publish now", exact=True)).to_be_visible()
    page.get_by_role("radio", name="at a time").check()
    expect(page.get_by_role("button", name="Schedule", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Publish now", exact=True)).to_have_count(0)


def test_time_that_is_given_chooses_for_itself(pages: Any, meeting: Meeting) -> None:
    page = pages()
    page.goto(f"/admin/coalition/meeting/{meeting.pk}/publish/")
    page.get_by_label("Date", exact=True).fill("2031-03-03")
    expect(page.get_by_role("radio", name="at a time")).to_be_checked()


def test_correction_is_published_by_keyboard_alone(pages: Any, meeting: Meeting) -> None:
    page = pages()
    page.goto(f"/admin/coalition/meeting/{meeting.pk}/publish/")
    page.get_by_role("radio", name="an update").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Somebody was left out.")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    live = Edition.objects.live().get(uid=meeting.uid)
    assert (live.number, live.cause, live.note) == (3, "corrected", "Somebody was left out.")
    assert not ScheduledPublication.objects.exists()


def test_mark_of_a_preview_stays_in_sight(pages: Any, meeting: Meeting) -> None:
    page = pages(viewport={"width": 390, "height": 600})
    page.goto(f"/admin/coalition/meeting/{meeting.pk}/preview/")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(page.get_by_text("Preview — not public.")).to_be_in_viewport()


def test_mark_of_a_preview_is_on_paper(pages: Any, meeting: Meeting) -> None:
    page = pages()
    page.goto(f"/admin/coalition/meeting/{meeting.pk}/preview/")
    page.emulate_media(media="print")
    expect(page.get_by_text("Preview — not public.")).to_be_visible()
