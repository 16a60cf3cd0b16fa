"""Names in their own script: which one heads a page, and that none disturbs its line."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from coalition.imprecise_dates import ImpreciseDate
from coalition.pages.isolation import isolated, listed
from coalition.publishing import withdraw
from tests.factories import (
    AttendanceFactory,
    ClaimFactory,
    DecisionFactory,
    LeaderFactory,
    LeaderNameFactory,
    MeetingFactory,
    PartyFactory,
    PartyNameFactory,
    SeatSharingTalkFactory,
    published,
)

URDU = "نیشنل کانفرنس (جموں)"


def html_of(path: str) -> str:
    return Client().get(path).content.decode()


def heading_of(path: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", html_of(path), re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def party(db: None) -> None:
    party = PartyFactory(name="Banyan", abbreviation="BYN", slug="banyan")
    PartyNameFactory(party=party, name="বটগাছ", kind="native_script", language="bn")
    PartyNameFactory(party=party, name="बरगद दल", kind="native_script", language="hi")
    published(party)


@pytest.mark.django_db
def test_english_page_has_every_native_name_below_its_heading(party: None) -> None:
    assert "<bdi>Banyan</bdi>" in heading_of("/parties/banyan/")
    html = html_of("/parties/banyan/")
    assert '<p class="native"><bdi lang="bn">বটগাছ</bdi></p>' in html
    assert '<p class="native"><bdi lang="hi">बरगद दल</bdi></p>' in html


@pytest.mark.django_db
def test_hindi_page_is_headed_by_the_hindi_name(party: None) -> None:
    assert "<bdi>बरगद दल</bdi>" in heading_of("/hi/parties/banyan/")
    html = html_of("/hi/parties/banyan/")
    assert "<title>बरगद दल – " in html
    assert '<p class="native"><bdi lang="en-gb">Banyan</bdi></p>' in html
    assert '<p class="native"><bdi lang="bn">বটগাছ</bdi></p>' in html
    assert html.count('<p class="native"') == 2


@pytest.mark.django_db
def test_hindi_name_that_is_no_longer_used_heads_no_page() -> None:
    leader = LeaderFactory(name="Asha", slug="asha")
    LeaderNameFactory(
        leader=leader,
        name="आशा",
        kind="native_script",
        language="hi",
        until=ImpreciseDate.from_edtf("2020"),
    )
    published(leader)
    assert '<bdi lang="en-gb">Asha</bdi>' in heading_of("/hi/leaders/asha/")


@pytest.mark.django_db
def test_list_shows_the_native_name_in_the_language_of_the_page(party: None) -> None:
    assert '<p class="soft"><bdi lang="' in html_of("/parties/")
    assert '<p class="soft"><bdi lang="hi">बरगद दल</bdi></p>' in html_of("/hi/parties/")


@pytest.mark.django_db
def test_words_of_the_record_say_their_language_on_a_page_in_another() -> None:
    published(
        MeetingFactory(title="Dinner", slug="dinner", purpose="To agree.", summary="*They* met.")
    )
    hindi, english = html_of("/hi/meetings/dinner/"), html_of("/meetings/dinner/")
    assert '<bdi lang="en-gb">Dinner</bdi>' in hindi
    assert '<div class="prose" lang="en-gb">' in hindi
    assert 'lang="en-gb">To agree.' in hindi
    assert english.count('lang="en-gb"') == 1


@pytest.mark.django_db
def test_words_of_other_records_and_of_the_desk_say_their_language_too() -> None:
    lunch, later = MeetingFactory(title="Lunch"), MeetingFactory(title="Supper")
    dinner = MeetingFactory(title="Dinner", slug="dinner", postponed=True, follows=lunch)
    later.rescheduled_from = dinner
    later.save()
    for value in ("7 pm", "8 pm"):
        ClaimFactory(meeting=dinner, field="start", value=value)
    DecisionFactory(meeting=dinner, field="start", is_open=True, reason="Nobody knows.")
    talk = SeatSharingTalkFactory(title="Eighty seats", meetings=[dinner])
    for record in (lunch, dinner, later, talk):
        published(record)
    withdraw(lunch, by=None, reason="A hoax.")
    said = set(re.findall('lang="en-gb">([^<]+)<', html_of("/hi/meetings/dinner/")))
    assert {"Lunch", "Supper", "Eighty seats", "Nobody knows."} <= said


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Banyan", "बरगद"], "Banyan, बरगद"),
        ([URDU, "Banyan"], f"\u2068{URDU}\u2069, Banyan"),
        ([], ""),
    ],
)
def test_names_from_right_to_left_are_kept_apart_in_a_joined_text(
    names: list[str], text: str
) -> None:
    assert listed(names) == text


def test_name_from_left_to_right_needs_nothing() -> None:
    assert isolated("Banyan") == "Banyan"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_name_from_right_to_left_stays_in_its_place(
    page: Page, live_server: LiveServer, width: int
) -> None:
    """What follows a name on its line stands to the right of it, though it ends in a bracket."""
    party = PartyFactory(name=URDU, abbreviation="NC", slug="nc")
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    published(meeting)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/meetings/dinner/")
    name, short = page.locator("#came h3 a"), page.locator("#came h3 abbr")
    name_box, short_box = name.bounding_box(), short.bounding_box()
    assert name_box
    assert short_box
    assert short_box["x"] >= name_box["x"] + name_box["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_native_name_from_right_to_left_starts_below_the_heading(
    page: Page, live_server: LiveServer
) -> None:
    party = PartyFactory(name="National Conference", slug="nc")
    PartyNameFactory(party=party, name=URDU, kind="native_script", language="ur")
    published(party)
    page.goto(f"{live_server.url}/parties/nc/")
    left = page.locator(".native").evaluate(
        "e => e.firstChild.getBoundingClientRect().left - e.getBoundingClientRect().left"
    )
    assert left < 1
