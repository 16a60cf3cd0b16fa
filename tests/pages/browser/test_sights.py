"""What every page has to look like, in each language, at each width and in both themes."""

from __future__ import annotations

import pytest

from tests.pages.browser.judging import judge
from tests.pages.browser.sights import THEMES, WIDTHS, Sight

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@pytest.mark.parametrize("theme", THEMES)
def test_pages_are_accessible(sights: list[Sight], theme: str) -> None:
    judge(
        {
            f"{sight.kind.path} at {width}": found
            for sight in sights
            for (seen_in, width), found in sight.violations.items()
            if seen_in == theme
        }
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("flaw", ["scrolls", "outside", "overlaps", "cut"])
def test_pages_have_room(sights: list[Sight], width: int, flaw: str) -> None:
    judge(
        {
            f"{sight.kind.path}{', unfolded' if is_unfolded else ''}": found[flaw]
            for sight in sights
            for (seen_at, is_unfolded), found in sight.layout.items()
            if seen_at == width
        }
    )


def test_browser_has_nothing_to_complain_of(sights: list[Sight]) -> None:
    judge({sight.kind.path: sight.complaints for sight in sights})


def test_pages_call_nobody_else(sights: list[Sight], site: str) -> None:
    own = site.removeprefix("http://")
    assert {host for sight in sights for host in sight.hosts} == {own}


def test_pages_are_what_they_say(sights: list[Sight]) -> None:
    """Else the proofs above would be of error pages."""
    assert [s.kind.path for s in sights if s.status != s.kind.status] == []
