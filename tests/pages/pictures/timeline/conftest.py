"""An alliance to which each test gives members and meetings."""

from __future__ import annotations

import pytest

from coalition.models import Alliance
from tests.factories import AllianceFactory


@pytest.fixture
def front() -> Alliance:
    return AllianceFactory(name="Front")
