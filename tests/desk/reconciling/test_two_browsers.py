"""Two people with one meeting open in two browsers: the second save keeps both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from coalition.models import Attendance, Meeting
from tests import factories
from tests.desk.forms_by_hand import change_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Window:
    """A browser of its own, signed in, and what its console complained about."""

    def __init__(self, browser: Browser, server: LiveServer, user: Any) -> None:
        self.page: Page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.server = server
        self.go(reverse("admin:login"))
        self.page.fill("#id_username", user.username)
        self.page.fill("#id_password", factories.PASSWORD)
        self.send("[type=submit]")

    def _listen(self, said: Any) -> None:
        if said.type == "error":
            self.complaints.append(said.text)

    def go(self, path: str) -> None:
        self.page.goto(self.server.url + path)

    def send(self, button: str = "[name=_continue] >> nth=0") -> None:
        with self.page.expect_navigation():
            self.page.click(button)

    def violations(self) -> list[str]:
        """What the console and axe find. Axe writes styles itself, which the page refuses."""
        said = list(self.complaints)
        result = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": LEVELS}})
        self.complaints.clear()
        found = result.response["violations"]
        return [*said, *(f"{each['id']}: {each['nodes'][0]['html']}" for each in found)]

    def close(self) -> None:
        self.page.context.close()


@pytest.fixture
def windows(browser: Browser, live_server: LiveServer) -> Iterator[tuple[Window, Window]]:
    """Alice's and Bob's."""
    opened = tuple(
        Window(browser, live_server, user) for user in (factories.alice(), factories.bob())
    )
    yield opened
    for window in opened:
        window.close()


def test_two_browsers_at_one_meeting_lose_nothing(windows: tuple[Window, Window]) -> None:
    alice, bob = windows
    meeting = factories.MeetingFactory(title="Before", venue="")
    rows = [factories.AttendanceFactory(meeting=meeting, sourced=True) for _number in range(2)]
    for window in windows:
        window.go(change_url(meeting))
    bob.page.fill("#id_title", "Bob's title")
    bob.page.fill("#id_attendances-0-described_as", "as Bob has it")
    bob.send()
    alice.page.fill("#id_title", "Alice's title")
    alice.page.fill("#id_venue", "10 Rajaji Marg")
    alice.page.fill("#id_attendances-1-described_as", "as Alice has it")
    alice.send()
    assert alice.violations() == []
    alice.page.check("input[name=choose-title][value=theirs]")
    alice.send()
    stored = Meeting.objects.get()
    described = [Attendance.objects.get(pk=row.pk).described_as for row in rows]
    assert (stored.title, stored.venue) == ("Bob's title", "10 Rajaji Marg")
    assert described == ["as Bob has it", "as Alice has it"]


def test_history_and_its_pages_are_accessible(windows: tuple[Window, Window]) -> None:
    alice, _bob = windows
    meeting = factories.MeetingFactory(title="Before", with_attendance=True)
    alice.go(change_url(meeting))
    alice.page.fill("#id_title", "After")
    alice.send()
    found = []
    alice.go(reverse("admin:coalition_meeting_history", args=[meeting.pk]))
    found += alice.violations()
    alice.send("text=Restore version 1")
    found += alice.violations()
    alice.send(".submit-row [type=submit]")
    alice.go(reverse("admin:coalition_meeting_deleted"))
    found += alice.violations()
    assert found == []
    assert Meeting.objects.get().title == "Before"
