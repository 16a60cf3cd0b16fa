"""A pasted list, asked about from the grid."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.desk.attendance.grid_requests import PASTE, send

pytestmark = pytest.mark.django_db


def test_pasted_list_becomes_rows(reporter: Client) -> None:
    leader = factories.LeaderFactory(name="Vaiko")
    answer = send(
        reporter, PASTE, {"text": "Vaiko (MDMK); 27 leaders in all", "date": "6 December 2023"}
    ).json()
    (row,) = answer["rows"]
    assert row["leader"] == {"id": leader.pk, "text": "Vaiko"}
    assert row["party_name"] == "MDMK"
    assert answer["unread"] == ["27 leaders in all"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": 3}, "text"),
        ({"text": ["Vaiko"]}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"text": "Vaiko", "date": {}}, "date"),
    ],
)
def test_paste_that_makes_no_sense_is_refused(
    reporter: Client, body: dict[str, Any], field: str
) -> None:
    answer = send(reporter, PASTE, body)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_nothing_pasted_is_no_rows(reporter: Client) -> None:
    assert send(reporter, PASTE, {}).json() == {"rows": [], "unread": []}
