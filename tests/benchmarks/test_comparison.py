"""What nested serializers are compared on has to be the same answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.captures import Capture, contenders
from benchmarks.comparison import require_same
from benchmarks.rounds import NESTED, SITE
from benchmarks.scenarios import LIST, scenarios_planned

OURS = {"id": "1", "slug": "a", "edition": 3, "title": "Talks", "claims": [{"value": "19:00"}]}
THEIRS = {"id": "1", "slug": "a", "title": "Talks", "claims": [{"value": "19:00"}]}
OTHER = {"id": "2", "slug": "b", "title": "Dinner", "claims": []}


def page(*documents: dict[str, Any], path: str = "/ours") -> list[Capture]:
    return [Capture(path, json.dumps({"next": path, "results": documents}), '"1"')]


def test_answers_are_the_same_but_for_what_editions_know() -> None:
    require_same(page(OURS, OTHER), page(THEIRS, OTHER, path="/theirs"))


def test_single_document_is_compared_as_one_of_a_list_is() -> None:
    ours, theirs = (Capture("/a", json.dumps(found), "") for found in (OURS, THEIRS))
    require_same([ours], [theirs])
    with pytest.raises(RuntimeError, match="differs"):
        require_same([ours], [Capture("/a", json.dumps(THEIRS | {"title": "Tea"}), "")])


@pytest.mark.parametrize(
    ("theirs", "key"),
    [
        (THEIRS | {"title": "Dinner"}, "title"),
        (THEIRS | {"claims": [{"value": "19:30"}]}, "claims"),
        (THEIRS | {"round": None}, "round"),
        ({name: THEIRS[name] for name in ("id", "slug", "title")}, "claims"),
    ],
)
def test_other_value_missing_key_or_further_key_is_told(theirs: dict[str, Any], key: str) -> None:
    with pytest.raises(RuntimeError, match=f"a differs between /ours and /theirs in {key}"):
        require_same(page(OURS), page(theirs, path="/theirs"))


@pytest.mark.parametrize("theirs", [[OTHER, THEIRS], [THEIRS], [THEIRS, OTHER, OTHER]])
def test_other_order_or_number_is_told(theirs: list[dict[str, Any]]) -> None:
    with pytest.raises(RuntimeError, match="list other documents"):
        require_same(page(OURS, OTHER), page(*theirs))


def test_further_address_of_one_side_is_told() -> None:
    with pytest.raises(ValueError, match="zip"):
        require_same(page(OURS), [*page(THEIRS), *page(THEIRS)])


def test_nested_serializers_are_called_at_their_own_addresses_with_their_own_lengths() -> None:
    (scenario,) = scenarios_planned([LIST])
    theirs = page(THEIRS, path="/theirs")
    made = contenders(scenario, 1000, page(OURS), site=1, floors=2, nested=(3, theirs))
    found = {contender.name: contender for contender in made}
    (call,) = found[NESTED].calls
    assert (found[NESTED].port, call.path) == (3, "/theirs")
    assert call.length == len(theirs[0].body) != found[SITE].calls[0].length


def test_site_is_alone_where_only_growth_is_asked_for() -> None:
    (scenario,) = scenarios_planned(["API filter colour, common"])
    made = contenders(scenario, 1000, page(OURS), site=1, floors=2)
    assert [contender.name for contender in made] == [SITE]
