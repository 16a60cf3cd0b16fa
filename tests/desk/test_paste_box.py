"""The paste box in a browser: from a report's list to rows, with every key counted."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from coalition.models import Attendance, Leader, Party
from tests import factories
from tests.desk.floor_leaders import FACTS, PARAGRAPHS, record_leaders, recorded
from tests.desk.grid_by_keyboard import Grid
from tests.desk.typist import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)

MOST_KEYS = 200


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
    assert grid.typist.keys < MOST_KEYS
    grid.save()
    assert recorded() == FACTS
    assert {row.claims.get().paragraph for row in Attendance.objects.all()} == {3, 4, 5}
    assert grid.complaints == []


def test_leaders_and_parties_are_pasted_from_nothing(grid: Grid) -> None:
    grid.open()
    paste_all(grid)
    assert grid.typist.keys < MOST_KEYS
    grid.save()
    assert [(name, office) for name, _party, office in recorded()] == [
        (name, office) for name, _party, office in FACTS
    ]
    assert (Leader.objects.count(), Party.objects.count()) == (27, 16)
    vaiko = Attendance.objects.get(leader__name="Vaiko")
    assert vaiko.party.name == "MDMK"
    assert vaiko.leader.party_memberships.get().party == vaiko.party
    assert grid.complaints == []


def test_leader_who_has_a_row_is_not_pasted_again(grid: Grid) -> None:
    record_leaders()
    vaiko = Leader.objects.get(name="Vaiko")
    meeting = factories.MeetingFactory()
    factories.AttendanceFactory(meeting=meeting, leader=vaiko, party=None)
    grid.open(meeting)
    grid.page.locator("#desk-paste-text").fill("Vaiko (MDMK), Rahul Gandhi (INC)")
    grid.page.locator("#desk-paste-text").press("Control+Enter")
    review = grid.page.locator(".desk-paste-review")
    expect(review).to_contain_text("Has row 1 already, which stays as it is.")
    grid.page.get_by_role("button", name="Fill in 1 row").click()
    expect(grid.field(1, "leader_words")).to_have_value("Rahul Gandhi")
    expect(grid.field(2, "leader")).to_have_count(0)


def test_two_of_one_name_are_asked_about(grid: Grid) -> None:
    _first, second = (factories.LeaderFactory(name="Ajay Kumar", slug=f"ajay-{n}") for n in "12")
    grid.open()
    grid.page.locator("#desk-paste-text").fill("Ajay Kumar")
    grid.page.locator("#desk-paste-text").press("Control+Enter")
    who = grid.page.get_by_label("Ajay Kumar", exact=True)
    expect(who).to_be_focused()
    expect(who).to_have_value("")
    expect(grid.page.locator("#desk-paste-fill")).to_be_disabled()
    who.select_option(str(second.pk))
    grid.page.get_by_role("button", name="Fill in 1 row").click()
    expect(grid.field(0, "leader")).to_have_value(str(second.pk))


def test_what_could_not_be_read_stays_in_the_box(grid: Grid) -> None:
    record_leaders()
    grid.open()
    grid.page.locator("#desk-paste-text").fill("Vaiko (MDMK), 12 of the 17 ??")
    grid.page.locator("#desk-paste-text").press("Control+Enter")
    grid.page.get_by_role("button", name="Fill in 1 row").click()
    expect(grid.page.locator("#desk-paste-text")).to_have_value("12 of the 17 ??")


def test_names_pasted_for_what_is_planned_are_expected(grid: Grid) -> None:
    record_leaders()
    grid.open()
    grid.page.locator("#id_occurrence").select_option("tentative")
    grid.page.locator("#desk-paste-text").fill("Vaiko (MDMK), Rahul Gandhi (INC)")
    grid.page.locator("#desk-paste-text").press("Control+Enter")
    grid.page.get_by_role("button", name="Fill in 2 rows").click()
    expect(grid.field(1, "status")).to_have_value("expected")
    expect(grid.field(0, "status")).to_have_value("expected")
