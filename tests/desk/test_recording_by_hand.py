"""An editor records an event by hand from nothing, in a browser, and publishes it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition.models import Edition
from coalition.publishing.ledger import document_of
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """What an editor does, in an editor's words."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.complaints: list[str] = []
        page.on("console", lambda m: m.type == "error" and self.complaints.append(m.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sign_in(self, name: str) -> None:
        self.page.goto(f"{self.url}/admin/login/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(factories.PASSWORD)
        self.page.get_by_role("button", name="Log in").click()

    def add(self, kind: str, **fields: str) -> None:
        self.page.goto(f"{self.url}/admin/coalition/{kind}/add/")
        self.fill(**fields)
        self.page.locator("input[name=_continue]").first.click()
        expect(self.page.locator(".messagelist .success")).to_be_visible()

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            field = self.page.locator(f"#id_{name}")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def pick(self, row: int, name: str, words: str) -> None:
        """Type into a field of the grid and take the first that it finds."""
        field = self.page.locator(f"#id_attendances-{row}-{name}_words")
        field.fill(words)
        option = self.page.locator("#desk-listbox [aria-selected=true]", has_text=words)
        expect(option).to_be_visible()
        field.press("Enter")
        expect(self.page.locator(f"#id_attendances-{row}-{name}")).not_to_have_value("")

    def add_attendance(self, row: int, *, leader: str, party: str, **fields: str) -> None:
        self.page.locator("#attendances-group .add-row a").click()
        if leader:
            self.pick(row, "leader", leader)
        self.pick(row, "party", party)
        toggle = self.page.locator(f"#attendances-{row} .desk-line-toggle")
        if toggle.get_attribute("aria-expanded") == "false":
            toggle.click()
        self.fill(**{f"attendances-{row}-{name}": value for name, value in fields.items()})


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Desk:
    factories.alice()
    desk = Desk(page, live_server.url)
    desk.sign_in("alice")
    return desk


def record_what_it_refers_to(desk: Desk) -> None:
    desk.add("party", name="Indian National Congress", abbreviation="INC")
    desk.add("party", name="All India Trinamool Congress", abbreviation="TMC")
    for name in ("Mallikarjun Kharge", "Rahul Gandhi", "Gaurav Gogoi"):
        desk.add("leader", name=name)
    desk.add("source", title="Report of the dinner", place="New Delhi")


def record_the_meeting(desk: Desk) -> None:
    """From the report that was just recorded."""
    desk.page.get_by_role("link", name="Record a meeting").click()
    desk.fill(
        title="Floor leaders at dinner",
        category="floor_leaders",
        occurrence="held",
        date="6 Dec 2023",
        start_time="19:00",
        duration_minutes="60",
        venue="Residence of Mallikarjun Kharge",
        city="New Delhi",
        region="IN-DL",
        reported_parties_qualifier="exactly",
        reported_parties="17",
    )
    desk.page.get_by_label("Start is approximate").check()
    congress = {"party": "INC"}
    desk.add_attendance(
        0, leader="Kharge", **congress, role="host", described_as="president", claim_paragraph="1"
    )
    desk.add_attendance(1, leader="Rahul", **congress, claim_paragraph="3")
    desk.add_attendance(2, leader="Gogoi", **congress, claim_paragraph="5")
    desk.add_attendance(
        3,
        leader="",
        party="TMC",
        status="absent",
        reason_given="not_given",
        claim_paragraph="7",
        claim_attribution="party sources",
    )


def test_event_is_recorded_and_published_from_nothing(desk: Desk, settings: Any) -> None:
    # A desk of one: that two people are needed elsewhere is tried with the stages.
    settings.ALLOW_SELF_APPROVAL = True
    record_what_it_refers_to(desk)
    record_the_meeting(desk)
    desk.page.get_by_role("button", name="Save and publish…").first.click()
    expect(desk.page.locator("#content")).to_contain_text("5 records that it names")
    desk.page.get_by_role("button", name="Approve and publish").click()
    expect(desk.page.locator(".messagelist .success")).to_contain_text("Published edition 1.")

    edition = Edition.objects.live().get(kind="meeting")
    document = document_of(edition)
    assert document["date"]["edtf"] == "2023-12-06"
    assert document["start"] == {
        "time": "19:00",
        "timezone": "Asia/Kolkata",
        "approximate": True,
    }
    assert document["recorded"] == {"parties": 1, "leaders": 3}
    absent = document["attendance"][3]
    assert (absent["leader"], absent["party"]["abbreviation"]) == (None, "TMC")
    assert (absent["status"], absent["reason_given"]) == ("absent", "not_given")
    assert absent["claims"][0]["attribution"] == "party sources"
    answer = desk.page.goto(f"{desk.url}/meetings/{edition.slug}/")
    assert answer is not None
    assert answer.status == 200
    expect(desk.page.locator("main")).to_contain_text(re.compile("17 parties reported"))
    assert desk.complaints == []


def test_two_editors_at_one_record_lose_nothing(desk: Desk) -> None:
    desk.add("party", name="Congress")
    form = desk.page.url
    desk.fill(name="My name for it")
    other = desk.page.context.new_page()
    other.goto(form)
    other.locator("#id_name").fill("Their name for it")
    other.locator("input[name=_continue]").first.click()
    expect(other.locator(".messagelist .success")).to_be_visible()
    desk.page.locator("input[name=_continue]").first.click()
    expect(desk.page.locator("#id_name")).to_have_value("My name for it")
    expect(desk.page.locator(".desk-stale")).to_contain_text("Their name for it")
    desk.page.get_by_role("radio", name=re.compile("^Yours")).check()
    desk.page.locator("input[name=_continue]").first.click()
    expect(desk.page.locator(".messagelist .success")).to_be_visible()
    assert desk.complaints == []


def test_without_javascript_the_plain_form_is_offered(
    desk: Desk, page: Page, live_server: LiveServer
) -> None:
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"{live_server.url}/admin/coalition/meeting/add/")
    plain.get_by_role("link", name=re.compile("JavaScript is off")).click()
    expect(plain.locator("#id_attendances-2-leader")).to_be_visible()
    context.close()
