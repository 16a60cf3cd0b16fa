from __future__ import annotations

from pathlib import Path

import pytest

from coalition.api import vocabularies
from coalition.api.filtersets import FILTERSETS
from coalition.api.questions import FIELDS
from coalition.api.reconciling.spec import PROPERTIES
from coalition.models import Kind

RECONCILIATION = (Path(__file__).parents[2] / "docs" / "reconciliation.md").read_text()
GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text()


@pytest.mark.parametrize("kind", Kind)
def test_guide_names_every_filter(kind: Kind) -> None:
    for name in FILTERSETS[kind].base_filters:
        assert f"`{name}`" in GUIDE


@pytest.mark.parametrize(
    "vocabulary",
    ["CAUSE", "CATEGORY", "OCCURRENCE", "ATTENDANCE_STATUS", "TALK_STATUS", "STANCE", "LEVEL"],
)
def test_guide_spells_out_what_filters_accept(vocabulary: str) -> None:
    for word, _ in getattr(vocabularies, vocabulary):
        assert f"`{word}`" in GUIDE


def test_guide_to_reconciliation_names_every_word() -> None:
    ways = [word for word, _ in (*vocabularies.MATCHED_BY, *vocabularies.PUBLIC_NAME_KIND)]
    for word in (*ways, *PROPERTIES, *FIELDS):
        assert f"`{word}`" in RECONCILIATION
