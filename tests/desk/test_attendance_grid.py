"""The attendance grid in a browser, by keyboard alone, with every key counted."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition.models import Attendance, Leader, Meeting, Party
from tests import factories
from tests.desk.floor_leaders import CAME, PARAGRAPHS, record_leaders
from tests.desk.forms_by_hand import change_url
from tests.desk.typist import PATIENCE, Typist

pytestmark = pytest.mark.django_db(transaction=True)

ROW = "#id_attendances-{}-{}"
WITHOUT_PASTE = 900
WITH_PASTE = 200


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


@pytest.fixture
def grid(page: Page, live_server: LiveServer) -> Grid:
    factories.alice()
    grid = Grid(page, live_server.url)
    grid.sign_in()
    return grid


def recorded() -> list[tuple[str, str, str]]:
    rows = Attendance.objects.select_related("leader", "party")
    return sorted((r.leader.name, r.party.abbreviation, r.described_as) for r in rows if r.leader)


FACTS = sorted((name, party, office) for _typed, name, party, office in CAME)


def test_known_leaders_are_typed_in_few_keys(grid: Grid) -> None:
    record_leaders()
    grid.open()
    grid.start()
    for row, (typed, _name, _party, _office) in enumerate(CAME):
        grid.name(row, typed)
        if row == 0:
            grid.typist.type("3")
        grid.typist.press("Enter")
    grid.name(len(CAME), "@tmc")
    grid.typist.type("7a")
    assert grid.typist.keys < WITHOUT_PASTE
    print(f"{grid.typist.keys} keys without the paste box")
    grid.save()
    assert recorded() == FACTS
    absent = Attendance.objects.get(leader=None)
    assert (absent.party.abbreviation, absent.status) == ("TMC", "absent")
    assert absent.claims.get().paragraph == 7
    assert {row.claims.get().paragraph for row in Attendance.objects.exclude(leader=None)} == {3}
    assert grid.complaints == []


def answer_questions(grid: Grid) -> None:
    """“NC” may be meant for NCP, if that is all there is: it is another party."""
    expect(
        grid.page.locator("#desk-paste-fill:focus, .desk-paste-line select:focus")
    ).to_be_visible(timeout=PATIENCE)
    while grid.page.locator(".desk-paste-line select:focus").count():
        grid.typist.type("New")
        grid.typist.press("Enter")


def paste_all(grid: Grid) -> None:
    grid.page.locator("#desk-paste-text").focus()
    grid.typist.keys += 1
    for paragraph, words in PARAGRAPHS:
        grid.typist.stands_in("#desk-paste-text")
        grid.typist.paste(words)
        grid.typist.press("Tab")
        grid.typist.type(paragraph)
        grid.typist.press("Enter")
        answer_questions(grid)
        grid.typist.stands_in("#desk-paste-fill")
        grid.typist.press("Enter")
    grid.typist.stands_in("#desk-paste-text")


def test_known_leaders_are_pasted_in_fewer_keys(grid: Grid) -> None:
    record_leaders()
    grid.open()
    paste_all(grid)
    assert grid.typist.keys < WITH_PASTE
    print(f"{grid.typist.keys} keys with the paste box, leaders known")
    grid.save()
    assert recorded() == FACTS
    assert {row.claims.get().paragraph for row in Attendance.objects.all()} == {3, 4, 5}
    assert grid.complaints == []


def test_leaders_and_parties_are_pasted_from_nothing(grid: Grid) -> None:
    grid.open()
    paste_all(grid)
    assert grid.typist.keys < WITH_PASTE
    print(f"{grid.typist.keys} keys with the paste box, from nothing")
    grid.save()
    assert [(name, office) for name, _party, office in recorded()] == [
        (name, office) for name, _party, office in FACTS
    ]
    assert (Leader.objects.count(), Party.objects.count()) == (27, 16)
    vaiko = Attendance.objects.get(leader__name="Vaiko")
    assert vaiko.party.name == "MDMK"
    assert vaiko.leader.party_memberships.get().party == vaiko.party
    assert grid.complaints == []


def test_choice_of_leader_fills_in_party_and_office(grid: Grid) -> None:
    record_leaders()
    grid.open()
    grid.start()
    grid.name(0, "venugo")
    expect(grid.field(0, "party_words")).to_have_value("INC")
    expect(grid.field(0, "described_as")).to_have_value("general secretary")


def test_another_choice_replaces_what_the_first_had_filled_in(grid: Grid) -> None:
    record_leaders()
    grid.open()
    grid.start()
    grid.name(0, "venugo")
    grid.field(0, "leader_words").fill("")
    grid.field(0, "leader_words").focus()
    grid.name(0, "vaiko")
    expect(grid.field(0, "party_words")).to_have_value("MDMK")
    expect(grid.field(0, "described_as")).to_have_value("")


def test_typed_words_are_kept_when_a_leader_is_chosen(grid: Grid) -> None:
    record_leaders()
    grid.open()
    grid.start()
    grid.field(0, "described_as").fill("as the report puts it")
    grid.field(0, "leader_words").focus()
    grid.name(0, "venugo")
    expect(grid.field(0, "described_as")).to_have_value("as the report puts it")


def test_paragraph_of_the_row_above_is_proposed(grid: Grid) -> None:
    record_leaders()
    grid.open()
    grid.start()
    grid.name(0, "vaiko")
    grid.typist.type("4")
    grid.typist.press("Enter")
    expect(grid.field(1, "claim_paragraph")).to_have_attribute("placeholder", "4")
    grid.name(1, "rahul")
    expect(grid.field(1, "claim_paragraph")).to_have_value("4")


def test_row_that_was_begun_and_left_empty_is_not_saved(grid: Grid) -> None:
    record_leaders()
    grid.open()
    grid.start()
    grid.name(0, "vaiko")
    grid.typist.type("4")
    grid.typist.press("Enter")
    grid.typist.stands_in(ROW.format(1, "leader_words"))
    grid.save()
    assert Attendance.objects.get().leader.name == "Vaiko"


def test_enter_never_saves_the_form(grid: Grid) -> None:
    record_leaders()
    grid.open()
    grid.start()
    grid.typist.press("Enter")
    grid.name(0, "vaiko")
    grid.typist.press("Enter")
    grid.typist.stands_in(ROW.format(1, "leader_words"))
    assert not Attendance.objects.exists()


def test_leader_who_has_a_row_gets_no_second_one(grid: Grid) -> None:
    record_leaders()
    grid.open()
    grid.start()
    grid.name(0, "vaiko")
    grid.typist.press("Enter")
    grid.typist.stands_in(ROW.format(1, "leader_words"))
    grid.typist.type("vaiko")
    grid.typist.press("Enter")
    expect(grid.say(1)).to_have_text("Vaiko has row 1 already.")
    expect(grid.field(1, "leader")).to_have_value("")


def test_half_typed_name_is_not_lost_in_a_save(grid: Grid) -> None:
    grid.open()
    grid.start()
    grid.typist.type("nobody such")
    grid.page.locator("input[name=_continue]").first.click()
    grid.typist.stands_in(ROW.format(0, "leader_words"))
    expect(grid.say(0)).to_contain_text("“nobody such” is not chosen yet")
    assert not Attendance.objects.exists()


def test_new_leader_of_a_new_party_is_added_without_leaving(grid: Grid) -> None:
    grid.open()
    grid.start()
    grid.typist.type("Mahua Majhi")
    expect(grid.options(name="Add “Mahua Majhi” as a new leader…")).to_be_visible()
    grid.typist.press("Enter")
    grid.typist.stands_in(ROW.format(0, "party_words"))
    grid.typist.type("JMM")
    expect(grid.options(name="Add “JMM” as a new party…")).to_be_visible()
    grid.typist.press("Enter")
    grid.typist.stands_in(ROW.format(0, "claim_paragraph"))
    leader = Leader.objects.get()
    assert (leader.name, leader.party_memberships.get().party.name) == ("Mahua Majhi", "JMM")
    grid.save()
    assert Attendance.objects.get().leader == leader
    assert grid.complaints == []


def test_new_independent_leader_needs_no_party(grid: Grid) -> None:
    grid.open()
    grid.start()
    grid.typist.type("Kapil Sibal")
    expect(grid.options()).to_be_visible()
    grid.typist.press("Enter")
    grid.typist.stands_in(ROW.format(0, "party_words"))
    grid.typist.press("Enter")
    expect(grid.field(0, "leader")).not_to_have_value("")
    assert not Leader.objects.get().party_memberships.exists()


def test_escape_takes_back_a_new_leader(grid: Grid) -> None:
    grid.open()
    grid.start()
    grid.typist.type("Kapil Sibal")
    expect(grid.options()).to_be_visible()
    grid.typist.press("Enter")
    grid.typist.stands_in(ROW.format(0, "party_words"))
    grid.typist.press("Escape")
    grid.typist.stands_in(ROW.format(0, "leader_words"))
    expect(grid.field(0, "leader_words")).to_have_value("Kapil Sibal")
    assert not Leader.objects.exists()


def test_combobox_says_what_it_holds(grid: Grid) -> None:
    """What the pattern asks for: the list, its marked option, and how many there are."""
    record_leaders()
    grid.open()
    grid.start()
    box = grid.field(0, "leader_words")
    expect(box).to_have_attribute("role", "combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    grid.typist.type("ya")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute("aria-activedescendant", "desk-option-0")
    expect(grid.page.locator("#desk-announcer")).to_contain_text("for ya")
    grid.typist.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "desk-option-1")
    grid.typist.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("ya")
    grid.typist.press("Escape")
    expect(box).to_have_value("")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_grid_has_no_barrier_in_either_theme(grid: Grid, scheme: Any) -> None:
    record_leaders()
    grid.page.emulate_media(color_scheme=scheme)
    meeting = factories.MeetingFactory(with_attendance=True, counted=True)
    grid.open(meeting)
    grid.page.locator("#desk-paste-text").fill("Vaiko (MDMK), Somebody New (SN)")
    grid.page.locator("#desk-paste-read").click()
    expect(grid.page.locator("#desk-paste-fill")).to_be_visible()
    grid.page.locator("#attendances-0 .desk-line-toggle").click()
    grid.start()
    grid.typist.type("ya")
    expect(grid.options().first).to_be_visible()
    assert grid.complaints == []
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(grid.page, options={"runOnly": tags})
    assert found.response["violations"] == []
