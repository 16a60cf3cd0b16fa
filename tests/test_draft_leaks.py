"""Nothing but live editions reaches the public, on whatever address.

Every URL pattern is walked, in each language, with every filter, for drafts, records in review,
records edited after their publication, and withdrawn ones, all of which carry a marker in every
field.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.hidden_records import ABSENT, MARKER, tell_story
from tests.leak_walks import (
    NOW,
    Newsroom,
    Twins,
    add_withdrawn,
    ask,
    found_in,
    hide,
    open_newsroom,
    paths_of,
    text_of,
    twins_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _time_stands_still() -> Iterator[None]:
    """Some headers tell the time, which would move by itself."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def newsroom() -> Newsroom:
    return open_newsroom()


def test_every_pattern_can_be_walked(newsroom: Newsroom) -> None:
    paths = paths_of(newsroom)
    meeting = newsroom.public.record("meeting").slug
    for known in (
        "/",
        "/hi/",
        "/meetings/",
        f"/meetings/{meeting}/",
        f"/hi/meetings/{meeting}/",
        f"/embed/meetings/{meeting}/",
        f"/share/meetings/{meeting}.png",
        "/api/v1/meetings/",
        f"/api/v1/meetings/{newsroom.public.record('meeting').uid}/",
        "/api/v1/changes/",
        "/api/v1/attendances/",
        "/api/v1/export/popolo.json",
        "/robots.txt",
        "/sitemap.xml",
    ):
        assert known in paths


def test_walk_would_find_the_marker() -> None:
    """Else its absence would prove nothing: here everything that is marked is public."""
    story = tell_story()
    story.mark(slugs=False)
    story.publish()
    slugs = {record._meta.model_name: record.slug for record in reversed(story.records)}
    newsroom = Newsroom(public=story)
    showing = {path for path in paths_of(newsroom) if found_in(text_of(ask(path)))}
    assert showing >= {
        "/",
        "/hi/",
        "/meetings/",
        "/parties/",
        "/calendar.ics",
        "/feeds/meetings.atom",
        f"/meetings/{slugs['meeting']}/",
        f"/hi/meetings/{slugs['meeting']}/",
        f"/meetings/{slugs['meeting']}/editions/",
        f"/embed/meetings/{slugs['meeting']}/",
        f"/parties/{slugs['party']}/",
        f"/feeds/parties/{slugs['party']}.atom",
        f"/alliances/{slugs['alliance']}/attendance.svg",
        f"/seat-sharing/{slugs['seatsharingtalk']}/seats.svg",
        "/api/v1/changes/?after=0",
        "/api/v1/meetings/",
        f"/api/v1/meetings/{story.record('meeting').uid}/",
        "/api/v1/search/?q=name",
        "/api/v1/attendances/",
        "/api/v1/attendances/?format=csv",
        "/api/v1/seat-positions/",
        "/api/v1/export/documents.jsonl",
        "/api/v1/export/attendances.csv",
        "/api/v1/export/seat-positions.jsonl",
        "/api/v1/export/popolo.json",
        "/api/v1/resolve/?name=name",
        "/api/v1/reconcile/suggest/entity/?prefix=name",
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
    """Neither a count, an order, an ETag, a Last-Modified nor a dot in a picture: every answer
    stays as it was, to the byte."""
    # The form to sign in has a random token.
    paths = [path for path in paths_of(newsroom) if not path.startswith("/admin/")]
    before = {path: text_of(ask(path)) for path in paths}
    hide(newsroom)
    assert [path for path in paths if text_of(ask(path)) != before[path]] == []


def test_hidden_and_absent_answer_alike(newsroom: Newsroom) -> None:
    hide(newsroom)
    assert [twins.hidden for twins in twins_of(newsroom) if twins.differ()] == []


@pytest.mark.parametrize(
    "path",
    [
        "/search/?q=",
        "/hi/search/?q=",
        "/api/v1/search/?q=",
        "/api/v1/resolve/?name=",
        "/api/v1/resolve/?name=name&party=",
        "/api/v1/reconcile/suggest/entity/?prefix=",
    ],
)
def test_hidden_word_is_not_found_by_search(newsroom: Newsroom, path: str) -> None:
    hide(newsroom)
    add_withdrawn(newsroom)
    assert not Twins(f"{path}{MARKER}", f"{path}{ABSENT}", (MARKER, ABSENT)).differ()


def test_withdrawn_record_gives_its_reason_and_nothing_else(newsroom: Newsroom) -> None:
    add_withdrawn(newsroom)
    slug = newsroom.withdrawn[0].record("meeting").slug
    for path in (f"/meetings/{slug}/", f"/api/v1/meetings/{slug}/"):
        response = ask(path)
        assert (response.status_code, "It was a hoax." in text_of(response)) == (410, True)
