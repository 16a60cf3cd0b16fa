"""`/corrections/`: the archive of what was put right, and its feed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from coalition.merging import merge
from coalition.models import Meeting
from coalition.publishing import correct, withdraw
from tests.factories import MeetingFactory, PartyFactory, alice, published
from tests.pages.feeds.parsing import ATOM
from tests.pages.reading import read, section

pytestmark = pytest.mark.django_db


def corrected(title: str, note: str, *, now: datetime | None = None) -> Any:
    meeting = MeetingFactory(title=title, date="2023-11-01")
    published(meeting, now=now)
    meeting.refresh_from_db()
    meeting.city = "Patna" if meeting.city != "Patna" else "Mumbai"
    meeting.save()
    correct(meeting, by=None, note=note, now=now)
    meeting.refresh_from_db()
    return meeting


def html_of(query: str = "") -> str:
    answer = Client().get(f"/corrections/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def feed() -> ElementTree.Element:
    return ElementTree.fromstring(Client().get("/feeds/corrections.atom").content)


def titles_of(element: ElementTree.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in element.iter(f"{ATOM}entry")]


def test_corrections_are_listed_newest_first() -> None:
    corrected("Dinner", "The city was missing.")
    corrected("Lunch", "The city was wrong.")
    words = read("/corrections/")
    assert words.index("Lunch The city was wrong.") < words.index("Dinner The city was missing.")


def test_publication_is_no_correction() -> None:
    published(MeetingFactory(title="Dinner"))
    assert "Nothing has been corrected yet." in read("/corrections/")


def test_place_beyond_the_last_correction_is_not_called_none() -> None:
    corrected("Dinner", "The city was missing.")
    assert "The list has nothing beyond this place. First page" in read("/corrections/?after=1")


def test_withdrawal_gives_its_reason_and_not_the_title() -> None:
    meeting = corrected("Secret supper", "Asha was not there.")
    withdraw(meeting, by=alice(), reason="It never took place.")
    words = read("/corrections/")
    assert "A meeting was withdrawn It never took place." in words
    assert "Secret supper" not in words
    assert "Asha" not in words


def test_entry_says_what_was_done_to_what_and_when() -> None:
    corrected("Dinner", "The city was missing.", now=datetime(2023, 12, 8, 6, tzinfo=UTC))
    assert "Correction · Meeting · 8 December 2023, 11:30 IST Dinner" in read("/corrections/")


@pytest.mark.parametrize("path", ["/corrections/", "/"])
def test_words_of_the_record_and_the_desk_say_their_language(path: str) -> None:
    corrected("Dinner", "The city was missing.")
    withdraw(corrected("Hoax", "Misspelt."), by=None, reason="It never took place.")
    stays, goes = PartyFactory(name="Banyan"), PartyFactory(name="Banian")
    for party in (stays, goes):
        published(party)
    merge(stays, goes, by=alice())
    html = Client().get(f"/hi{path}").content.decode()
    html = html.partition('id="corrections-heading"')[2] or html
    said = re.findall(r'lang="en-gb">([^<]+)<', html)
    assert {"Dinner", "The city was missing.", "It never took place."} <= set(said)
    for words in ("एक बैठक वापस ली गई", "Banian", "दोनों एक ही हैं"):
        assert words in html
        assert not any(words in told for told in said)


def test_months_have_headings_of_their_own() -> None:
    corrected("Dinner", "Once.", now=datetime(2023, 11, 8, 6, tzinfo=UTC))
    corrected("Lunch", "Twice.", now=datetime(2023, 12, 8, 6, tzinfo=UTC))
    words = read("/corrections/")
    order = ["December 2023 Correction", "Twice.", "November 2023 Correction", "Once."]
    assert sorted(order, key=words.index) == order


def test_correction_leads_to_what_it_changed() -> None:
    corrected("Dinner", "The city was missing.")
    assert 'href="/meetings/dinner/editions/#edition-2"' in html_of()
    assert 'id="edition-2"' in Client().get("/meetings/dinner/editions/").content.decode()


def test_correction_of_long_ago_leads_to_its_own_part_of_the_editions() -> None:
    meeting = corrected("Dinner", "The first.")
    for number in range(26):
        meeting.refresh_from_db()
        meeting.city = f"Town {number}"
        meeting.save()
        correct(meeting, by=None, note=f"Number {number}.")
    assert 'href="/meetings/dinner/editions/?after=3#edition-2"' in html_of("?after=20")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Dinner", "Banyan", "A meeting was withdrawn"}),
        ("?type=corrections", {"Dinner", "Banyan"}),
        ("?type=withdrawals", {"A meeting was withdrawn"}),
        ("?type=merges", set()),
        ("?kind=party", {"Banyan"}),
        ("?type=withdrawals&kind=party", set()),
    ],
)
def test_list_is_narrowed_by_type_and_kind(query: str, found: set[str]) -> None:
    corrected("Dinner", "The city was missing.")
    withdraw(corrected("Hoax", "Misspelt."), by=None, reason="It never took place.")
    party = PartyFactory(name="Banyan")
    published(party)
    party.refresh_from_db()
    party.summary = "An old party."
    party.save()
    correct(party, by=None, note="It is old.")
    words = read(f"/corrections/{query}")
    every = {"Dinner", "Banyan", "A meeting was withdrawn"}
    assert {name for name in every if name in words} == found


def test_chosen_filter_is_marked_and_kept_by_the_others() -> None:
    html = html_of("?kind=meeting")
    assert '<a href="/corrections/?kind=meeting" aria-current="true">Meetings</a>' in html
    assert '<a href="/corrections/?type=withdrawals&amp;kind=meeting">Withdrawals</a>' in html


@pytest.mark.parametrize("query", ["type=rumours", "kind=user", "colour=red", "after=0", "after=x"])
def test_unknown_filter_is_refused_by_name(query: str) -> None:
    answer = Client().get(f"/corrections/?{query}")
    assert (answer.status_code, query.split("=")[0] in answer.content.decode()) == (400, True)


def test_list_is_paged_without_loss() -> None:
    for n in range(27):
        corrected(f"Dinner {n}", f"Note {n:02}.")
    first = Client().get("/corrections/?kind=meeting")
    second = read(first.context["following"])
    notes = [f"Note {n:02}." for n in range(27)]
    assert [note for note in notes if note in second] == ["Note 00.", "Note 01."]
    assert [note for note in notes if note in read("/corrections/")] == notes[2:]


def test_past_archive_pages_into_the_past() -> None:
    for n in range(26):
        corrected(f"Dinner {n}", f"Note {n:02}.", now=datetime(2023, 12, 8, 6, tzinfo=UTC))
    first = Client().get("/corrections/?as_of=2023-12-09")
    assert first.context["following"].endswith("&as_of=2023-12-09")


def test_page_advertises_its_feed() -> None:
    assert '<link rel="alternate" href="/feeds/corrections.atom"' in html_of()


def test_feed_tells_the_correction_and_where_to_see_it() -> None:
    corrected("Dinner", "The city was missing.")
    entry = feed().find(f"{ATOM}entry")
    assert entry is not None
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert entry.findtext(f"{ATOM}title") == "Dinner"
    assert entry.findtext(f"{ATOM}summary") == "The city was missing."
    assert link.get("href") == "http://localhost:8000/meetings/dinner/editions/#edition-2"


def test_feed_withholds_the_title_of_what_was_withdrawn() -> None:
    withdraw(corrected("Secret supper", "Asha was not there."), by=None, reason="A hoax.")
    content = Client().get("/feeds/corrections.atom").content.decode()
    assert titles_of(feed()) == ["A meeting was withdrawn"]
    assert ("Secret" in content, "Asha" in content) == (False, False)


def test_feed_leads_to_each_withdrawal_however_many_came_after() -> None:
    for n in range(30):
        withdraw(corrected(f"Dinner {n}", "No."), by=None, reason="A hoax.")
    addresses = [
        link.get("href", "").removeprefix("http://localhost:8000")
        for link in feed().iterfind(f"{ATOM}entry/{ATOM}link")
    ]
    assert len(addresses) == 30
    assert [
        address
        for address in addresses
        if f'id="{address.partition("#")[2]}"' not in Client().get(address).content.decode()
    ] == []


def test_entries_of_the_feed_keep_their_own_names_whatever_comes_after() -> None:
    meeting = corrected("Dinner", "The first.")
    first = [entry.findtext(f"{ATOM}id") for entry in feed().iter(f"{ATOM}entry")]
    record = Meeting.objects.get(pk=meeting.pk)
    record.slug, record.title, record.city = "supper", "Supper", "Kochi"
    record.save()
    correct(record, by=None, note="The second.")
    both = [entry.findtext(f"{ATOM}id") for entry in feed().iter(f"{ATOM}entry")]
    assert both[1:] == first
    assert len(set(both)) == 2


def test_feed_is_dated_by_its_newest_entry() -> None:
    corrected("Dinner", "Once.", now=datetime(2023, 12, 8, 6, tzinfo=UTC))
    assert feed().findtext(f"{ATOM}updated") == "2023-12-08T06:00:00+00:00"


def test_page_of_the_record_tells_the_correction_under_its_headline() -> None:
    corrected("Dinner", "The city was missing.", now=datetime(2023, 12, 7, 6, tzinfo=UTC))
    html = Client().get("/meetings/dinner/").content.decode()
    told = "Corrected on 7 December 2023: The city was missing."
    words = read("/meetings/dinner/")
    assert words.index(told) < words.index("Where Patna")
    assert "Edition 2" in section(html, "editions")
