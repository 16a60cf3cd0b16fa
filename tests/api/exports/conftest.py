"""What tests of files in the making share."""

from __future__ import annotations

import pytest

from coalition.api.exports import snapshot, streams


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that something can happen between any two documents."""
    monkeypatch.setattr(snapshot, "BATCH", 1)
    monkeypatch.setattr(streams, "_PART", 1)
