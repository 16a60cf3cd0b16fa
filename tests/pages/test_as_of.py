"""`?as_of=`: pages as they were, from the editions that were live then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from coalition.models import Edition, Meeting, Party
from coalition.publishing import correct, publish, withdraw
from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    StatementFactory,
    published,
)
from tests.pages.reading import read, words_of

pytestmark = pytest.mark.django_db

FIRST = datetime(2023, 12, 1, 6, tzinfo=UTC)
SECOND = datetime(2023, 12, 5, 6, tzinfo=UTC)
NOW = datetime(2023, 12, 10, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dinner() -> Meeting:
    """Published in Patna on 1 December, corrected to Mumbai on the 5th."""
    meeting = MeetingFactory(title="Mango supper", city="Patna", date="2023-11-30")
    published(meeting, now=FIRST)
    meeting.refresh_from_db()
    meeting.city = "Mumbai"
    meeting.save()
    correct(meeting, by=None, note="It was in Mumbai.", now=SECOND)
    return meeting


def get(path: str) -> Any:
    return Client().get(path)


@pytest.mark.parametrize(
    ("as_of", "city"),
    [
        ("2023-12-01", "Patna"),
        ("2023-12-04", "Patna"),
        ("2023-12-05T11:29", "Patna"),
        ("2023-12-05T11:30", "Mumbai"),
        ("2023-12-05T06:00:00Z", "Mumbai"),
        ("2023-12-05T11:29:00%2B05:30", "Patna"),
        ("2023-12-10", "Mumbai"),
    ],
)
def test_page_says_what_was_known_then(dinner: Meeting, as_of: str, city: str) -> None:
    words = read(f"/meetings/mango-supper/?as_of={as_of}")
    other = {"Patna": "Mumbai", "Mumbai": "Patna"}[city]
    assert f"Where {city}" in words
    assert f"Where {other}" not in words


@pytest.mark.parametrize("path", ["/", "/meetings/", "/calendar.ics", "/feeds/meetings.atom"])
def test_lists_are_those_of_then(dinner: Meeting, path: str) -> None:
    assert "Mango supper" in get(f"{path}?as_of=2023-12-02").content.decode()
    assert "Mango supper" not in get(f"{path}?as_of=2023-11-30").content.decode()


def test_past_page_is_marked_and_not_indexed(dinner: Meeting) -> None:
    answer = get("/meetings/mango-supper/?as_of=2023-12-02")
    html = answer.content.decode()
    assert "As it was known on" in html
    assert '<meta name="robots" content="noindex">' in html
    assert answer["X-Robots-Tag"] == "noindex"
    canonical = html.partition('rel="canonical" href="')[2].partition('"')[0]
    assert canonical.endswith("/meetings/mango-supper/")


def test_card_of_then_says_so_and_leads_to_the_page_of_then_and_of_now(dinner: Meeting) -> None:
    html = get("/embed/meetings/mango-supper/?as_of=2023-12-02").content.decode()
    page = "http://localhost:8000/meetings/mango-supper/"
    assert "As it was known on 2 December 2023" in words_of(html)
    assert f'<a href="{page}?as_of=2023-12-02" rel="noopener">Mango supper</a>' in html
    assert f'<a href="{page}">See this page as it is now</a>' in html
    assert f'<link rel="canonical" href="{page}">' in html


def test_card_that_cannot_be_shown_says_what_is_the_trouble(dinner: Meeting) -> None:
    words = words_of(get("/embed/meetings/mango-supper/?as_of=tomorrow").content.decode())
    assert "The trouble is with as_of." in words


def test_card_that_was_not_public_then_leads_to_the_page_of_now(dinner: Meeting) -> None:
    html = get("/embed/meetings/mango-supper/?as_of=2023-11-30").content.decode()
    assert "Mango supper, as it is now" in words_of(html)
    assert '<a href="/meetings/mango-supper/" rel="noopener">' in html


def test_card_of_the_present_does_not_speak_of_the_past(dinner: Meeting) -> None:
    html = get("/embed/meetings/mango-supper/").content.decode()
    assert "As it was known on" not in html
    assert "as_of" not in html


def test_past_page_offers_editors_no_card_of_the_present(dinner: Meeting) -> None:
    assert b"+oembed" in get("/meetings/mango-supper/").content
    assert b"+oembed" not in get("/meetings/mango-supper/?as_of=2023-12-02").content


def test_past_page_is_not_kept_as_the_present_one(dinner: Meeting) -> None:
    get("/meetings/mango-supper/?as_of=2023-12-02")
    assert "Where Mumbai" in read("/meetings/mango-supper/")
    assert "Where Patna" in read("/meetings/mango-supper/?as_of=2023-12-02")


@pytest.mark.parametrize(
    "as_of", ["", "yesterday", "2023-13-01", "2023-12-32", "06/12/2023", "0001-01-01", "9999-12-31"]
)
def test_what_is_no_moment_is_refused_by_name(dinner: Meeting, as_of: str) -> None:
    answer = get(f"/meetings/mango-supper/?as_of={as_of}")
    assert (answer.status_code, "as_of" in answer.content.decode()) == (400, True)


def test_moment_ahead_is_refused(dinner: Meeting) -> None:
    assert get("/meetings/mango-supper/?as_of=2023-12-11").status_code == 400


def test_moment_given_twice_is_refused(dinner: Meeting) -> None:
    assert get("/meetings/mango-supper/?as_of=2023-12-02&as_of=2023-12-03").status_code == 400


def test_page_before_it_was_published_says_since_when(dinner: Meeting) -> None:
    answer = get("/meetings/mango-supper/?as_of=2023-11-30")
    assert answer.status_code == 404
    assert "1 December 2023" in answer.content.decode()


def test_withdrawn_record_is_gone_from_the_past_too(dinner: Meeting) -> None:
    withdraw(dinner, by=None, reason="A hoax.", now=NOW)
    assert get("/meetings/mango-supper/?as_of=2023-12-02").status_code == 410
    assert "Mango supper" not in get("/meetings/?as_of=2023-12-02").content.decode()


def test_edition_that_carried_a_withdrawn_statement_is_not_shown(dinner: Meeting) -> None:
    statement = StatementFactory(title="A slander", meeting=dinner)
    published(statement, now=datetime(2023, 12, 6, tzinfo=UTC))
    assert "A slander" in read("/meetings/mango-supper/?as_of=2023-12-07")
    withdraw(statement, by=None, reason="Never said.", now=NOW)
    answer = get("/meetings/mango-supper/?as_of=2023-12-07")
    assert (answer.status_code, "A slander" in answer.content.decode()) == (404, False)
    assert "withdrawn since" in answer.content.decode()
    assert "Where Mumbai" in read("/meetings/mango-supper/?as_of=2023-12-05")


def test_old_address_leads_to_the_new_one_of_the_same_moment(dinner: Meeting) -> None:
    dinner.refresh_from_db()
    dinner.slug = "supper"
    dinner.save()
    publish(dinner, by=None, now=datetime(2023, 12, 7, tzinfo=UTC))
    answer = get("/meetings/mango-supper/?as_of=2023-12-02")
    assert (answer.status_code, answer["Location"]) == (301, "/meetings/supper/?as_of=2023-12-02")
    assert "Where Patna" in read("/meetings/supper/?as_of=2023-12-02")


@pytest.fixture
def renamed() -> Party:
    """Banyan came to the dinner of 1 December; it is called Fig since the 5th."""
    party = PartyFactory(name="Banyan", abbreviation="BP")
    meeting = MeetingFactory(title="Mango supper", date="2023-11-30")
    AttendanceFactory(meeting=meeting, party=party)
    published(meeting, now=FIRST)
    party.refresh_from_db()
    party.name, party.abbreviation, party.slug = "Fig", "FP", "fig"
    party.save()
    publish(party, by=None, now=SECOND)
    return party


@pytest.mark.parametrize("slug", ["banyan", "fig"])
def test_filter_of_then_knows_the_addresses_of_today(renamed: Party, slug: str) -> None:
    words = read(f"/meetings/?party={slug}&as_of=2023-12-02")
    assert "Meetings at which BP is named" in words
    assert "Mango supper" in words


@pytest.mark.parametrize("slug", ["banyan", "fig"])
def test_chosen_filter_of_then_is_offered_once(renamed: Party, slug: str) -> None:
    facets = get(f"/meetings/?party={slug}&as_of=2023-12-02").context["facets"]
    parties = next(facet.options for facet in facets if facet.name == "party")
    assert [(one.label, one.is_chosen) for one in parties] == [("Banyan", True)]


def test_every_party_that_is_offered_then_can_be_chosen(renamed: Party) -> None:
    published(PartyFactory(name="Cedar"), now=SECOND)
    facets = get("/meetings/?as_of=2023-12-02").context["facets"]
    parties = next(facet.options for facet in facets if facet.name == "party")
    assert [one.label for one in parties] == ["Banyan"]
    assert {get(one.path).status_code for one in parties} == {200}


@pytest.mark.parametrize(
    ("as_of", "years", "regions"),
    [
        ("2023-11-30", [], []),
        ("2023-12-02", ["2023"], ["Bihar"]),
        ("2023-12-06", ["2022"], ["Kerala"]),
        ("2023-12-08", ["2022", "2021"], ["Delhi", "Kerala"]),
    ],
)
def test_filters_offer_the_months_and_regions_of_then(
    as_of: str, years: list[str], regions: list[str]
) -> None:
    moved = MeetingFactory(title="Mango supper", date="2023-11-30", region="IN-BR")
    published(moved, now=FIRST)
    moved.refresh_from_db()
    moved.date, moved.region = "2022-06-01", "IN-KL"
    moved.save()
    correct(moved, by=None, note="It was in Kerala.", now=SECOND)
    later = MeetingFactory(title="Later supper", date="2021-06-01", region="IN-DL")
    published(later, now=datetime(2023, 12, 7, tzinfo=UTC))
    gone = MeetingFactory(title="Hoax", date="2020-06-01", region="IN-TN")
    published(gone, now=FIRST)
    withdraw(gone, by=None, reason="A hoax.", now=NOW)
    facets = {facet.name: facet for facet in get(f"/meetings/?as_of={as_of}").context["facets"]}
    assert [one.label for one in facets["date"].options] == years
    offered = facets["region"].options if "region" in facets else []
    assert [one.label for one in offered] == regions


def test_filter_by_what_was_not_public_then_is_refused(renamed: Party) -> None:
    assert get("/meetings/?party=fig&as_of=2023-11-29").status_code == 400


@pytest.mark.parametrize(
    ("asked", "present"),
    [
        ("/meetings/mango-supper/?as_of=2023-12-02", "/meetings/mango-supper/"),
        ("/search/?q=mango+supper&as_of=2023-12-02", "/search/?q=mango+supper"),
        ("/meetings/?as_of=2023-12-02&occurrence=held", "/meetings/?occurrence=held"),
        ("/corrections/?type=corrections&as_of=2023-12-02", "/corrections/?type=corrections"),
    ],
)
def test_past_page_leads_to_the_same_question_asked_now(
    dinner: Meeting, asked: str, present: str
) -> None:
    html = get(asked).content.decode()
    assert f'<a href="{present}">See this page as it is now</a>' in html


def test_record_of_a_party_is_that_of_then() -> None:
    party = PartyFactory(name="Banyan")
    published(party, now=FIRST)
    meeting = MeetingFactory(title="Later dinner", date="2023-12-01", alliance=AllianceFactory())
    AttendanceFactory(meeting=meeting, party=party, leader=LeaderFactory(), sourced=True)
    published(meeting, now=SECOND)
    assert "Later dinner" in read("/parties/banyan/")
    assert "Later dinner" not in read("/parties/banyan/?as_of=2023-12-02")


def test_retired_editions_know_until_when_they_were_live(dinner: Meeting) -> None:
    first, second = Edition.objects.filter(uid=dinner.uid).order_by("number")
    assert (first.retired_at, second.retired_at) == (SECOND, None)
