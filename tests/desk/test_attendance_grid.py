"""The attendance grid in a browser, by keyboard alone, with every key counted."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from coalition.models import Attendance, Leader
from tests import factories
from tests.desk.floor_leaders import CAME, FACTS, record_leaders, recorded
from tests.desk.grid_by_keyboard import ROW, Grid

pytestmark = pytest.mark.django_db(transaction=True)

MOST_KEYS = 900


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
    assert grid.typist.keys < MOST_KEYS
    grid.save()
    assert recorded() == FACTS
    absent = Attendance.objects.get(leader=None)
    assert (absent.party.abbreviation, absent.status) == ("TMC", "absent")
    assert absent.claims.get().paragraph == 7
    assert {row.claims.get().paragraph for row in Attendance.objects.exclude(leader=None)} == {3}
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


def test_member_that_nobody_named_gets_a_row_from_the_panel(grid: Grid) -> None:
    meeting = factories.MeetingFactory(in_alliance=True)
    factories.AttendanceFactory(meeting=meeting)
    party = factories.PartyFactory(abbreviation="TMC")
    factories.AllianceMembershipFactory(alliance=meeting.alliance, party=party)
    grid.open(meeting)
    grid.page.get_by_role("link", name="TMC: add a row").press("Enter")
    grid.typist.stands_in(ROW.format(1, "status"))
    expect(grid.field(1, "party")).to_have_value(str(party.pk))
    expect(grid.field(1, "leader")).to_have_value("")


@pytest.mark.parametrize(
    ("occurrence", "status"), [("confirmed", "expected"), ("held", "attended")]
)
def test_row_of_what_is_planned_is_expected(grid: Grid, occurrence: str, status: str) -> None:
    record_leaders()
    grid.open()
    grid.page.locator("#id_occurrence").select_option(occurrence)
    grid.start()
    grid.name(0, "vaiko")
    expect(grid.field(0, "status")).to_have_value(status)


def test_status_that_was_chosen_stays(grid: Grid) -> None:
    record_leaders()
    grid.open()
    grid.page.locator("#id_occurrence").select_option("confirmed")
    grid.start()
    grid.field(0, "status").select_option("invited")
    grid.field(0, "leader_words").focus()
    grid.name(0, "vaiko")
    expect(grid.field(0, "status")).to_have_value("invited")


def test_row_that_was_emptied_is_not_saved(grid: Grid) -> None:
    leader = factories.LeaderFactory(name="Vaiko")
    grid.open()
    grid.page.locator("#id_occurrence").select_option("confirmed")
    grid.start()
    grid.typist.type("vaiko")
    grid.typist.press("Enter")
    expect(grid.field(0, "leader")).to_have_value(str(leader.pk))
    grid.field(0, "leader_words").fill("")
    grid.field(0, "leader_words").press("Tab")
    grid.save()
    assert not Attendance.objects.exists()
