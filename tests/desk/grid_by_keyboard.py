"""The form of a meeting in a browser, recorded by keyboard."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from coalition.models import Meeting
from tests import factories
from tests.desk.forms_by_hand import change_url
from tests.desk.typist import Typist

#: A field of the grid: the number of its row, and its name.
ROW = "#id_attendances-{}-{}"


class Grid:
    """The form of a meeting, opened by Alice."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.typist = Typist(page)
        self.complaints: list[str] = []
        page.on("console", lambda m: m.type == "error" and self.complaints.append(m.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sign_in(self) -> None:
        self.page.goto(f"{self.url}/admin/login/")
        self.page.get_by_label("Username").fill("alice")
        self.page.get_by_label("Password").fill(factories.PASSWORD)
        self.page.get_by_role("button", name="Log in").click()

    def open(self, meeting: Any = None) -> Meeting:
        source = factories.SourceFactory()
        self.meeting = meeting or factories.MeetingFactory()
        factories.ClaimFactory(meeting=self.meeting, source=source)
        self.page.goto(self.url + change_url(self.meeting))
        return self.meeting

    def start(self) -> None:
        """With the focus in the leader of a first row."""
        self.page.locator("#attendances-group .add-row a").focus()
        self.typist.press("Enter")

    def save(self) -> None:
        self.page.locator("input[name=_continue]").first.click()
        expect(self.page.locator(".messagelist .success")).to_be_visible()

    def name(self, row: int, words: str) -> None:
        """Type a name and take the first match, without waiting for the list."""
        self.typist.stands_in(ROW.format(row, "leader_words"))
        self.typist.type(words)
        self.typist.press("Enter")
        self.typist.stands_in(ROW.format(row, "claim_paragraph"))

    def field(self, row: int, name: str) -> Any:
        return self.page.locator(ROW.format(row, name))

    def options(self, **which: Any) -> Any:
        """Of the list under a name that is being typed."""
        return self.page.locator("#desk-listbox").get_by_role("option", **which)

    def say(self, row: int) -> Any:
        return self.page.locator(f"#attendances-{row} .desk-line-say")
