"""No claim is lost: each opens beside the fact that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client

from coalition.models import Edition
from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    ClaimFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    SourceFactory,
    StatementFactory,
    published,
)
from tests.pages.reading import words_inside

pytestmark = pytest.mark.django_db

#: By the field of a claim on a meeting: the fact on the page that its mark stands beside.
BESIDE = {
    "": "Dinner of the front",
    "title": "Dinner of the front",
    "venue_of_the_press": "Dinner of the front",
    "category": "Floor leaders’ meeting",
    "occurrence": "Held",
    "occurrence_reason": "Held",
    "date": "6 December 2023",
    "start": "about 7 pm IST",
    "start_time": "about 7 pm IST",
    "duration": "for 1 hour",
    "duration_minutes": "for 1 hour",
    "place": "10 Rajaji Marg",
    "venue": "10 Rajaji Marg",
    "city": "Patna",
    "region": "Bihar",
    "host": "Asha",
    "alliance": "BF",
    "round": "Round 4",
    "round_number": "Round 4",
    "purpose": "To agree.",
    "summary": "They dined and agreed.",
    "follows": "Lunch",
    "reported": "17 parties reported, 2 named",
    "parties": "17 parties reported, 2 named",
    "reported_parties": "17 parties reported, 2 named",
    "reported_leaders": "30 leaders reported, 2 named",
}
#: The same for what has claims of its own.
OF_ROWS = {
    "came": "Bala, general secretary",
    "stayed away": "Lantern",
    "was expected": "Chitra",
    "was invited": "Dinesh",
    "declined": "Esther",
    "demanded": "Plough",
    "talked": "Lok Sabha",
    "claimed": "P9 claims 12",
}


def number(quote: str) -> int:
    """Each claim has a paragraph of its own, so that no two share a mark."""
    return [*BESIDE, *OF_ROWS].index(quote) + 1


def claim(quote: str, source: Any, **subject: Any) -> None:
    ClaimFactory(source=source, quote=f"q-{quote}-q", paragraph=number(quote), **subject)


@pytest.fixture
def html() -> str:
    source = SourceFactory()
    lunch = MeetingFactory(title="Lunch", date="2023-11-01")
    meeting = MeetingFactory(
        title="Dinner of the front",
        slug="dinner",
        timed=True,
        venue="10 Rajaji Marg",
        city="Patna",
        region="IN-BR",
        counted=True,
        reported_leaders=30,
        reported_leaders_qualifier="exactly",
        alliance=AllianceFactory(abbreviation="BF"),
        round_number=4,
        purpose="To agree.",
        summary="They dined and agreed.",
        follows=lunch,
    )
    for field in BESIDE:
        claim(field, source, meeting=meeting, field=field)
    _attend(meeting, source)
    statement = StatementFactory(meeting=meeting, speaker_party=PartyFactory(name="Plough"))
    claim("demanded", source, statement=statement)
    talk = SeatSharingTalkFactory(title="Eighty seats", for_election=True, meetings=[meeting])
    talk.election.name = "Lok Sabha 2024"
    talk.election.save()
    claim("talked", source, talk=talk)
    party = PartyFactory(abbreviation="P9")
    claim("claimed", source, position=SeatPositionFactory(talk=talk, party=party, seats=12))
    for record in (lunch, meeting, statement, talk):
        published(record)
    answer = Client().get("/meetings/dinner/")
    return answer.content.decode()


def _attend(meeting: Any, source: Any) -> None:
    rows: dict[str, dict[str, Any]] = {
        "came": {"leader": LeaderFactory(name="Bala"), "described_as": "general secretary"},
        "stayed away": {"party": PartyFactory(name="Lantern"), "leader": None, "absent": True},
        "was expected": {"leader": LeaderFactory(name="Chitra"), "expected": True},
        "was invited": {"leader": LeaderFactory(name="Dinesh"), "invited": True},
        "declined": {"leader": LeaderFactory(name="Esther"), "declined": True},
    }
    AttendanceFactory(meeting=meeting, host=True, leader=LeaderFactory(name="Asha"))
    for quote, values in rows.items():
        claim(quote, source, attendance=AttendanceFactory(meeting=meeting, **values))


def beside(html: str, quote: str) -> list[str]:
    """The words just before each mark that opens the claim with this quote."""
    found = []
    for mark in re.finditer('<details class="why">.*?</details>', html, re.DOTALL):
        if f">q-{quote}-q<" in mark[0]:
            before = re.sub(
                '<details class="why">.*?</details>', "", html[: mark.start()], flags=re.S
            )
            found.append(words_inside(before[-600:])[-160:])
    return found


@pytest.mark.parametrize("field", BESIDE)
def test_claim_on_a_field_opens_beside_its_fact(html: str, field: str) -> None:
    assert any(words.endswith(BESIDE[field]) for words in beside(html, field)), beside(html, field)


@pytest.mark.parametrize("quote", OF_ROWS)
def test_claim_on_a_row_opens_beside_it(html: str, quote: str) -> None:
    places = beside(html, quote)
    assert any(OF_ROWS[quote] in words[-60:] for words in places), places


def test_every_claim_of_the_document_is_opened_by_some_mark(html: str) -> None:
    document = Edition.objects.live().get(slug="dinner").body
    quotes = set(re.findall('"quote":"q-([^"]*)-q"', document))
    assert quotes == {*BESIDE, *OF_ROWS}
    assert [quote for quote in quotes if not beside(html, quote)] == []


def test_every_mark_leads_to_an_entry_of_the_list_of_sources(html: str) -> None:
    listed = set(re.findall('<li id="(says-[0-9]+)"', html))
    led_to = set(re.findall('href="#(says-[0-9]+)"', html))
    assert led_to == listed


#: The same of a meeting of which the record says hardly anything: a claim on what is left empty
#: stands where the page says so, and beside the title where it says nothing.
BESIDE_NOTHING = dict.fromkeys(BESIDE, "Plain") | {
    "category": "Floor leaders’ meeting",
    "occurrence": "Held",
    "occurrence_reason": "Held",
    "date": "6 December 2023",
    "place": "The place is not recorded",
    "venue": "The place is not recorded",
    "city": "The place is not recorded",
    "region": "The place is not recorded",
    "host": "Not recorded",
}


def bare(fields: Iterable[str], **values: Any) -> str:
    """The page of a meeting with a title, a date, `values`, and a claim on each of `fields`."""
    meeting = MeetingFactory(title="Plain", slug="plain", **values)
    source = SourceFactory()
    for field in fields:
        claim(field, source, meeting=meeting, field=field)
    published(meeting)
    return Client().get("/meetings/plain/").content.decode()


def test_claims_on_what_the_record_leaves_empty_open_beside_something() -> None:
    html = bare(BESIDE)
    found = {field: beside(html, field) for field in BESIDE}
    wrong = {
        field: places
        for field, places in found.items()
        if not any(words.endswith(BESIDE_NOTHING[field]) for words in places)
    }
    assert wrong == {}


@pytest.mark.parametrize("field", ["city", "region"])
def test_claim_on_a_town_opens_beside_the_title_where_only_the_venue_is_known(field: str) -> None:
    assert beside(bare([field], venue="10 Rajaji Marg"), field)[0].endswith("Plain")


def test_claim_on_a_number_that_is_not_recorded_opens_among_the_numbers_that_are() -> None:
    html = bare(["parties"], reported_leaders=30, reported_leaders_qualifier="exactly")
    assert beside(html, "parties")[0].endswith("Attendance")


def test_summary_that_is_not_recorded_has_no_part_of_its_own() -> None:
    assert 'id="summary"' not in bare(["summary"])


def test_title_is_not_called_disputed_for_what_sources_say_of_something_else() -> None:
    meeting = MeetingFactory(title="Plain", slug="plain")
    for value in ("7 pm", "8 pm"):
        ClaimFactory(meeting=meeting, field="start", value=value)
    published(meeting)
    html = Client().get("/meetings/plain/").content.decode()
    assert 'class="differs"' not in html
    assert 'id="disputed-1"' in html


def test_claim_on_a_date_that_is_not_recorded_opens_beside_the_title_of_a_statement() -> None:
    statement = StatementFactory(title="Plain", slug="plain", made=None)
    claim("date", SourceFactory(), statement=statement, field="made")
    published(statement)
    html = Client().get("/statements/plain/").content.decode()
    assert beside(html, "date")[0].endswith("Plain")
