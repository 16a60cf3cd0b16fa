"""A general election with its talks, and the page that tells of them."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from tests.factories import ElectionFactory, SeatSharingTalkFactory
from tests.pages.reading import words_of

PATH = "/elections/general/"


def html_of(path: str = PATH) -> str:
    return Client().get(path).content.decode()


def general(**more: Any) -> Any:
    return ElectionFactory(name="General", national=True, **more)


def talk_on(election: Any, region: str, title: str, **more: Any) -> Any:
    return SeatSharingTalkFactory(election=election, region=region, title=title, **more)


def rows_of(html: str, slug: str) -> str:
    """The words of one talk of the tracker."""
    found = re.search(rf'<tbody id="talk-{slug}">.*?</tbody>', html, re.DOTALL)
    assert found
    return words_of(found[0])
