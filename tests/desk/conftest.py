"""The named cast, signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    """Alice."""
    return signed_in(factories.alice())


@pytest.fixture
def reporter() -> Client:
    """Bob."""
    return signed_in(factories.bob())
