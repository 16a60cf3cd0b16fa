"""The public site with the whole world in it, served for the browser, once for all proofs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from newsroom.languages import languages
from tests.pages.browser.sights import Sight, look_around
from tests.pages.world.story import build_world

#: The segment of each language's addresses; one worker takes all the proofs of one.
LANGUAGES = [
    pytest.param(
        language.segment,
        id=language.subtag,
        marks=pytest.mark.xdist_group(f"pages-{language.subtag}"),
    )
    for language in languages()
]


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the served world. Its tables are emptied when the last proof is done."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        try:
            build_world()
            yield server.url
        finally:
            server.stop()
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="package", params=LANGUAGES)
def sights(request: Any, site: str, browser: Browser) -> list[Sight]:
    """What there is to see on every page of one language."""
    return look_around(browser, site, language=request.param)
