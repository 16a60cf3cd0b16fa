"""A world in which filters have something to find."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.api.world import build_world


@pytest.fixture
def world() -> SimpleNamespace:
    return build_world()
