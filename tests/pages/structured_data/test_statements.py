"""What the data block of a statement means: who said it, and about what."""

from __future__ import annotations

import pytest

from tests.factories import AllianceFactory, StatementFactory, published
from tests.pages.structured_data.blocks import names, node

pytestmark = pytest.mark.django_db


def test_statement_is_said_by_somebody_about_something() -> None:
    front = AllianceFactory(name="Front")
    said = StatementFactory(
        title="More", slug="more", by_leader=True, speaker_leader__name="Asha", alliance=front
    )
    published(said)
    found = node("/statements/more/", "CreativeWork")
    assert names(found["author"]) == ["Asha"]
    assert names(found["about"]) == ["Front"]
    assert found["dateCreated"] == "2023-12-06"


def test_unnamed_speaker_is_no_author() -> None:
    published(StatementFactory(title="More", slug="more", unnamed=True))
    found = node("/statements/more/", "CreativeWork")
    assert "author" not in found
    assert found["creditText"] == "sources"
