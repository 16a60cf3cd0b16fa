"""Columns that are fetched for what was reconciled: which are proposed, and what they hold."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.reconciling.asking import get, post
from tests.api.reconciling.specification import findings

pytestmark = pytest.mark.django_db


def test_properties_are_proposed_for_a_type() -> None:
    answer = get("/properties/?type=leader&limit=3").json()
    assert findings("data-extension-property-proposal.json", answer) == []
    assert (len(answer["properties"]), answer["limit"], answer["type"]) == (3, 3, "leader")


def test_properties_are_proposed_for_a_column_without_a_type() -> None:
    """OpenRefine then sends an empty one."""
    assert len(get("/properties/?type=").json()["properties"]) > 5


def test_columns_are_fetched_for_the_day_that_was_set(people) -> None:
    asked = {
        "ids": [people["one"], people["rsp"], "unknown"],
        "properties": [
            {"id": "party", "settings": {"on": "2023-12-06"}},
            {"id": "offices"},
            {"id": "wikidata", "settings": {}},
            {"id": "alliance", "settings": {"on": ""}},
            {"id": "abbreviation"},
            {"id": "region"},
        ],
    }
    assert findings("data-extension-query.json", asked) == []
    answer = post(extend=asked).json()
    assert findings("data-extension-response.json", answer) == []
    assert [one["id"] for one in answer["meta"]] == [one["id"] for one in asked["properties"]]
    assert answer["rows"][people["one"]] == {
        "party": [{"id": people["rsp"], "name": "Revolutionary Socialist Party"}],
        "offices": [{"str": "Member of the Lok Sabha"}],
        "wikidata": [{"str": "Q42"}],
        "alliance": [],
        "abbreviation": [],
        "region": [{"str": "IN-KL"}],
    }
    rsp = answer["rows"][people["rsp"]]
    assert (rsp["alliance"], rsp["abbreviation"]) == (
        [{"id": people["bloc"], "name": "INDIA bloc"}],
        [{"str": "RSP"}],
    )
    assert set(map(len, answer["rows"]["unknown"].values())) == {0}


def test_every_property_that_is_proposed_can_be_fetched(people) -> None:
    for kind, slug in (("leader", "one"), ("party", "rsp"), ("alliance", "bloc")):
        proposed = get(f"/properties/?type={kind}").json()["properties"]
        properties = [{"id": one["id"]} for one in proposed]
        answer = post(extend={"ids": [people[slug]], "properties": properties}).json()
        assert findings("data-extension-response.json", answer) == []
        assert answer["rows"][people[slug]]["name"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ([], "extend"),
        ({"ids": "x", "properties": []}, "extend.ids"),
        ({"ids": [], "properties": {}}, "extend.properties"),
        ({"ids": [], "properties": [{"id": "on"}]}, "extend.properties.0.id"),
        ({"ids": [], "properties": [], "more": 1}, "extend.more"),
        ({"ids": [], "properties": [{"id": "url"}, {"id": "url"}]}, "extend.properties.1.id"),
        (
            {"ids": [], "properties": [{"id": "party", "settings": {"on": "soon"}}]},
            "extend.properties.0.settings.on",
        ),
    ],
)
def test_wrong_extension_is_refused_by_field(asked: Any, field: str) -> None:
    assert [error["field"] for error in post(extend=asked).json()["errors"]] == [field]
