"""The day on which all of these tests are."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine


@pytest.fixture(autouse=True)
def _days_after() -> Any:
    with time_machine.travel("2023-12-20T12:00:00+05:30", tick=False):
        yield
