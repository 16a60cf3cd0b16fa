"""Nothing but live editions reaches the public, on whatever address.

Every URL pattern is walked, with every filter, for drafts, records in review, records edited after
their publication, and withdrawn ones, all of which carry a marker in every field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client

from coalition.models import Edition
from coalition.publishing import submit
from tests.hidden_records import ABSENT, MARKER, MARKERS, Story, tell_story
from tests.public_addresses import addresses, is_translation, routes, takes_parameters

pytestmark = pytest.mark.django_db

#: Asked of every list; what an address does not know it has to refuse, whatever there is.
QUESTIONS = (
    "",
    "limit=200",
    "limit=1",
    "after=0",
    "after=0&limit=200",
    "after=5",
    "ordering=title",
    "ordering=created_at",
    "date_from=1900-01-01&date_to=1910-01-01",
    "from=1900-01-01",
    "published_since=2000-01-01T00:00:00Z",
    "region=IN",
    "occurrence=held",
    "category=floor_leaders",
    "status=ongoing",
    "stance=demand",
    "q=name",
    "q=title&kind=meeting",
    "kind=party",
    "format=json",
    "expand=sources",
    "stage=drafting",
    "version=1",
    "title__icontains=a",
    "published_by=1",
    "claims__quote=met",
    "page=2",
    "offset=0",
    "cursor=x",
)

#: Asked about one record, by slug or uid.
NAMING = ("party", "leader", "alliance", "election", "meeting", "talk", "about_party", "q", "after")


@dataclass
class Newsroom:
    """A public story, and the same story hidden in four ways."""

    public: Story
    drafts: Story | None = None
    in_review: Story | None = None
    edited: Story | None = None
    withdrawn: Story | None = None

    def hidden(self) -> list[Story]:
        return [story for story in (self.drafts, self.in_review) if story]


@pytest.fixture(autouse=True)
def _time_stands_still() -> Iterator[None]:
    """Some headers tell the time, which would move by itself."""
    with time_machine.travel("2023-12-10T12:00:00Z", tick=False):
        yield


@pytest.fixture
def newsroom() -> Newsroom:
    public, edited = tell_story(), tell_story()
    public.publish()
    edited.publish()
    return Newsroom(public=public, edited=edited)


def hide(newsroom: Newsroom) -> None:
    """Do what must not move anything in public."""
    newsroom.drafts, newsroom.in_review = tell_story(), tell_story()
    for record in newsroom.in_review.records:
        record.refresh_from_db()
        submit(record, by=None)
    assert newsroom.edited
    for story in (newsroom.drafts, newsroom.in_review, newsroom.edited):
        story.mark()


def add_withdrawn(newsroom: Newsroom) -> None:
    story = newsroom.withdrawn = tell_story()
    story.mark(slugs=False)
    story.publish()
    story.withdraw()


def public_values(newsroom: Newsroom) -> dict[str, list[Any]]:
    """What can stand in an address, of records that are or were public, or never existed."""
    editions = Edition.objects.all()
    slugs = sorted(set(editions.values_list("slug", flat=True)))
    uids = sorted(
        {str(uid) for uid in editions.filter(kind="meeting").values_list("uid", flat=True)}
    )
    return {
        "slug": [*slugs, *uids, "nothing-here"],
        "address": [*slugs, *uids, "nothing-here"],
        "part": [1, 2, 99],
        "month": ["2023-12", "2023-10", "1907-05"],
        "path": ["nothing-here"],
    }


def paths_of(newsroom: Newsroom) -> list[str]:
    values = public_values(newsroom)
    known = routes()
    slugs = (newsroom.public.slugs[0], newsroom.public.slugs[6])
    about = [f"{name}={slug}" for name in NAMING for slug in slugs]
    paths = []
    for route in known:
        if takes_parameters(route):
            paths += addresses(route, values)
        elif f"{route}/" in known:
            # The same view without its last slash.
            paths.append(f"/{route}")
        elif is_translation(route):
            # What is asked of a list is understood before anything is said in a language.
            paths.append(f"/{route}")
        else:
            paths += [f"/{route}?{question}".rstrip("?") for question in (*QUESTIONS, *about)]
    return [*paths, "/nothing/", "/meetings/nothing/at/all/", "/admin/", "/admin/login/"]


def ask(path: str, method: str = "get") -> HttpResponseBase:
    cache.clear()
    return getattr(Client(raise_request_exception=False), method)(path)


def text_of(response: HttpResponseBase) -> str:
    """The status line, the headers and the body; of a picture every byte, as an escape or not."""
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.items()))
    body = b"".join(response) if response.streaming else response.content
    # What is drawn in a PNG is read in its SVG.
    words = body.decode(errors="replace")
    return f"{response.status_code} {response.reason_phrase}\n{headers}\n\n{words}"


def found_in(text: str) -> list[str]:
    folded = text.casefold()
    return [marker for marker in MARKERS if marker in folded]


def test_every_pattern_can_be_walked(newsroom: Newsroom) -> None:
    paths = paths_of(newsroom)
    for known in ("/", "/meetings/", "/api/v1/meetings/", "/api/v1/changes/", "/sitemap.xml"):
        assert known in paths


def test_walk_would_find_the_marker() -> None:
    """Else its absence would prove nothing: here everything that is marked is public."""
    story = tell_story()
    story.mark(slugs=False)
    story.publish()
    newsroom = Newsroom(public=story)
    showing = {path for path in paths_of(newsroom) if found_in(text_of(ask(path)))}
    assert showing >= {
        "/",
        "/meetings/",
        "/parties/",
        "/calendar.ics",
        "/feeds/meetings.atom",
        f"/meetings/{story.slugs[6]}/",
        f"/parties/{story.slugs[0]}/",
        "/api/v1/changes/?after=0",
        "/api/v1/meetings/",
        f"/api/v1/meetings/{story.uids[6]}/",
        "/api/v1/search/?q=name",
    }


def test_hidden_text_never_occurs(newsroom: Newsroom) -> None:
    hide(newsroom)
    add_withdrawn(newsroom)
    leaks, failures = [], []
    for path in paths_of(newsroom):
        response = ask(path)
        if found_in(text_of(response)):
            leaks.append(path)
        if response.status_code >= 500:
            failures.append(path)
    assert (leaks, failures) == ([], [])


@pytest.mark.parametrize("method", ["head", "options", "post", "put", "patch", "delete"])
def test_hidden_text_never_occurs_by_another_method(method: str, newsroom: Newsroom) -> None:
    hide(newsroom)
    add_withdrawn(newsroom)
    paths = {path.partition("?")[0] for path in paths_of(newsroom)}
    assert {path for path in paths if found_in(text_of(ask(path, method)))} == set()


def test_hidden_work_moves_nothing(newsroom: Newsroom) -> None:
    """Neither a count, an order, an ETag nor a Last-Modified: every answer stays as it was."""
    # The form to sign in has a random token.
    paths = [path for path in paths_of(newsroom) if not path.startswith("/admin/")]
    before = {path: text_of(ask(path)) for path in paths}
    hide(newsroom)
    assert [path for path in paths if text_of(ask(path)) != before[path]] == []


def _twins(newsroom: Newsroom) -> Iterator[tuple[str, str]]:
    """An address of something hidden, and the same address of something that never was."""
    stories = newsroom.hidden()
    assert newsroom.edited
    words = [slug for story in (*stories, newsroom.edited) for slug in story.slugs]
    # The edited ones are public by uid.
    identifiers = [uid for story in stories for uid in story.uids]
    absent = {word: word.replace(MARKER, ABSENT) for word in words}
    absent |= {uid: str(uuid4()) for uid in identifiers}
    for route in routes():
        if takes_parameters(route):
            names = ("slug", "address", "path", "part", "month")
            # One of each few will do in a second language.
            for hidden, other in list(absent.items())[:: 5 if is_translation(route) else 1]:
                fill = {name: [hidden] for name in names} | {"part": [1]}
                twin = {name: [other] for name in names} | {"part": [1]}
                yield addresses(route, fill)[0], addresses(route, twin)[0]
        elif not is_translation(route):
            for name in NAMING:
                for hidden in (words[0], words[6], identifiers[0], identifiers[6]):
                    yield f"/{route}?{name}={hidden}", f"/{route}?{name}={absent[hidden]}"
    for kind in ("party", "meeting"):
        for action in ("change", "history", "delete"):
            pk = next(r.pk for r in stories[0].records if r._meta.model_name == kind)
            yield (
                f"/admin/coalition/{kind}/{pk}/{action}/",
                (f"/admin/coalition/{kind}/999999999/{action}/"),
            )
    for slug in (words[6],):
        page = quote(f"http://localhost:8000/meetings/{slug}/", safe="")
        yield f"/oembed?url={page}", f"/oembed?url={page.replace(MARKER, ABSENT)}"


def test_hidden_and_absent_answer_alike(newsroom: Newsroom) -> None:
    hide(newsroom)
    different = [
        hidden
        for hidden, absent in _twins(newsroom)
        if _anonymous(ask(hidden), hidden) != _anonymous(ask(absent), absent)
    ]
    assert different == []


def _anonymous(response: HttpResponseBase, path: str) -> str:
    """The answer without what it merely echoes of the question, and without what follows from it:
    the length, and the entity tag of a page that says what was asked."""
    text = text_of(response)
    parts = {*path.split("/"), *path.split("=")}
    # The order of equally long ones must not be that of a set.
    for part in sorted(parts, key=lambda part: (len(part), part), reverse=True):
        if len(part) > 6:
            text = text.replace(part, "…")
    lines = text.split("\n")
    return "\n".join(line for line in lines if not line.startswith(("ETag: ", "Content-Length: ")))


def test_hidden_word_is_not_found_by_search(newsroom: Newsroom) -> None:
    hide(newsroom)
    add_withdrawn(newsroom)
    for path in (f"/search/?q={MARKER}", f"/api/v1/search/?q={MARKER}"):
        twin = path.replace(MARKER, ABSENT)
        assert _anonymous(ask(path), path) == _anonymous(ask(twin), twin)


def test_withdrawn_record_gives_its_reason_and_nothing_else(newsroom: Newsroom) -> None:
    add_withdrawn(newsroom)
    assert newsroom.withdrawn
    slug = newsroom.withdrawn.slugs[6]
    for path in (f"/meetings/{slug}/", f"/api/v1/meetings/{slug}/"):
        response = ask(path)
        assert (response.status_code, "It was a hoax." in text_of(response)) == (410, True)
