from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.http import HttpResponse
from django.test import Client

from coalition.publishing import publish, withdraw
from tests.factories import (
    AllianceFactory,
    ElectionFactory,
    MeetingFactory,
    PartyFactory,
    alice,
    published,
)

pytestmark = pytest.mark.django_db

PAGE = "http://localhost:8000/meetings/dinner/"


def ask(url: str = PAGE, **more: str) -> HttpResponse:
    return Client().get(f"/oembed?{urlencode({'url': url, **more})}")


def answer(url: str = PAGE, **more: str) -> dict[str, Any]:
    found = ask(url, **more)
    assert found.status_code == 200, found.content
    assert found["Content-Type"] == "application/json; charset=utf-8"
    return found.json()


@pytest.fixture(autouse=True)
def dinner() -> Any:
    meeting = MeetingFactory(title='A <b>"dinner"</b> & more', slug="dinner")
    published(meeting)
    meeting.refresh_from_db()
    return meeting


def test_answer_is_what_the_specification_asks_for() -> None:
    found = answer()
    assert found["version"] == "1.0"
    assert found["type"] == "rich"
    assert found["title"] == 'A <b>"dinner"</b> & more'
    assert found["provider_name"] == "Coalition Desk"
    assert found["provider_url"] == "http://localhost:8000/"
    assert isinstance(found["width"], int)
    assert isinstance(found["height"], int)


def test_html_is_a_frame_of_the_card_and_the_script_that_fits_it() -> None:
    html = answer()["html"]
    assert 'src="http://localhost:8000/embed/meetings/dinner/"' in html
    assert 'loading="lazy"' in html
    assert '<script async src="http://localhost:8000/static/coalition/embed.js"></script>' in html


def test_title_in_the_html_is_escaped() -> None:
    html = answer()["html"]
    assert "<b>" not in html
    assert "A &lt;b&gt;&quot;dinner&quot;&lt;/b&gt; &amp; more" in html


def test_frame_may_run_its_script_and_open_a_page_and_no_more() -> None:
    html = answer()["html"]
    start = html.index('sandbox="') + len('sandbox="')
    assert set(html[start : html.index('"', start)].split()) == {
        "allow-scripts",
        "allow-same-origin",
        "allow-popups",
        "allow-popups-to-escape-sandbox",
    }


def test_xml_says_the_same() -> None:
    found = ask(format="xml")
    assert found["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(found.content)
    assert {child.tag: child.text for child in root} == {
        name: str(value) for name, value in answer().items()
    }


@pytest.mark.parametrize(
    ("limits", "width", "height"),
    [
        ({}, 700, 420),
        ({"maxwidth": "320"}, 320, 420),
        ({"maxheight": "200"}, 700, 200),
        ({"maxwidth": "9000", "maxheight": "9000"}, 700, 420),
        ({"maxwidth": "1", "maxheight": "1"}, 1, 1),
    ],
)
def test_limits_are_kept(limits: dict[str, str], width: int, height: int) -> None:
    found = answer(**limits)
    assert (found["width"], found["height"]) == (width, height)
    assert f'width="{width}" height="{height}"' in found["html"]


@pytest.mark.parametrize("limit", ["200", "420", "500"])
def test_height_is_kept_when_the_script_fits_the_frame_to_its_card(limit: str) -> None:
    assert f"max-height:{limit}px" in answer(maxheight=limit)["html"]


def test_frame_without_a_limit_may_be_as_high_as_its_card() -> None:
    assert "max-height" not in answer(maxwidth="320")["html"]


def test_thumbnail_is_the_shared_image() -> None:
    found = answer()
    assert found["thumbnail_url"] == "http://localhost:8000/share/meetings/dinner.png"
    assert (found["thumbnail_width"], found["thumbnail_height"]) == (1200, 630)


@pytest.mark.parametrize("limits", [{"maxwidth": "1199"}, {"maxheight": "629"}])
def test_thumbnail_that_is_larger_than_the_limits_is_left_out(limits: dict[str, str]) -> None:
    assert not [name for name in answer(**limits) if name.startswith("thumbnail")]


def test_card_is_in_the_language_of_the_page() -> None:
    found = answer("http://localhost:8000/hi/meetings/dinner/")
    assert "/hi/embed/meetings/dinner/" in found["html"]
    assert found["provider_url"] == "http://localhost:8000/hi/"


@pytest.mark.parametrize(
    "url",
    [
        "https://localhost:8000/meetings/dinner/",
        "http://LOCALHOST:8000/meetings/dinner",
        f"{PAGE}?utm_source=mail#came",
    ],
)
def test_address_is_known_in_the_ways_people_paste_it(url: str) -> None:
    assert "/embed/meetings/dinner/" in answer(url)["html"]


@pytest.mark.parametrize("path", ["alliances/front", "elections/polls"])
def test_alliances_and_elections_have_cards_too(path: str) -> None:
    published(AllianceFactory(name="Front", slug="front"))
    published(ElectionFactory(name="Polls", slug="polls"))
    assert f"/embed/{path}/" in answer(f"http://localhost:8000/{path}/")["html"]


def test_moved_page_is_found_where_it_is_now(dinner: Any) -> None:
    dinner.slug = "supper"
    dinner.save()
    publish(dinner, by=None)
    assert "/embed/meetings/supper/" in answer()["html"]


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000/meetings/never/",
        "http://localhost:8000/meetings/",
        "http://localhost:8000/",
        "http://localhost:8000/parties/banyan/",
        "http://localhost:8000/embed/meetings/dinner/",
        "http://localhost:8000/meetings/dinner/editions/",
        "http://localhost:8000.evil.example/meetings/dinner/",
        "http://localhost:8000@evil.example/meetings/dinner/",
        "http://evil.example/meetings/dinner/",
        "//localhost:8000/meetings/dinner/",
        "ftp://localhost:8000/meetings/dinner/",
        "javascript:alert(1)",
        "http://[",
        "/meetings/dinner/",
        "dinner",
    ],
)
def test_whatever_is_no_page_with_a_card_is_not_found(url: str) -> None:
    published(PartyFactory(name="Banyan", slug="banyan"))
    found = ask(url)
    assert (found.status_code, found.content) == (404, b"Not Found\n")


