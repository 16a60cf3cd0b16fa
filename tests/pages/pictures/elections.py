"""What the pictures of an election are drawn from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

ABOUT: dict[str, Any] = {
    "name": "sample",
    "title": "A sample",
    "canonical": "https://desk.example.org/elections/general/",
    "newest_at": datetime(2023, 12, 6, 16, 11, tzinfo=UTC),
}


def party(name: str, abbreviation: str | None = None) -> dict[str, Any]:
    return {
        "id": name,
        "kind": "party",
        "slug": "party",
        "name": name,
        "abbreviation": abbreviation,
    }
