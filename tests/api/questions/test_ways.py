"""How rows are chosen when there are many: each of the three ways finds the same."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.api import questions
from tests.api.questions.asking import ask
from tests.api.questions.days import MEETINGS, NEVER_ENDED, day_of, span_of

pytestmark = pytest.mark.django_db


def _overlapping(start: int, end: int) -> list[str]:
    """The meetings between the days of two, the latest first."""
    found = []
    for number in range(10 + MEETINGS - 1, 9, -1):
        earliest, latest = span_of(number)
        begins = earliest is None or earliest <= day_of(end)
        if begins and (latest is None or latest >= day_of(start)):
            found.append(str(number))
    return found


ALL = [str(number) for number in range(10 + MEETINGS - 1, 9, -1)]
FOUND = {
    "party=late&limit=3": ALL[:3],
    "party=early&limit=3": [t for t in ALL if int(t) < MEETINGS // 2][:3],
    "party=seldom": [t for t in ALL if int(t) % 1000 == 0],
    "party=seldom&ordering=date": [t for t in ALL[::-1] if int(t) % 1000 == 0],
    "disputed=true": [t for t in ALL if int(t) < 20],
    "disputed=true&party=early": [t for t in ALL if int(t) < 20],
    "disputed=true&party=late": [],
    "max_parties=0&party=early&limit=2": [
        t for t in ALL if int(t) < MEETINGS // 2 and int(t) % 7 == 0
    ][:2],
    "ordering=published&limit=2&party=late": [t for t in ALL[::-1] if int(t) >= MEETINGS // 2][:2],
    "date_to=2000-01-15": _overlapping(0, 14),
    f"date_to={day_of(495)}&limit=4": _overlapping(0, 495)[:4],
    f"date_to={day_of(495)}&limit=2&ordering=date": _overlapping(0, 495)[::-1][:2],
    f"date_to={day_of(495)}&limit=5&ordering=-published": _overlapping(0, 495)[:5],
    f"date_to={day_of(495)}&limit=3&party=early": _overlapping(0, 495)[:3],
    f"date_to={day_of(495)}&party=late": [],
    f"date_from={day_of(6005)}": _overlapping(6005, MEETINGS + 10),
    f"date_from={day_of(6005)}&ordering=published": _overlapping(6005, MEETINGS + 10)[::-1],
    f"date_from={day_of(6005)}&party=early": [str(NEVER_ENDED)],
    f"date_from={day_of(3000)}&limit=2": _overlapping(3000, MEETINGS + 10)[:2],
    f"date_from={day_of(2985)}&date_to={day_of(2990)}": _overlapping(2985, 2990),
    f"date_from={day_of(7000)}": [str(NEVER_ENDED)],
    f"q=m{MEETINGS}": [],
    "q=gathering&party=seldom": [t for t in ALL if int(t) % 1000 == 0],
    "q=gathering&disputed=true&party=early": [t for t in ALL if int(t) < 20],
}


@pytest.mark.parametrize(("rare", "many"), [(0, 0), (0, 20_000), (2_000, 20_000), (10_000, 0)])
def test_every_way_finds_the_same(
    ledger: None, rare: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "RARE", rare)
    monkeypatch.setattr(questions, "MANY", many)
    assert {query: ask(query)[0] for query in FOUND} == FOUND


def test_pages_of_each_way_follow_one_another(ledger: None) -> None:
    for query in ("party=early", "party=seldom", "max_parties=1&party=late"):
        expected = {
            "party=early": [t for t in ALL if int(t) < MEETINGS // 2][:300],
            "party=seldom": [t for t in ALL if int(t) % 1000 == 0],
            "max_parties=1&party=late": [
                t for t in ALL if int(t) >= MEETINGS // 2 and int(t) % 7 < 2
            ][:300],
        }[query]
        met: list[str] = []
        address: str | None = f"/api/v1/meetings/?{query}&limit={4 if 'seldom' in query else 100}"
        while address and len(met) < 300:
            page = Client().get(address).json()
            met += [row["title"] for row in page["results"]]
            address = page["next"]
        assert met == expected


def test_many_known_editions_are_one_parameter(
    ledger: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "RARE", 10)
    found, asked = ask("q=gathering&party=early&max_parties=0&limit=2")
    assert found == FOUND["max_parties=0&party=early&limit=2"]
    found, asked = ask("q=gathering&disputed=true")
    assert len(found) == 10
    assert max(len(params) for _sql, params in asked) < 20
