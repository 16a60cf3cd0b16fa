"""Two leaders that are the same, without a row yet."""

from __future__ import annotations

from typing import Any

from coalition.models import Leader
from tests import factories as made


def twins(**traits: Any) -> tuple[Leader, Leader]:
    primary = made.LeaderFactory(name="Vaiko", slug="vaiko", **traits)
    other = made.LeaderFactory(name="V. Gopalsamy", slug="gopalsamy", **traits)
    return primary, other
