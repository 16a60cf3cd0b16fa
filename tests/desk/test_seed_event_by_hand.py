"""A report's event from nothing to its withdrawal: two people, no mouse, each state in public."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition.models import Attendance, Edition, Meeting
from coalition.publishing.ledger import document_of
from tests import factories
from tests.desk.floor_leaders import PARAGRAPHS
from tests.desk.typist import PATIENCE, Typist

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

#: More presses of Tab than any form of the desk has fields.
FAR = 400


class Colleague(Typist):
    """Somebody at their own browser, who goes from field to field and reads what is there."""

    def __init__(self, page: Page, url: str, name: str) -> None:
        super().__init__(page)
        self.url = url
        self.complaints: list[str] = []
        self.page.on(
            "console",
            lambda m: m.type == "error" and self.complaints.append(f"{m.text} {m.location}"),
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.open("/admin/login/")
        self.fill("#id_username", name)
        self.fill("#id_password", factories.PASSWORD)
        self.press("Enter")
        expect(self.page.locator("#user-tools")).to_be_visible()

    def open(self, path: str) -> None:
        self.page.goto(self.url + path if path.startswith("/") else path)

    def go(self, selector: str) -> None:
        """Press Tab until the focus is there."""
        wanted = self.page.locator(selector).first
        expect(wanted).to_be_visible()
        for _ in range(FAR):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.press("Tab")
        pytest.fail(f"Tab never comes to {selector}.")

    def fill(self, selector: str, words: str) -> None:
        self.go(selector)
        self.type(words)

    def follow(self, words: str) -> None:
        """Press Tab until a link or a button of that name has the focus, and press it."""
        named = "element => (element.value || element.innerText).trim().toLowerCase()"
        for _ in range(FAR):
            focused = self.page.locator("a:focus, button:focus, input[type=submit]:focus")
            if focused.count() and focused.evaluate(named) == words.lower():
                self.press("Enter")
                return
            self.press("Tab")
        pytest.fail(f"Tab never comes to “{words}”.")

    def saves(self) -> None:
        self.follow("Save and continue editing")
        self.is_told(re.compile("successfully"))

    def submits(self) -> None:
        self.follow("Submit for review")
        expect(self.page.locator(".desk-question")).to_be_visible()
        self.follow("Submit for review")
        self.is_told("Submitted for review.")

    def is_told(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.locator(".messagelist")).to_contain_text(words, timeout=PATIENCE)

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.locator("#content, main").first).to_contain_text(words)

    def chooses(self, name: str, words: str) -> None:
        """Open the choice that stands for a field, type, and take what is found first."""
        self.go(f"#id_{name} + .select2-container .select2-selection")
        self.press("Enter")
        self.type(words)
        expect(self.page.locator(".select2-results__option--highlighted")).to_contain_text(words)
        self.press("Enter")


@pytest.fixture
def bob(new_context: Any, live_server: LiveServer) -> Colleague:
    factories.bob()
    return Colleague(new_context().new_page(), live_server.url, "bob")


@pytest.fixture
def alice(new_context: Any, live_server: LiveServer) -> Colleague:
    factories.alice()
    return Colleague(new_context().new_page(), live_server.url, "alice")


def record_report_and_alliance(bob: Colleague) -> None:
    bob.open("/admin/coalition/alliance/add/")
    bob.fill("#id_name", "Indian National Developmental Inclusive Alliance")
    bob.fill("#id_abbreviation", "INDIA")
    bob.fill("#id_reported_size_qualifier", "at l")
    bob.fill("#id_reported_size", "26")
    bob.saves()
    bob.open("/admin/coalition/source/add/")
    bob.fill("#id_title", "Report of the floor leaders' dinner")
    bob.fill("#id_place", "New Delhi")
    bob.saves()


def record_meeting(bob: Colleague) -> None:
    bob.follow("Record a meeting")
    bob.fill("#id_title", "Floor leaders at dinner")
    bob.fill("#id_category", "floor")
    bob.fill("#id_occurrence", "held")
    bob.fill("#id_purpose", "To coordinate better against the BJP.")
    bob.fill("#id_date", "6 December 2023")
    bob.fill("#id_start_time", "0700PM")
    bob.go("#id_is_start_approximate")
    bob.press("Space")
    bob.fill("#id_duration_minutes", "90")
    bob.fill("#id_venue", "Residence of Mallikarjun Kharge")
    bob.fill("#id_city", "New Delhi")
    bob.fill("#id_region", "IN-DL")
    bob.fill("#id_reported_parties_qualifier", "exa")
    bob.fill("#id_reported_parties", "17")
    bob.chooses("alliance", "INDIA")


def record_attendance(bob: Colleague) -> int:
    """The keys that it took to record 27 leaders and the party that nobody came from."""
    bob.go("#desk-paste-text")
    before = bob.keys
    for paragraph, words in PARAGRAPHS:
        bob.stands_in("#desk-paste-text")
        bob.paste(words)
        bob.press("Tab")
        bob.type(paragraph)
        bob.press("Enter")
        expect(
            bob.page.locator("#desk-paste-fill:focus, .desk-paste-line select:focus")
        ).to_be_visible(timeout=PATIENCE)
        while bob.page.locator(".desk-paste-line select:focus").count():
            bob.type("New")
            bob.press("Enter")
        bob.stands_in("#desk-paste-fill")
        bob.press("Enter")
    bob.stands_in("#desk-paste-text")
    return bob.keys - before


def record_absence(bob: Colleague) -> None:
    """The party as such is absent, and its people gave no reason."""
    bob.go("#attendances-group .add-row a")
    bob.press("Enter")
    row = "attendances-27"
    bob.stands_in(f"#id_{row}-leader_words")
    bob.press("Tab")
    bob.type("TMC")
    expect(bob.page.locator("#desk-listbox").get_by_role("option").first).to_be_visible()
    bob.press("ArrowUp", "Enter")
    expect(bob.page.locator(f"#id_{row}-party")).not_to_have_value("", timeout=PATIENCE)
    bob.stands_in(f"#id_{row}-claim_paragraph")
    bob.type("7a")
    if not bob.page.locator(f"#id_{row}-reason_given").is_visible():
        bob.go(f"#{row} .desk-line-toggle")
        bob.press("Enter")
    bob.fill(f"#id_{row}-claim_attribution", "party sources")
    bob.fill(f"#id_{row}-reason_given", "No")


def public_page(colleague: Colleague, meeting: Meeting) -> Page:
    page = colleague.page.context.new_page()
    page.goto(f"{colleague.url}/meetings/{meeting.slug}/")
    return page


def test_event_goes_from_a_report_to_its_withdrawal(bob: Colleague, alice: Colleague) -> None:
    record_report_and_alliance(bob)
    record_meeting(bob)
    keys = record_attendance(bob)
    print(f"{keys} keys for 27 attendances, {bob.keys} for all until then")
    assert keys < 200
    record_absence(bob)
    bob.saves()
    meeting = Meeting.objects.get()
    form = f"/admin/coalition/meeting/{meeting.pk}/change/"
    assert Attendance.objects.filter(status="attended").count() == 27
    expect(public_page(bob, meeting).locator("main")).not_to_contain_text("Floor leaders")

    bob.submits()

    alice.open("/admin/")
    alice.sees("Floor leaders at dinner")
    alice.follow("Floor leaders at dinner")
    alice.follow("Return to drafting")
    alice.fill("textarea#id_note", "It went on for an hour, says paragraph 5.")
    alice.follow("Return to drafting")
    alice.is_told("Returned to drafting")

    bob.open("/admin/")
    bob.sees("It went on for an hour, says paragraph 5.")
    bob.open(form)
    bob.go("#id_duration_minutes")
    bob.type("75")
    bob.saves()
    bob.submits()

    alice.open(form)
    alice.follow("Publish")
    alice.sees("become public too")
    alice.follow("Approve and publish now")
    alice.is_told("Published edition 1.")
    page = public_page(alice, meeting)
    main = page.locator("main")
    expect(main).to_contain_text("17 parties reported")
    expect(main).to_contain_text("16")
    expect(main).to_contain_text("TMC")
    document = document_of(Edition.objects.live().get(uid=meeting.uid))
    assert document["recorded"] == {"parties": 16, "leaders": 27}
    assert document["start"] == {"time": "19:00", "timezone": "Asia/Kolkata", "approximate": True}
    absent = [row for row in document["attendance"] if row["status"] == "absent"]
    assert [(row["leader"], row["reason_given"]) for row in absent] == [(None, "not_given")]
    assert absent[0]["claims"][0]["attribution"] == "party sources"

    bob.open(form)
    bob.go("#id_duration_minutes")
    bob.type("60")
    bob.saves()
    bob.is_told("back in drafting")
    bob.submits()
    alice.open(form)
    alice.follow("Correct")
    alice.sees("75")
    alice.fill("#id_note", "It lasted an hour, not longer.")
    alice.follow("Approve and publish now")
    alice.is_told("Published edition 2.")
    expect(public_page(alice, meeting).locator("main")).to_contain_text(
        "It lasted an hour, not longer."
    )

    alice.open(form)
    alice.follow("Withdraw")
    alice.fill("#id_note", "The report was taken back.")
    alice.follow("Withdraw")
    alice.is_told("Withdrawn: The report was taken back.")
    page = public_page(alice, meeting)
    expect(page.locator("main")).to_contain_text("The report was taken back.")
    assert [bob.complaints, alice.complaints] == [[], []]
