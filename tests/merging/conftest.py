"""Who merges, and where."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.models import Meeting
from tests import factories as made


@pytest.fixture
def alice() -> Any:
    return made.alice()


@pytest.fixture
def dinner() -> Meeting:
    return made.MeetingFactory(title="Dinner")
