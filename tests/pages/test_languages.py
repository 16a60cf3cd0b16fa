"""The public pages in each language: their addresses, and what leads from one to the other."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import include, path
from django.utils import timezone, translation

from coalition.kept_answers import find, shelf_of
from coalition.pages.addresses import in_each_language, list_path, page_path, site_path
from coalition.publishing import publish, withdraw
from newsroom.languages import languages_beside
from tests.factories import MeetingFactory, PartyFactory, alice, published

pytestmark = pytest.mark.django_db

DINNER = "/meetings/india-floor-leaders-2023-12-06/"
PAGES = [
    "/",
    "/meetings/",
    "/meetings/?occurrence=held",
    "/search/?q=congress",
    "/corrections/",
    DINNER,
    "/parties/inc/",
    "/leaders/mallikarjun-kharge/",
    "/alliances/india/",
    "/elections/rajasthan-assembly-2023/",
    "/seat-sharing/congress-sp-seat-sharing/",
    "/statements/aap-demand-regional-allies/",
    "/nowhere/",
]
#: The site has these once.
SITE_WIDE = ("/static/", "/sitemap", "/share/", "/oembed", "/api/")


@pytest.fixture
def seeds() -> None:
    call_command("load_seeds", verbosity=0)


def html_of(path: str) -> str:
    return Client().get(path).content.decode()


def links_of(html: str) -> list[str]:
    """The paths of this site that a page leads to, but for the same page in other languages."""
    html = re.sub(r"<[^>]*\bhreflang=[^>]*>", "", html)
    found = re.findall(r'(?:href|action|src)="([^"]*)"', html)
    paths = [address.removeprefix("http://localhost:8000") for address in found]
    return [path for path in paths if path.startswith("/") and not path.startswith(SITE_WIDE)]


@pytest.mark.parametrize("path", PAGES)
def test_links_of_a_hindi_page_stay_in_hindi(seeds: None, path: str) -> None:
    links = links_of(html_of(f"/hi{path}"))
    assert links
    assert [link for link in links if not link.startswith("/hi/")] == []


@pytest.mark.parametrize("path", PAGES)
def test_links_of_an_english_page_stay_in_english(seeds: None, path: str) -> None:
    links = links_of(html_of(path))
    assert links
    assert [link for link in links if link.startswith("/hi/")] == []


@pytest.mark.parametrize("path", [page for page in PAGES if page != "/nowhere/"])
def test_page_names_its_versions_and_itself(seeds: None, path: str) -> None:
    bare = path.partition("?")[0]
    english, hindi = f"http://localhost:8000{bare}", f"http://localhost:8000/hi{bare}"
    for address, canonical in ((path, english), (f"/hi{path}", hindi)):
        html = html_of(address)
        assert re.findall(r'<link rel="canonical" href="([^"]+)"', html) == [canonical]
        alternates = re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html)
        assert alternates == [("en", english), ("hi", hindi), ("x-default", english)]


@pytest.mark.parametrize("path", PAGES)
def test_switch_leads_to_the_same_page_in_the_other_language(seeds: None, path: str) -> None:
    there = "/" if path == "/nowhere/" else path
    switch = r'<a href="([^"]+)" lang="{}" hreflang="{}">{}</a>'
    found = re.findall(switch.format("hi", "hi", "हिन्दी"), html_of(path))
    assert found == [f"/hi{there}"]
    back = re.findall(switch.format("en-gb", "en", "English"), html_of(f"/hi{path}"))
    assert back == [there]


def test_switch_of_a_page_that_reads_no_query_carries_none(seeds: None) -> None:
    assert "utm_source" not in html_of(f"{DINNER}?utm_source=mail")


@pytest.mark.parametrize(
    "path",
    [
        "/corrections/?type=withdrawals&kind=meeting",
        "/corrections/?kind=meeting&after=9",
        "/corrections/?type=withdrawals&as_of=TODAY",
        f"{DINNER}editions/?after=10",
        f"{DINNER}editions/?after=10&as_of=TODAY",
        f"/meetings/?occurrence=held&after=2023-12-07-0000!{UUID(int=0)}",
        f"/parties/?before=m!{UUID(int=0)}",
        "/parties/?as_of=TODAY",
        "/archive/?as_of=TODAY",
        "/search/?q=congress&kind=party&as_of=TODAY",
    ],
)
def test_switch_keeps_what_the_page_was_asked_with(seeds: None, path: str) -> None:
    asked = urlsplit(path.replace("TODAY", timezone.localdate().isoformat()))
    (switch,) = re.findall(r'<a href="([^"]+)" lang="hi"', html_of(asked.geturl()))
    there = urlsplit(unescape(switch))
    assert there.path == f"/hi{asked.path}"
    assert sorted(parse_qsl(there.query)) == sorted(parse_qsl(asked.query))


@pytest.mark.parametrize("path", PAGES)
def test_page_says_which_language_it_is_in(seeds: None, path: str) -> None:
    assert '<html lang="en-gb">' in html_of(path)
    assert '<html lang="hi">' in html_of(f"/hi{path}")


def test_old_address_leads_to_the_present_one_in_the_same_language() -> None:
    meeting = MeetingFactory(title="Old", confirmed=True)
    published(meeting)
    meeting.refresh_from_db()
    meeting.slug = "new"
    meeting.save()
    publish(meeting, by=None)
    assert Client().get("/hi/meetings/old/")["Location"] == "/hi/meetings/new/"
    assert Client().get("/hi/meetings/old.ics")["Location"] == "/hi/meetings/new.ics"
    assert Client().get("/hi/meetings/new")["Location"] == "/hi/meetings/new/"


def test_withdrawn_and_mistyped_pages_answer_in_the_language_of_the_address() -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting)
    withdraw(meeting, by=alice(), reason="It never took place.")
    gone, wrong = Client().get("/hi/meetings/dinner/"), Client().get("/hi/meetings/?colour=red")
    assert (gone.status_code, wrong.status_code) == (410, 400)
    for answer in (gone, wrong):
        assert b'<html lang="hi">' in answer.content


def test_feed_and_calendar_lead_to_pages_of_their_language(seeds: None) -> None:
    feed = Client().get("/hi/feeds/meetings.atom").content.decode()
    assert 'xml:lang="hi"' in feed
    links = re.findall(r'href="([^"]+)"', re.sub(r'<link[^>]*hreflang="en"[^>]*>', "", feed))
    assert links
    assert {urlsplit(link).path.split("/")[1] for link in links} == {"hi"}
    calendar = Client().get("/hi/calendar.ics").content.decode().replace("\r\n ", "")
    addresses = re.findall(r"^URL.*?:(http.*?)\r?$", calendar, re.MULTILINE)
    assert addresses
    assert {urlsplit(address).path.split("/")[1] for address in addresses} == {"hi"}


def test_sitemap_stands_once_and_has_each_page_in_each_language() -> None:
    published(PartyFactory(name="Alpha", slug="alpha"))
    assert Client().get("/hi/sitemap.xml").status_code == 404
    root = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    ns = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {
        url.findtext(f"{ns}loc"): {
            (link.get("hreflang"), link.get("href"))
            for link in url.iter("{http://www.w3.org/1999/xhtml}link")
        }
        for url in root
    }
    versions = {
        ("en", "http://localhost:8000/parties/alpha/"),
        ("hi", "http://localhost:8000/hi/parties/alpha/"),
    }
    assert found["http://localhost:8000/parties/alpha/"] == versions
    assert found["http://localhost:8000/hi/parties/alpha/"] == versions


def test_kept_answers_of_two_languages_are_never_mixed(seeds: None) -> None:
    def languages_seen() -> list[str]:
        addresses = [DINNER, f"/hi{DINNER}"] * 3
        return [re.findall(r'<html lang="([^"]+)"', html_of(path))[0] for path in addresses]

    assert languages_seen() == ["en-gb", "hi"] * 3


def test_kept_answer_is_kept_under_the_language_too() -> None:
    request = RequestFactory().get("/meetings/")
    with translation.override("hi"):
        hindi = shelf_of(request).key
    assert hindi != shelf_of(request).key
    assert find(request) is None


def test_links_follow_the_active_language_in_any_thread() -> None:
    def paths() -> list[str]:
        with translation.override("hi"):
            return [site_path("/"), list_path("meeting"), page_path("party", "inc")]

    with ThreadPoolExecutor(max_workers=1) as thread:
        assert thread.submit(paths).result() == ["/hi/", "/hi/meetings/", "/hi/parties/inc/"]
        assert thread.submit(site_path, "/").result() == "/"


def test_page_knows_its_other_addresses() -> None:
    with translation.override("hi"):
        found = [address for _, address in in_each_language("/hi/hills/")]
    assert found == ["http://localhost:8000/hills/", "http://localhost:8000/hi/hills/"]


urlpatterns = [
    path("en/", include("coalition.pages.urls")),
    path("", include("coalition.pages.urls")),
]


@pytest.mark.urls(__name__)
def test_site_whose_own_language_is_hindi_has_english_below_en(settings) -> None:
    settings.LANGUAGE_CODE = "hi"
    settings.LANGUAGES = languages_beside("hi")
    hindi, english = html_of("/meetings/"), html_of("/en/meetings/")
    assert '<html lang="hi">' in hindi
    assert '<html lang="en-gb">' in english
    assert 'href="/meetings/"' in hindi
    assert 'href="/en/meetings/"' in english
