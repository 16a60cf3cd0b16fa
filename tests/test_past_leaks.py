"""Pages as they were say nothing that was withdrawn since, and nothing that never was public."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine

from tests.hidden_records import ABSENT, MARKER, tell_story
from tests.leak_walks import (
    MISTAKEN,
    MOMENTS,
    NOW,
    PUBLISHED,
    Newsroom,
    Twins,
    add_withdrawn,
    ask,
    found_in,
    hide,
    open_newsroom,
    past_paths_of,
    text_of,
)
from tests.public_addresses import is_translation, routes, takes_parameters

pytestmark = pytest.mark.django_db

#: No moments, or none that anybody may look from.
_REFUSED = ("", "soon", "2023-13-01", "2023-12-06T99:99", "9999-12-31", "2199-01-01", "%00")


@pytest.fixture(autouse=True)
def _time_stands_still() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def newsroom() -> Newsroom:
    return open_newsroom()


def test_walk_through_the_past_would_find_the_marker(newsroom: Newsroom) -> None:
    """Else its absence would prove nothing: here the marked story was public, and still is."""
    story = tell_story(among=newsroom.public)
    story.mark(slugs=False)
    story.publish(now=MISTAKEN)
    paths = past_paths_of(newsroom)
    showing = {path for path in paths if found_in(text_of(ask(path)))}
    slugs = {record._meta.model_name: record.slug for record in newsroom.public.records}
    assert showing >= {
        f"{path}?as_of={MOMENTS[2]}"
        for path in (
            "/",
            "/hi/",
            "/meetings/",
            "/archive/1907-05/",
            "/feeds/all.atom",
            "/calendar.ics",
            f"/meetings/{story.record('meeting').slug}/",
            f"/parties/{slugs['party']}/",
            f"/alliances/{slugs['alliance']}/",
            f"/alliances/{slugs['alliance']}/attendance.svg",
            f"/embed/alliances/{slugs['alliance']}/",
        )
    }
    own = {str(name) for record in story.records for name in (record.slug, record.uid)}
    too_early = {path for path in showing if path.endswith((MOMENTS[0], MOMENTS[1]))}
    # The page of the story itself says that it was not public then, but is now.
    assert {path for path in too_early if not own & {*re.split(r"[/.?]", path)}} == set()


def test_neither_drafts_nor_what_was_withdrawn_show_in_the_past(newsroom: Newsroom) -> None:
    hide(newsroom)
    add_withdrawn(newsroom)
    leaks, failures = [], []
    for path in past_paths_of(newsroom):
        response = ask(path)
        if found_in(text_of(response)):
            leaks.append(path)
        if response.status_code >= 500:
            failures.append(path)
    assert (leaks, failures) == ([], [])


def test_hidden_work_moves_nothing_in_the_past(newsroom: Newsroom) -> None:
    paths = past_paths_of(newsroom)
    before = {path: text_of(ask(path)) for path in paths}
    hide(newsroom)
    assert [path for path in paths if text_of(ask(path)) != before[path]] == []


@pytest.mark.parametrize("path", ["/search/", "/hi/search/"])
def test_hidden_word_is_not_found_in_the_past(newsroom: Newsroom, path: str) -> None:
    hide(newsroom)
    add_withdrawn(newsroom)
    words = (MARKER, ABSENT)
    hidden, absent = (f"{path}?q={word}&as_of={MOMENTS[2]}" for word in words)
    assert not Twins(hidden, absent, words).differ()


def test_withdrawn_record_is_gone_from_every_moment(newsroom: Newsroom) -> None:
    add_withdrawn(newsroom)
    slug = newsroom.withdrawn[1].record("meeting").slug
    statuses = {
        f"{path}?as_of={moment}": ask(f"{path}?as_of={moment}").status_code
        for path in (f"/meetings/{slug}/", f"/embed/meetings/{slug}/", f"/hi/meetings/{slug}/")
        for moment in MOMENTS
    }
    assert set(statuses.values()) == {410}


def test_edition_that_carried_what_was_withdrawn_is_not_shown(newsroom: Newsroom) -> None:
    """The meeting's page of those days carried the statement, so there is none for them."""
    add_withdrawn(newsroom)
    path = f"/meetings/{newsroom.public.record('meeting').slug}/"
    statuses = [ask(f"{path}?as_of={moment}").status_code for moment in MOMENTS]
    assert statuses == [404, 200, 404, 200, 200]


@pytest.mark.parametrize("moment", _REFUSED)
def test_what_is_no_moment_is_refused_at_every_address(newsroom: Newsroom, moment: str) -> None:
    slug = newsroom.public.record("meeting").slug
    answered = {
        path: ask(path).status_code
        for route in routes()
        if not takes_parameters(route) and not route.startswith(("healthz", "readyz"))
        for path in (f"/{route}?as_of={moment}", f"/meetings/{slug}/?as_of={moment}")
        if not (is_translation(route) and moment)
    }
    # The reference of the API is a page of its own, which asks for nothing.
    refused = {path for path, status in answered.items() if status == 400}
    assert {path for path in answered if "/docs" not in path and "/schema" not in path} <= refused


def test_moments_stand_where_they_are_said_to() -> None:
    assert MOMENTS[0] < f"{PUBLISHED:%Y-%m-%d}" < MOMENTS[1] < f"{MISTAKEN:%Y-%m-%d}" < MOMENTS[2]
