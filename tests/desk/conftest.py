"""The named cast, signed in."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests import factories
from tests.desk.grid_by_keyboard import Grid


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    """Alice."""
    return signed_in(factories.alice())


@pytest.fixture
def administrator() -> Client:
    """Carol, who may see every list."""
    return signed_in(factories.carol())


@pytest.fixture
def reporter() -> Client:
    """Bob."""
    return signed_in(factories.bob())


@pytest.fixture
def grid(page: Page, live_server: LiveServer) -> Grid:
    """Alice, signed in, before a meeting's form."""
    factories.alice()
    grid = Grid(page, live_server.url)
    grid.sign_in()
    return grid
