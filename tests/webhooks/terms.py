"""What a partner asks for, but for what a test says of it."""

from __future__ import annotations

from typing import Any

from coalition.webhooks.terms import Terms
from tests.factories import carol


def terms(**given: Any) -> Terms:
    wanted: dict[str, Any] = {"name": "The Ledger", "owner": carol(), "url": "https://a.example/x"}
    return Terms(**wanted | given)
