"""What a shared link looks like, for every kind of record."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from coalition.models import Kind
from coalition.page_addresses import PAGE_PATHS
from coalition.pages.pictures import share_images
from coalition.pages.pictures.lettering import Face, width_of
from coalition.pages.pictures.share_images import (
    HEIGHT,
    WIDTH,
    fitting_title,
    share_image,
    share_path,
)
from coalition.publishing import withdraw
from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    ElectionFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    alice,
    published,
)
from tests.pages.pictures.drawings import HOSTILE, size_of
from tests.pages.pictures.test_lettering import NAMES

pytestmark = pytest.mark.django_db

TODAY = date(2023, 12, 10)

RECORDS = {
    Kind.PARTY: lambda: PartyFactory(name="Sample"),
    Kind.LEADER: lambda: LeaderFactory(name="Sample"),
    Kind.ALLIANCE: lambda: AllianceFactory(name="Sample"),
    Kind.ELECTION: lambda: ElectionFactory(name="Sample"),
    Kind.MEETING: lambda: MeetingFactory(title="Sample"),
    Kind.SEAT_SHARING_TALK: lambda: SeatSharingTalkFactory(title="Sample"),
    Kind.STATEMENT: lambda: StatementFactory(title="Sample"),
}


def document(**given: Any) -> dict[str, Any]:
    meeting = MeetingFactory(**{"title": "Dinner", "city": "New Delhi"} | given)
    return dict(json.loads(published(meeting).body))


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_has_an_image(kind: Kind) -> None:
    published(RECORDS[kind]())
    answer = Client().get(f"/share/{PAGE_PATHS[kind]}/sample.png")
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == 'inline; filename="sample.png"'
    assert size_of(answer.content) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("kind", RECORDS)
def test_path_of_a_document_leads_to_its_image(kind: Kind) -> None:
    found = json.loads(published(RECORDS[kind]()).body)
    assert share_path(found) == f"/share/{PAGE_PATHS[kind]}/sample.png"
    assert Client().get(share_path(found)).status_code == 200


def test_image_of_a_draft_is_not_there() -> None:
    MeetingFactory(title="Draft")
    assert Client().get("/share/meetings/draft.png").status_code == 404
    assert Client().get("/share/meetings/nothing-here.png").status_code == 404


def test_image_goes_with_its_page() -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting)
    meeting.refresh_from_db()
    withdraw(meeting, by=alice(), reason="It never took place.")
    assert Client().get("/share/meetings/dinner.png").status_code == 410


def test_image_of_another_kind_s_slug_is_not_there() -> None:
    published(MeetingFactory(title="Dinner"))
    assert Client().get("/share/parties/dinner.png").status_code == 404


def test_image_need_not_be_sent_again() -> None:
    published(MeetingFactory(title="Dinner"))
    tag = Client().get("/share/meetings/dinner.png")["ETag"]
    again = Client().get("/share/meetings/dinner.png", headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_image_costs_two_queries_and_then_one(django_assert_num_queries: Any) -> None:
    published(MeetingFactory(title="Dinner"))
    with django_assert_num_queries(2):
        Client().get("/share/meetings/dinner.png")
    with django_assert_num_queries(1):
        Client().get("/share/meetings/dinner.png")


@pytest.mark.parametrize("title", [*HOSTILE, *NAMES.values(), "w" * 200, "long words " * 18])
@pytest.mark.parametrize("height", [60.0, 200.0, 380.0])
def test_title_never_leaves_its_room(title: str, height: float) -> None:
    found = fitting_title(title, height)
    assert len(found.lines) <= 4
    assert all(width_of(line, found.size, found.face) <= WIDTH - 144 for line in found.lines)
    assert len(found.lines) == 1 or len(found.lines) * found.size <= height


def test_short_title_is_large_and_a_long_one_smaller() -> None:
    assert fitting_title("Dinner", 380).size > fitting_title("long words " * 15, 380).size


def test_whole_title_is_shown_if_some_size_has_room_for_it() -> None:
    title = "Leaders of seventeen parties meet over dinner at a residence in the capital"
    assert " ".join(fitting_title(title, 380).lines) == title


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_title_is_drawn(title: str) -> None:
    found = document() | {"title": title}
    assert size_of(share_image(found, today=TODAY)) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("script", [name for name in NAMES if name != "Latin"])
def test_title_in_any_script_is_drawn_with_letters(script: str) -> None:
    found = document()
    words = NAMES[script]
    drawn = {
        share_image(found | {"title": title}, today=TODAY)
        for title in (words, words[::-1], "\U0002f800" * len(words))
    }
    assert len(drawn) == 3


def words_of(found: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is drawn as text."""
    drawn: list[str] = []
    original = share_images.text

    def text(x: float, y: float, content: str, **given: Any) -> Any:
        drawn.append(content)
        return original(x, y, content, **given)

    monkeypatch.setattr(share_images, "text", text)
    share_image(found, today=TODAY)
    return drawn


def test_meeting_tells_what_was_reported_and_what_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    meeting = MeetingFactory(title="Dinner", city="New Delhi", counted=True)
    AttendanceFactory(meeting=meeting)
    found = json.loads(published(meeting).body)
    assert words_of(found, monkeypatch) == [
        "Floor leaders’ meeting",
        "Dinner",
        "6 December 2023",
        "New Delhi · 17 parties reported, 1 named",
        "Coalition Desk",
        "localhost:8000",
    ]


@pytest.mark.parametrize(
    ("state", "word"),
    [("tentative", "Tentative"), ("postponed", "Postponed"), ("cancelled", "Cancelled")],
)
def test_meeting_that_was_not_simply_held_says_so(
    state: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert word in words_of(document(**{state: True}), monkeypatch)


def test_held_meeting_needs_no_badge(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Held" not in words_of(document(), monkeypatch)


def test_image_of_before_it_was_public_is_not_there(client: Client) -> None:
    published(MeetingFactory(title="Dinner"))
    assert client.get("/share/meetings/dinner.png?as_of=1999-01-01").status_code == 404


def test_faces_of_titles_are_measured_as_they_are_drawn() -> None:
    assert fitting_title("Dinner", 380).face is Face.SERIF
    assert fitting_title("बरगद", 380).face is Face.BOLD
