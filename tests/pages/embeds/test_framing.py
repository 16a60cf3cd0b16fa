"""Cards may be framed, whatever is the answer, and nothing else may."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from coalition import kept_answers
from coalition.publishing import publish, withdraw
from tests.factories import MeetingFactory, PartyFactory, alice, published
from tests.pages.embeds.asking import get

pytestmark = pytest.mark.django_db

CARD = "/embed/meetings/dinner/"


def may_be_framed(answer: HttpResponse) -> bool:
    policy = answer["Content-Security-Policy"]
    allowed = "X-Frame-Options" not in answer and "frame-ancestors *" in policy
    denied = answer["X-Frame-Options"] == "DENY" if "X-Frame-Options" in answer else False
    assert allowed != (denied and "frame-ancestors 'none'" in policy), "The two headers disagree."
    return allowed


@pytest.mark.parametrize("path", [CARD, f"/hi{CARD}", "/embed/alliances/front/"])
def test_card_may_be_framed_fresh_and_kept(dinner: Any, path: str) -> None:
    fresh, kept = get(path), get(path)
    assert fresh.status_code == kept.status_code == 200
    assert may_be_framed(fresh)
    assert may_be_framed(kept)
    assert fresh.headers == kept.headers


def test_card_that_the_reader_has_already_may_be_framed(dinner: Any) -> None:
    tag = get(CARD)["ETag"]
    kept_answers.forget_all()
    for _ in ("fresh", "kept"):
        answer = get(CARD, if_none_match=tag)
        assert answer.status_code == 304
        assert may_be_framed(answer)


def _never() -> str:
    return "/embed/meetings/never/"


def _bad_moment() -> str:
    return f"{CARD}?as_of=tomorrow"


def _nowhere() -> str:
    return "/hi/embed/nowhere"


def _withdrawn() -> str:
    meeting = MeetingFactory(title="Hoax", slug="hoax")
    published(meeting)
    withdraw(meeting, by=alice(), reason="It was a hoax.")
    return "/embed/meetings/hoax/"


@pytest.mark.parametrize(
    ("address", "status"), [(_never, 404), (_bad_moment, 400), (_nowhere, 404), (_withdrawn, 410)]
)
def test_frame_shows_why_there_is_no_card(dinner: Any, address: Any, status: int) -> None:
    """Else a partner's page would show a browser's own error, or nothing."""
    answer = get(address())
    assert answer.status_code == status
    assert may_be_framed(answer)
    assert b'class="card"' in answer.content
    assert b"masthead" not in answer.content


def test_withdrawn_card_gives_the_reason_and_nothing_else() -> None:
    html = get(_withdrawn()).content.decode()
    assert "It was a hoax." in html
    assert "Hoax" not in html


def test_failure_of_ours_is_shown_in_the_frame_too(
    dinner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("coalition.pages.embeds.json.loads", fails)
    answer = Client(raise_request_exception=False).get(CARD)
    assert answer.status_code == 500
    assert may_be_framed(answer)
    assert b'class="card"' in answer.content


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/meetings/dinner/",
        "/hi/meetings/dinner/",
        "/meetings/dinner.ics",
        "/feeds/all.atom",
        "/search/?q=/embed/",
        "/nowhere/embed/meetings/dinner/",
        "/embeds/meetings/dinner/",
        "/api/v1/meetings/dinner/",
        "/admin/login/",
        "/oembed?url=http://localhost:8000/embed/meetings/dinner/",
    ],
)
def test_nothing_else_may_be_framed(dinner: Any, path: str) -> None:
    for _ in ("fresh", "kept"):
        assert not may_be_framed(get(path))


def test_policy_of_a_card_is_the_sites_own_but_for_who_may_frame_it(dinner: Any) -> None:
    def directives(path: str) -> set[str]:
        return {part.strip() for part in get(path)["Content-Security-Policy"].split(";")}

    page, card = directives("/meetings/dinner/"), directives(CARD)
    assert page - card == {"frame-ancestors 'none'"}
    assert card - page == {"frame-ancestors *"}


def test_card_sets_nothing_and_is_kept_like_a_page(dinner: Any) -> None:
    answer = get(CARD)
    assert not answer.cookies
    assert "Vary" not in answer
    assert answer["Cache-Control"] == "public, max-age=60"


def test_card_is_not_indexed_and_its_page_is(dinner: Any) -> None:
    for _ in ("fresh", "kept"):
        assert get(CARD)["X-Robots-Tag"] == "noindex"
        assert "X-Robots-Tag" not in get("/meetings/dinner/")


def test_card_moves_with_its_record(dinner: Any) -> None:
    dinner.slug = "supper"
    dinner.save()
    publish(dinner, by=None)
    answer = get(f"/hi{CARD}")
    assert (answer.status_code, answer["Location"]) == (301, "/hi/embed/meetings/supper/")
    assert may_be_framed(answer)


@pytest.mark.parametrize("path", ["/embed/parties/banyan/", "/embed/meetings/drafted/", "/embed/"])
def test_what_has_no_card_is_not_found(path: str) -> None:
    published(PartyFactory(name="Banyan", slug="banyan"))
    MeetingFactory(title="Drafted", slug="drafted")
    assert get(path).status_code == 404
