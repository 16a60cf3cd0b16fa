"""Every filter that the list of meetings declares is measured."""

from __future__ import annotations

from itertools import chain
from urllib.parse import parse_qsl, urlsplit

import pytest

from benchmarks.cast import Cast
from benchmarks.filter_questions import PREFIX, QUESTIONS, filter_addresses
from coalition.api.filtersets import FILTERSETS
from coalition.models.editions import Kind

DECLARED = list(FILTERSETS[Kind.MEETING].base_filters)
ADDRESSES = filter_addresses(DECLARED, Cast(seed=1), "/api/v1/meetings/")


def test_every_declared_filter_is_asked_something() -> None:
    assert set(DECLARED) == set(QUESTIONS)


@pytest.mark.parametrize("name", DECLARED)
def test_filter_has_a_common_question(name: str) -> None:
    assert ADDRESSES[f"{PREFIX}{name}, common"]


@pytest.mark.parametrize("scenario", sorted(ADDRESSES))
def test_question_asks_the_filter_of_its_scenario(scenario: str) -> None:
    name = scenario.removeprefix(PREFIX).partition(",")[0]
    assert all(name in dict(parse_qsl(urlsplit(path).query)) for path in ADDRESSES[scenario])


def test_filter_without_a_question_ends_the_run() -> None:
    with pytest.raises(RuntimeError, match="what the filter colour is asked"):
        filter_addresses([*DECLARED, "colour"], Cast(seed=1), "/api/v1/meetings/")


def test_questions_of_one_scenario_differ() -> None:
    found = list(chain.from_iterable(ADDRESSES.values()))
    assert len(set(found)) == len(found)
