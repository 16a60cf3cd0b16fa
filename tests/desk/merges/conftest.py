"""Two leaders that are the same, and their merge."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.models import Leader, Merge
from tests import factories as made
from tests.desk.merges.merges_by_hand import address, sent


@pytest.fixture
def pair() -> tuple[Leader, Leader]:
    return (
        made.LeaderFactory(name="Vaiko", slug="vaiko", summary="Ours."),
        made.LeaderFactory(name="Vaiko Gopalsamy", slug="gopalsamy", summary="Theirs."),
    )


@pytest.fixture
def merged(editor: Client, pair: Any) -> Merge:
    sent(editor, address(*pair))
    return Merge.objects.get()
