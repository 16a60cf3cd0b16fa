"""The names that lookups are measured on."""

from __future__ import annotations

from itertools import islice

from benchmarks.names import entries


def test_every_second_leader_has_another_name() -> None:
    made = list(entries(40, seed=1))
    assert len({entry["slug"] for entry in made}) == 40
    assert sum(len(entry.get("other_names", ())) for entry in made) == 20


def test_fewer_leaders_are_the_beginning_of_more() -> None:
    assert list(entries(20, seed=1)) == list(islice(entries(40, seed=1), 20))
