"""Who merges."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as made


@pytest.fixture
def alice() -> Any:
    return made.alice()
