"""How pages introduce themselves where their address is shared."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.factories import LeaderFactory, MeetingFactory, PartyFactory, published

pytestmark = pytest.mark.django_db

ORIGIN = "http://localhost:8000"


class _Head(HTMLParser):
    """The `<meta>` by name and the `<link>` by relation; of several, all in order."""

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.links: dict[str, list[dict[str, str]]] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "meta":
            name = found.get("property") or found.get("name") or ""
            self.meta.setdefault(name, []).append(found.get("content", ""))
        elif tag == "link":
            self.links.setdefault(found["rel"], []).append(found)


def head(path: str) -> _Head:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    parser = _Head()
    parser.feed(answer.content.decode())
    return parser


@pytest.fixture(autouse=True)
def dinner() -> None:
    published(MeetingFactory(title='The "dinner" & more', slug="dinner", purpose="To agree."))
    published(LeaderFactory(name="Asha", slug="asha"))
    published(PartyFactory(name="Banyan", slug="banyan"))


PAGES = [
    "/",
    "/meetings/",
    "/meetings/dinner/",
    "/meetings/dinner/editions/",
    "/leaders/asha/",
    "/agenda/",
    "/archive/",
    "/archive/2023-12/",
    "/corrections/",
    "/search/",
    "/hi/meetings/dinner/",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_sort_of_page_has_one_card_and_one_canonical_address(path: str) -> None:
    found = head(path)
    (canonical,) = found.links["canonical"]
    assert canonical["href"] == f"{ORIGIN}{path}"
    assert found.meta["og:url"] == [canonical["href"]]
    for name in ("og:type", "og:title", "og:description", "og:image", "og:image:alt"):
        assert len(found.meta[name]) == 1, name
        assert found.meta[name][0], name
    assert found.meta["description"] == found.meta["og:description"]
    assert found.meta["twitter:card"] == ["summary_large_image"]


@pytest.mark.parametrize("path", PAGES)
def test_image_of_every_sort_of_page_is_there_and_of_the_size_it_says(path: str) -> None:
    found = head(path)
    (address,) = found.meta["og:image"]
    answer = Client().get(address.removeprefix(ORIGIN))
    assert answer["Content-Type"] == "image/png"
    width, height = (int.from_bytes(answer.content[at : at + 4]) for at in (16, 20))
    assert [str(width)] == found.meta["og:image:width"] == ["1200"]
    assert [str(height)] == found.meta["og:image:height"] == ["630"]


def test_titles_of_lists_are_their_own() -> None:
    titles = [head(path).meta["og:title"][0] for path in PAGES[:10]]
    assert len(set(titles)) == 10


def test_record_has_its_words_in_it_escaped_once() -> None:
    meta = head("/meetings/dinner/").meta
    assert meta["og:title"] == ['The "dinner" & more']
    assert "To agree." in meta["og:description"][0]


@pytest.mark.parametrize(
    ("path", "type"),
    [("/", "website"), ("/meetings/dinner/", "article"), ("/leaders/asha/", "profile")],
)
def test_type_is_that_of_the_page(path: str, type: str) -> None:
    assert head(path).meta["og:type"] == [type]


def test_article_says_when_it_was_published_and_changed() -> None:
    meta = head("/meetings/dinner/").meta
    assert len(meta["article:published_time"]) == len(meta["article:modified_time"]) == 1


@pytest.mark.parametrize(
    ("path", "own", "other"), [("/", "en_GB", "hi_IN"), ("/hi/", "hi_IN", "en_GB")]
)
def test_locale_is_that_of_the_address(path: str, own: str, other: str) -> None:
    meta = head(path).meta
    assert (meta["og:locale"], meta["og:locale:alternate"]) == ([own], [other])


def test_address_that_filters_a_list_is_no_page_of_its_own() -> None:
    found = head("/meetings/?occurrence=held")
    assert found.links["canonical"][0]["href"] == f"{ORIGIN}/meetings/"


def test_image_of_a_record_is_gone_with_it() -> None:
    assert Client().get("/share/meetings/never.png").status_code == 404


@pytest.mark.parametrize("path", ["/meetings/dinner/", "/hi/meetings/dinner/"])
def test_page_with_a_card_leads_to_what_editors_ask(path: str) -> None:
    found = {
        link["type"]: link["href"]
        for link in head(path).links["alternate"]
        if link.get("type", "").endswith("+oembed")
    }
    assert set(found) == {"application/json+oembed", "text/xml+oembed"}
    for type, address in found.items():
        answer = Client().get(address.removeprefix(ORIGIN))
        assert answer["Content-Type"].startswith(type.removesuffix("+oembed"))


@pytest.mark.parametrize("path", ["/parties/banyan/", "/meetings/", "/"])
def test_page_without_a_card_leads_to_none(path: str) -> None:
    assert b"+oembed" not in Client().get(path).content
