"""Pictures as files: there as long as their page is, and the same for everybody."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from coalition import kept_answers
from coalition.models import Alliance
from coalition.pages.pictures import downloads
from coalition.pages.pictures.rendering import FILE_POLICY
from coalition.publishing import correct, withdraw
from tests.factories import AllianceFactory, alice, published
from tests.pages.pictures.drawings import parsed, size_of, words_in
from tests.pages.pictures.fronts import broad_front, document_of, meet, member

pytestmark = pytest.mark.django_db

FORMS = ("svg", "png")
NAMES = ("attendance", "members")
FILES = [f"{name}.{form}" for name in NAMES for form in FORMS]


@pytest.fixture
def front() -> Alliance:
    front = broad_front()
    document_of(front)
    front.refresh_from_db()
    return front


def get(file: str, *, slug: str = "broad-front", query: str = "", **headers: Any) -> HttpResponse:
    answer: HttpResponse = Client().get(f"/alliances/{slug}/{file}{query}", headers=headers)
    return answer


@pytest.mark.parametrize("name", NAMES)
def test_svg_is_a_whole_file(front: Alliance, name: str) -> None:
    answer = get(f"{name}.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"] == f'inline; filename="broad-front-{name}.svg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert parsed(answer.content).get("role") == "img"


@pytest.mark.parametrize("name", NAMES)
def test_png_has_twice_the_size_of_the_svg(front: Alliance, name: str) -> None:
    answer = get(f"{name}.png")
    root = parsed(get(f"{name}.svg").content)
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == f'inline; filename="broad-front-{name}.png"'
    assert size_of(answer.content) == (
        2 * int(root.get("width", "0")),
        2 * int(root.get("height", "0")),
    )


@pytest.mark.parametrize("times", [1, 2])
def test_svg_may_have_its_own_style_however_it_is_answered(front: Alliance, times: int) -> None:
    """The second answer is the kept one."""
    for _ in range(times):
        answer = get("members.svg")
    assert answer["Content-Security-Policy"] == FILE_POLICY
    assert answer["Content-Disposition"] == 'inline; filename="broad-front-members.svg"'


def test_file_names_its_page_as_the_source(front: Alliance) -> None:
    assert any("/alliances/broad-front/" in word for word in words_in(get("members.svg").content))


@pytest.mark.parametrize("file", FILES)
def test_same_file_has_the_same_tag_and_need_not_be_sent_again(front: Alliance, file: str) -> None:
    tag = get(file)["ETag"]
    assert get(file)["ETag"] == tag
    assert get(file, If_None_Match=tag).status_code == 304


@pytest.mark.parametrize("file", FILES)
def test_tag_changes_when_something_drawn_does(front: Alliance, file: str) -> None:
    tag = get(file)["ETag"]
    meet(front, "Later", date="2024-03-01", city="Mumbai")
    assert get(file, If_None_Match=tag).status_code == 200
    assert get(file)["ETag"] != tag


def test_kept_file_costs_only_the_look_for_something_newer(
    front: Alliance, django_assert_num_queries: Any
) -> None:
    get("members.svg")
    with django_assert_num_queries(1):
        get("members.svg")


@pytest.mark.parametrize("file", FILES)
def test_file_costs_three_queries(
    front: Alliance, file: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        assert get(file).status_code == 200


@pytest.mark.parametrize("file", FILES)
def test_file_of_what_never_was_public_is_not_there(front: Alliance, file: str) -> None:
    AllianceFactory(name="Draft")
    assert get(file, slug="draft").status_code == 404
    assert get(file, slug="nothing-here").status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_file_goes_with_its_page(front: Alliance, file: str) -> None:
    get(file)
    withdraw(front, by=alice(), reason="It was another front.")
    answer = get(file)
    assert answer.status_code == 410
    assert "It was another front." in answer.content.decode()


@pytest.mark.parametrize("file", FILES)
def test_file_moves_with_its_page(front: Alliance, file: str) -> None:
    front.slug = "front"
    front.save()
    correct(front, by=None, note="A shorter address.")
    answer = get(file)
    assert answer.status_code == 301
    assert answer["Location"] == f"/alliances/front/{file}"
    assert get(file, slug="front").status_code == 200


def test_stable_identifier_leads_to_the_file(front: Alliance) -> None:
    answer = get("members.svg", slug=str(front.uid))
    assert answer.status_code == 301
    assert answer["Location"] == "/alliances/broad-front/members.svg"


def test_picture_of_nothing_is_not_there() -> None:
    published(AllianceFactory(name="Front"))
    assert get("attendance.svg", slug="front").status_code == 404
    assert get("members.png", slug="front").status_code == 404


def test_unknown_picture_is_not_there(front: Alliance) -> None:
    assert get("seats.svg").status_code == 404
    assert get("attendance.gif").status_code == 404


def test_picture_of_the_past_shows_what_was_public_then() -> None:
    front = AllianceFactory(name="Front")
    member(front, "Banyan", since="2023-07-18")
    published(front, now=datetime(2023, 8, 1, tzinfo=UTC))
    front.refresh_from_db()
    member(front, "Lantern", since="2023-09-01")
    with time_machine.travel("2023-10-01T00:00:00Z"):
        correct(front, by=None, note="One more.", now=datetime(2023, 10, 1, tzinfo=UTC))
    now = words_in(get("members.svg", slug="front").content)
    then = words_in(get("members.svg", slug="front", query="?as_of=2023-09-01").content)
    assert "Lantern" in now
    assert "Lantern" not in then
    assert "Banyan" in then
    assert "As published on 1 August 2023" in " ".join(then)


def test_page_leads_to_the_files_of_its_own_vantage(front: Alliance) -> None:
    html = Client().get("/alliances/broad-front/").content.decode()
    for file in FILES:
        assert f'href="/alliances/broad-front/{file}"' in html
    today = datetime.now(tz=UTC).date().isoformat()
    past = Client().get(f"/alliances/broad-front/?as_of={today}").content.decode()
    for file in FILES:
        assert f'href="/alliances/broad-front/{file}?as_of={today}"' in past


def test_only_reading_is_allowed(front: Alliance) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/alliances/broad-front/members.svg").status_code == 405


def test_png_larger_than_a_kept_page_is_drawn_once(
    front: Alliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_answers, "_KEPT_BYTES", 10)
    drawn = get("attendance.png")
    monkeypatch.setitem(downloads._FORMS, "png", ("image/png", lambda _picture: b"drawn anew"))
    assert get("attendance.png").content == drawn.content