def test_draft_is_not_found_as_if_it_were_not_there() -> None:
    MeetingFactory(title="Drafted", slug="drafted")
    hidden, absent = (ask(f"http://localhost:8000/meetings/{slug}/") for slug in ("drafted", "no"))
    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
    assert hidden.headers == absent.headers


def test_withdrawn_page_is_gone_without_a_word_of_why(dinner: Any) -> None:
    withdraw(dinner, by=alice(), reason="It was a hoax.")
    found = ask()
    assert (found.status_code, found.content) == (410, b"Gone\n")


def test_form_that_is_not_spoken_is_not_implemented() -> None:
    assert ask(format="yaml").status_code == 501


@pytest.mark.parametrize(
    "query",
    [
        "",
        "url=",
        f"url={PAGE}&url={PAGE}",
        f"url={PAGE}&maxwidth=0",
        f"url={PAGE}&maxwidth=-1",
        f"url={PAGE}&maxwidth=wide",
        f"url={PAGE}&maxheight=١٢",
        f"url={PAGE}&maxheight=1e9",
        f"url={PAGE}&as_of=2023-12-06",
    ],
)
def test_question_that_makes_no_sense_is_refused(query: str) -> None:
    found = Client().get(f"/oembed?{query}")
    assert found.status_code == 400
    assert found["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("more", ["?as_of=2023-12-06", "?utm_source=mail&as_of=2023-12-06#came"])
def test_page_of_then_has_no_card_and_who_pastes_it_is_told(more: str) -> None:
    found = ask(PAGE + more)
    assert found.status_code == 400
    assert found.content == b"as_of: A card shows what is known now. Leave this out.\n"


def test_refusal_names_the_parameter() -> None:
    assert ask(maxwidth="wide").content.startswith(b"maxwidth: ")


@pytest.mark.parametrize(
    "more",
    ["dnt=1", "iframe=1", "lang=hi", "for=wp", "callback=alert", "_=1&_=2", "utm_source=mail"],
)
def test_whatever_else_an_editor_sends_changes_nothing(more: str) -> None:
    found = Client().get(f"/oembed?url={PAGE}&{more}")
    assert found.status_code == 200
    assert found.content == ask().content


@pytest.mark.parametrize("url", [PAGE, "http://localhost:8000/meetings/never/", ""])
def test_editors_may_ask_from_their_own_pages(url: str) -> None:
    assert ask(url)["Access-Control-Allow-Origin"] == "*"


def test_answer_that_the_editor_has_is_not_sent_again() -> None:
    first = ask()
    again = Client().get("/oembed", {"url": PAGE}, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"


def test_nothing_can_be_written() -> None:
    found = Client(enforce_csrf_checks=True).post(f"/oembed?url={PAGE}")
    assert (found.status_code, found["Allow"]) == (405, "GET, HEAD")
    assert found["Content-Type"] == "text/plain; charset=utf-8"
    assert found["Access-Control-Allow-Origin"] == "*"


def test_nothing_is_set_on_who_asks() -> None:
    assert not ask().cookies


def test_it_stands_once_whatever_the_language() -> None:
    assert Client().get(f"/hi/oembed?url={PAGE}").status_code == 404
