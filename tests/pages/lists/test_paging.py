"""Parts of a list: leafing there and back, and the places that it may be entered at."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import MeetingFactory, PartyFactory, published
from tests.pages.lists.listed import titles
from tests.pages.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [24, 25, 26, 51])
def test_paging_there_and_back_sees_everything_once(number: int) -> None:
    for n in range(number):
        published(MeetingFactory(title=f"M{n:02}", date=f"2023-{n % 12 + 1:02}"))
    pages, path = [], "/meetings/"
    while path:
        answer = Client().get(path)
        pages.append([s.title for b in answer.context["batches"] for s in b.summaries])
        path = answer.context["following"] and f"/meetings/{answer.context['following']}"
    assert sorted(title for page in pages for title in page) == [f"M{n:02}" for n in range(number)]
    back = answer.context["previous"]
    for expected in reversed(pages[:-1]):
        answer = Client().get(f"/meetings/{back}")
        assert [s.title for b in answer.context["batches"] for s in b.summaries] == expected
        back = answer.context["previous"]
    assert back == ""


def test_paging_keeps_what_was_asked() -> None:
    for n in range(26):
        published(MeetingFactory(title=f"M{n:02}"))
    published(MeetingFactory(title="Rally", cancelled=True))
    following = Client().get("/meetings/?occurrence=held").context["following"]
    assert "occurrence=held" in following
    assert len(titles(f"/meetings/{following}")) == 1


@pytest.mark.parametrize("path", ["/meetings/", "/leaders/"])
@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize(
    "value", ["x", "", "2023-12-06", "2023-12-06!x", "!", "\x00", "2023-12-06!" + "a" * 400]
)
def test_malformed_cursor_is_refused(path: str, name: str, value: str) -> None:
    answer = Client().get(path, {name: value})
    assert answer.status_code == 400
    assert f"The trouble is with {name}." in words_of(answer.content.decode())


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("/meetings/?after=0000-0000!00000000-0000-0000-0000-000000000000", "/meetings/"),
        (
            "/meetings/?before=9999-12-31-0000!00000000-0000-0000-0000-000000000000&occurrence=held",
            "/meetings/?occurrence=held",
        ),
        ("/parties/?after=z!00000000-0000-0000-0000-000000000000", "/parties/"),
    ],
)
def test_place_beyond_a_list_is_not_called_an_empty_list(path: str, start: str) -> None:
    published(MeetingFactory())
    published(PartyFactory(name="Banyan"))
    html = Client().get(path).content.decode()
    words = words_of(html)
    assert "The list has nothing beyond this place." in words
    assert "Nothing is published here yet." not in words
    assert "Nothing in this list fits" not in words
    assert "Previous page" not in words
    assert f'<a href="{start}">First page</a>' in html


def test_later_part_of_a_list_is_not_for_search_engines() -> None:
    """It says that it is the first part, whose address is canonical, and moves on as more comes."""
    for n in range(26):
        published(MeetingFactory(title=f"M{n:02}"))
        published(PartyFactory(name=f"P{n:02}"))
    later = Client().get("/meetings/").context["following"]
    earlier = Client().get(f"/meetings/{later}").context["previous"]
    letter = Client().get("/parties/").context["letters"][0].path
    for path in (f"/meetings/{later}", f"/meetings/{earlier}", f"/parties/{letter}"):
        assert b'<meta name="robots" content="noindex, follow">' in Client().get(path).content
    assert b"noindex" not in Client().get("/parties/").content
