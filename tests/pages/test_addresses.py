"""What an address answers when there is no page at it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from coalition.merging import merge
from coalition.publishing import publish, withdraw
from tests.factories import LeaderFactory, MeetingFactory, PartyFactory, alice, published
from tests.pages.reading import words_of

pytestmark = pytest.mark.django_db

LISTS = [
    "/meetings/",
    "/parties/",
    "/leaders/",
    "/alliances/",
    "/elections/",
    "/seat-sharing/",
    "/statements/",
]


@pytest.mark.parametrize(
    "path", [f"{path}nothing/" for path in LISTS] + ["/nowhere/", "/meetings/nothing.ics"]
)
def test_unknown_address_is_a_404(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 404
    assert "There is nothing at this address" in words_of(answer.content.decode())


def test_draft_and_thin_air_answer_alike() -> None:
    MeetingFactory(title="Drafted")
    draft, nothing = Client().get("/meetings/drafted/"), Client().get("/meetings/nothing/")
    assert draft.content == nothing.content
    assert draft.headers == nothing.headers


def rename(record: MeetingFactory, slug: str) -> None:
    record.refresh_from_db()
    record.slug = slug
    record.save()
    publish(record, by=None)


def test_old_address_leads_to_the_present_one() -> None:
    meeting = MeetingFactory(title="Old")
    published(meeting)
    rename(meeting, "new")
    answer = Client().get("/meetings/old/?utm_source=mail")
    assert answer.status_code == 301
    assert answer["Location"] == "/meetings/new/"


def test_old_calendar_leads_to_the_present_one() -> None:
    meeting = MeetingFactory(title="Old")
    published(meeting)
    rename(meeting, "new")
    answer = Client().get("/meetings/old.ics")
    assert (answer.status_code, answer["Location"]) == (301, "/meetings/new.ics")


@pytest.mark.parametrize("prefix", ["", "/hi"])
@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("", ""),
        ("?after=3", "?after=3"),
        ("?after=3&as_of={today}", "?after=3&as_of={today}"),
        ("?after=3&utm_source=mail", "?after=3"),
    ],
)
def test_place_among_the_editions_of_an_old_address_is_kept(
    prefix: str, asked: str, led_to: str
) -> None:
    meeting = MeetingFactory(title="Old")
    published(meeting)
    rename(meeting, "new")
    today = timezone.localdate().isoformat()
    answer = Client().get(f"{prefix}/meetings/old/editions/{asked.format(today=today)}")
    expected = f"{prefix}/meetings/new/editions/{led_to.format(today=today)}"
    assert (answer.status_code, answer["Location"]) == (301, expected)


def test_place_among_the_editions_of_what_was_merged_is_none_among_the_others() -> None:
    stays, goes = LeaderFactory(name="Vaiko"), LeaderFactory(name="Gopalsamy")
    published(stays)
    published(goes)
    merge(stays, goes, by=alice())
    answer = Client().get("/leaders/gopalsamy/editions/?after=3")
    assert (answer.status_code, answer["Location"]) == (301, "/leaders/vaiko/editions/")


def test_stable_identifier_leads_to_the_page() -> None:
    edition = published(PartyFactory(name="Banyan"))
    answer = Client().get(f"/parties/{edition.uid}/")
    assert (answer.status_code, answer["Location"]) == (301, "/parties/banyan/")


def test_unknown_identifier_is_a_404() -> None:
    assert Client().get(f"/parties/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("tail", ["/", ".ics"])
def test_withdrawn_page_gives_the_reason_and_nothing_else(tail: str) -> None:
    meeting = MeetingFactory(title="Secret supper", slug="supper", city="Patna")
    published(meeting)
    withdraw(meeting, by=alice(), reason="It never took place.")
    answer = Client().get(f"/meetings/supper{tail}")
    words = words_of(answer.content.decode())
    assert answer.status_code == 410
    assert "It never took place." in words
    assert "Secret" not in words
    assert "Patna" not in words


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        *LISTS,
        "/hi/meetings/",
        "/meetings/dinner/",
        "/meetings/dinner/editions/",
        "/meetings/dinner.ics",
        "/share/meetings/dinner.png",
        "/embed/meetings/dinner/",
        "/corrections/",
        "/search/",
        "/feeds/all.atom",
        "/sitemap.xml",
        "/robots.txt",
        "/calendar.ics",
    ],
)
def test_nothing_can_be_sent(path: str, method: str) -> None:
    """Whoever sends something has no form of ours, and is told that there is none to fill in."""
    answer = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/", "/meetings/dinner/", "/meetings/dinner.ics", "/sitemap.xml"])
def test_head_answers_like_get_without_the_body(path: str) -> None:
    published(MeetingFactory(title="Dinner"))
    get, head = Client().get(path), Client().head(path)
    assert head.status_code == 200
    assert head.content == b""
    assert (head["ETag"], head["Content-Length"]) == (get["ETag"], get["Content-Length"])


def test_page_says_the_same_whatever_is_added_to_its_address() -> None:
    published(MeetingFactory(title="Dinner"))
    plain = Client().get("/meetings/dinner/")
    assert Client().get("/meetings/dinner/?utm_source=mail").content == plain.content
