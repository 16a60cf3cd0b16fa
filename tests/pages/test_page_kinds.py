"""That the list of page kinds has them all, and that each is there as it says."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.pages.page_kinds import KINDS, page_kinds
from tests.pages.world.story import build_world
from tests.public_addresses import routes

pytestmark = pytest.mark.django_db

#: Machines read these; their own tests do.
_NOT_READ = ("api/", "healthz", "readyz")


def _route(path: str) -> str | None:
    try:
        return resolve(path.partition("?")[0]).route
    except Resolver404:
        return None


def test_every_public_route_has_its_page_kind() -> None:
    led_to = {_route(kind.path) for kind in page_kinds()}
    assert [
        route for route in routes() if not route.startswith(_NOT_READ) and route not in led_to
    ] == []


def test_every_page_kind_is_as_it_says() -> None:
    build_world()
    client = Client()
    found = {}
    for kind in page_kinds():
        answer = client.get(kind.path)
        found[kind.name] = (kind.path, answer.status_code, answer["Content-Type"].split(";")[0])
    assert found == {kind.name: (kind.path, kind.status, kind.form) for kind in page_kinds()}


def test_page_kinds_have_names_of_their_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
