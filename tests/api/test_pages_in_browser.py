"""What the API serves to people, in a real browser: its reference, and the small card of a record
that programs show beside a candidate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from coalition.api.views import reference
from tests.factories import PartyFactory, published
from tests.pages.browser.judging import judge
from tests.pages.browser.sights import look_at
from tests.pages.page_kinds import PageKind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

#: One operation and one shape of each sort: all of them are told by the same few templates, and
#: to look at two hundred takes minutes.
_OPERATIONS = ("meetings/", "meetings/{address}/", "resolve/", "records/meetings/{address}/")
_SHAPES = 12


@pytest.fixture
def short_reference(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    whole = reference.schema_document()
    components = whole["components"]
    part: dict[str, Any] = {
        **whole,
        "paths": {path: whole["paths"][path] for path in map("/api/v1/{}".format, _OPERATIONS)},
        "components": {
            **components,
            "schemas": dict(list(components["schemas"].items())[:_SHAPES]),
        },
    }
    reference.forget_schema()
    monkeypatch.setattr(reference, "schema_document", lambda: part)
    yield
    reference.forget_schema()


@pytest.mark.parametrize("is_card", [False, True], ids=["reference", "card"])
@pytest.mark.usefixtures("short_reference")
def test_page_is_sound(browser: Browser, live_server: LiveServer, is_card: bool) -> None:
    party = published(PartyFactory(name="Banyan Party"))
    path = f"/embed/records/{party.uid}/" if is_card else "/api/v1/docs/"
    with browser.new_context(reduced_motion="reduce") as context:
        sight = look_at(context.new_page(), live_server.url, PageKind("", path, is_embed=is_card))
    assert sight.status == 200
    assert sight.hosts == {live_server.url.removeprefix("http://")}
    judge(
        {"browser": sight.complaints}
        | {f"rules, {where}": found for where, found in sight.violations.items()}
        | {
            f"layout, {where}: {flaw}": places
            for where, found in sight.layout.items()
            for flaw, places in found.items()
        }
    )
