"""Suggestions while somebody types, and the flyouts beside them."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from tests.api.reconciling.asking import get
from tests.api.reconciling.specification import findings
from tests.factories import LeaderFactory, published

pytestmark = pytest.mark.django_db

#: As the suggestion widget sends them, whatever the service.
LEFT_OVER = "spell=always&exact=false&scoring=schema&prefixed=true"


@pytest.mark.parametrize("prefix", ["prem", "N K Pr", "Premachandran", "n k premchandran"])
def test_entity_is_suggested_while_its_name_is_typed(people, prefix: str) -> None:
    answer = get(f"/suggest/entity/?{urlencode({'prefix': prefix})}&{LEFT_OVER}&type=leader").json()
    assert findings("suggest-entities-response.json", answer) == []
    assert {one["id"] for one in answer["result"]} == {people["one"], people["two"]}


def test_entity_is_suggested_by_its_identifier(people) -> None:
    (found,) = get(f"/suggest/entity/?prefix={people['rsp']}").json()["result"]
    assert found["name"] == "Revolutionary Socialist Party"


def test_type_narrows_suggested_entities(people) -> None:
    slugs = {
        kind: [one["id"] for one in get(f"/suggest/entity/?prefix=b&type={kind}").json()["result"]]
        for kind in ("party", "leader")
    }
    assert slugs == {"party": [people["bjp"]], "leader": []}


def test_cursor_skips_what_was_suggested_before() -> None:
    for number in range(45):
        published(LeaderFactory(name=f"Asha {number:02}"))
    met, cursor = [], 0
    for _ in range(3):
        answer = get(f"/suggest/entity/?prefix=asha&cursor={cursor}").json()
        met += [one["name"] for one in answer["result"]]
        cursor = answer.get("cursor", 0)
    assert met == [f"Asha {number:02}" for number in range(45)]
    assert cursor == 0


def test_types_and_properties_are_suggested() -> None:
    types = get(f"/suggest/type/?prefix=part&{LEFT_OVER}").json()
    assert findings("suggest-types-response.json", types) == []
    assert [one["id"] for one in types["result"]] == ["party"]
    properties = get(f"/suggest/property/?prefix=&{LEFT_OVER}&type=party").json()
    assert findings("suggest-properties-response.json", properties) == []
    offered = {one["id"] for one in properties["result"]}
    assert (offered >= {"alliance", "abbreviation"}, "offices" in offered) == (True, False)


def test_flyout_escapes_what_it_shows() -> None:
    edition = published(LeaderFactory(name="Asha <script> & Rao"))
    answer = get(f"/flyout/entity/?id={edition.uid}").json()
    assert answer["id"] == str(edition.uid)
    assert "Asha &lt;script&gt; &amp; Rao" in answer["html"]
    assert get("/flyout/type/?id=leader").json()["html"].startswith("<p><strong>Leader")
    assert get("/flyout/property/?id=on").status_code == 200
    assert get("/flyout/property/?id=nothing").status_code == 404
