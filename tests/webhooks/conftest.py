"""What tests of webhooks share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.webhooks.clock import Clock
from tests.webhooks.receiving import Endpoint, endpoint


@pytest.fixture
def partner(settings: Any) -> Iterator[Endpoint]:
    """An endpoint on this machine, which may be called."""
    settings.OUTBOUND_LOOPBACK = True
    with endpoint() as there:
        yield there


@pytest.fixture
def clock() -> Clock:
    return Clock()
