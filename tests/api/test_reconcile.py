"""The Reconciliation Service API: OpenRefine's own calls, and the schemas of the specification.

What OpenRefine 3 sends was read from its source: forms of one field in UTF-8, no header of its own
but the type, and the parameters of an older service along with each suggestion.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from coalition.merging import merge
from coalition.publishing import withdraw
from coalition.resolving import Resolver
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    LeaderFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    alice,
    published,
)

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/reconcile"
FORM = "application/x-www-form-urlencoded; charset=UTF-8"
SCHEMAS = Path(__file__).parent / "reconciliation_schemas"
#: As the suggestion widget sends them, whatever the service.
LEFT_OVER = "spell=always&exact=false&scoring=schema&prefixed=true"


def resources() -> list[tuple[str, Resource[Any]]]:
    found = []
    for path in SCHEMAS.glob("*.json"):
        schema = json.loads(path.read_text())
        if path.name == "manifest.json":
            # Of authentication, which is not offered, the schema is on another site.
            del schema["properties"]["authentication"]
        resource = Resource.from_contents(schema, default_specification=DRAFT7)
        found += [(path.name, resource), (f"{_BASE}{path.name}", resource)]
    return found


_BASE = "https://reconciliation-api.github.io/specs/0.2/schemas/"
REGISTRY: Registry[Any] = Registry().with_resources(resources())


def findings(name: str, found: Any) -> list[str]:
    """What is wrong with an answer by the specification's own schema of that name."""
    schema = dict(REGISTRY.contents(name))
    # The dialect is named by an address that stands for the newest one.
    schema.pop("$schema", None)
    validator = Draft7Validator(schema, registry=REGISTRY)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(found)]


def get(path: str = "") -> HttpResponse:
    return Client().get(f"{ROOT}{path}")


def post(**fields: Any) -> HttpResponse:
    texts = {k: v if isinstance(v, str) else json.dumps(v) for k, v in fields.items()}
    return Client().post(ROOT, data=urlencode(texts), content_type=FORM)


@pytest.fixture
def people() -> dict[str, str]:
    """Their identifiers."""
    rsp = PartyFactory(name="Revolutionary Socialist Party", abbreviation="RSP", slug="rsp")
    bjp = PartyFactory(name="Bharatiya Janata Party", abbreviation="BJP", slug="bjp")
    bloc = AllianceFactory(name="INDIA bloc", abbreviation="INDIA", slug="bloc")
    AllianceMembershipFactory(alliance=bloc, party=rsp)
    one = LeaderFactory(name="N K Premchandran", slug="one", wikidata_id="Q42")
    two = LeaderFactory(name="N K Premchandran", slug="two")
    PartyMembershipFactory(leader=one, party=rsp, since="2014", until="2023-12-31", ending="left")
    PartyMembershipFactory(leader=one, party=bjp, since="2024-01-01")
    PartyMembershipFactory(leader=two, party=bjp, since="2014")
    OfficeFactory(leader=one, title="Member of the Lok Sabha", region="IN-KL")
    editions = {record.slug: published(record) for record in (rsp, bjp, bloc, one, two)}
    return {slug: str(edition.uid) for slug, edition in editions.items()}


# --- The manifest ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "/"])
def test_manifest_keeps_to_the_specification(path: str) -> None:
    """OpenRefine fetches it from its page, first of all without JSONP."""
    manifest = get(path).json()
    assert findings("manifest.json", manifest) == []
    assert manifest["versions"] == ["0.2"]


def test_manifest_says_so_if_it_is_wrong() -> None:
    """Else the schemas would prove nothing."""
    manifest = get().json()
    assert findings("manifest.json", {**manifest, "view": {"url": "/no-template/"}}) != []
    assert findings("manifest.json", {**manifest, "defaultTypes": [{"name": "Leader"}]}) != []


def test_addresses_of_the_manifest_lead_somewhere(people, settings) -> None:
    manifest = get().json()
    suggest = manifest["suggest"].values()
    addresses = [
        *(one["service_url"] + one["service_path"] + "?prefix=pa" for one in suggest),
        manifest["preview"]["url"].replace("{{id}}", people["one"]),
        manifest["documentation"],
        "".join(manifest["extend"]["propose_properties"].values()) + "?type=leader",
        manifest["suggest"]["entity"]["flyout_service_url"]
        + manifest["suggest"]["entity"]["flyout_service_path"].replace("${id}", people["one"]),
    ]
    paths = [address.removeprefix(settings.SITE_URL) for address in addresses]
    assert {path: Client().get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_jsonp_is_refused() -> None:
    """OpenRefine falls back to it only where plain JSON could not be had."""
    answer = get("?callback=jQuery1111&_=1")
    assert [error["parameter"] for error in answer.json()["errors"]] == ["callback", "_"]


# --- Queries --------------------------------------------------------------------------------------


def test_batch_of_a_column_is_answered(people) -> None:
    """As a column is reconciled with two others: one with text, one with dates."""
    queries = {
        "q0": {
            "query": "Premachandran N K",
            "type": "leader",
            "type_strict": "should",
            "properties": [
                {"pid": "party", "v": "RSP"},
                {"pid": "on", "v": "2023-12-06T00:00:00Z"},
            ],
        },
        "q1": {"query": "R.S.P.", "type": "party", "type_strict": "should"},
    }
    assert findings("reconciliation-query-batch.json", queries) == []
    answer = post(queries=queries)
    assert answer.status_code == 200
    assert findings("reconciliation-result-batch.json", answer.json()) == []
    first, second = answer.json()["q0"]["result"]
    assert (first["id"], first["match"]) == (people["one"], True)
    assert first["type"] == [{"id": "leader", "name": "Leader"}]
    assert (second["id"], second["match"]) == (people["two"], False)
    assert [one["id"] for one in answer.json()["q1"]["result"]] == [people["rsp"]]


def test_types_of_a_column_are_guessed(people) -> None:
    """Ten names with a limit of three, before anybody has chosen a type."""
    queries = {f"q{n}": {"query": "Premchandran", "limit": 3} for n in range(10)}
    answer = post(queries=queries).json()
    assert list(answer) == list(queries)
    assert {one["type"][0]["id"] for row in answer.values() for one in row["result"]} == {"leader"}


def test_party_that_was_reconciled_before_counts_by_its_identifier(people) -> None:
    party = {"id": people["rsp"], "name": "Whatever it is called"}
    query = {"query": "N K Premchandran", "properties": [{"pid": "party", "v": party}]}
    found = post(queries={"q0": query}).json()["q0"]["result"]
    assert [(one["id"], one["match"]) for one in found] == [
        (people["one"], True),
        (people["two"], False),
    ]


def test_queries_may_be_in_the_address(people) -> None:
    query = urlencode({"queries": '{"q0": {"query": "N K Premchandran"}}'})
    assert get(f"/?{query}").json() == post(queries={"q0": {"query": "N K Premchandran"}}).json()


def test_identifier_as_a_query_finds_its_entity(people) -> None:
    found = post(queries={"q0": {"query": people["bloc"]}}).json()["q0"]["result"]
    assert [(one["id"], one["score"]) for one in found] == [(people["bloc"], 100)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("on", "last winter"),
        ("region", "down south"),
        ("on", ["2023", "2024"]),
        ("party", ["INDIA"] * 11),
        ("party", ["IN\x00DIA"]),
    ],
)
def test_value_that_cannot_be_read_costs_its_row_the_match_alone(people, name, value) -> None:
    certain = {"query": "INDIA bloc", "type": "alliance"}
    doubtful = {**certain, "properties": [{"pid": name, "v": value}]}
    answer = post(queries={"q0": doubtful, "q1": certain}).json()
    assert [one["match"] for one in answer["q0"]["result"]] == [False]
    assert [one["match"] for one in answer["q1"]["result"]] == [True]


def test_parties_of_one_query_are_looked_up_as_far_as_there_may_be_any(people, monkeypatch) -> None:
    looked_up: list[str] = []
    find = Resolver._find_party

    def counted(self: Resolver, text: str) -> Any:
        looked_up.append(text)
        return find(self, text)

    monkeypatch.setattr(Resolver, "_find_party", counted)
    parties = [{"pid": "party", "v": f"party {number}"} for number in range(500)]
    assert post(queries={"q0": {"query": "Premchandran", "properties": parties}}).status_code == 200
    assert len(looked_up) == 10


@pytest.mark.parametrize(
    "query",
    [
        {"query": ""},
        {"query": "x" * 300},
        {"query": "Premchandran", "type": "Q5"},
        {"properties": [{"pid": "party", "v": "RSP"}]},
    ],
)
def test_query_without_a_name_or_of_another_type_finds_nobody(people, query) -> None:
    assert post(queries={"q0": query}).json() == {"q0": {"result": []}}


@pytest.mark.parametrize(
    ("queries", "field"),
    [
        ([], "queries"),
        ({"q0": "x"}, "queries.q0"),
        ({"q0": {"qwery": "x"}}, "queries.q0.qwery"),
        ({"q0": {"query": 7}}, "queries.q0.query"),
        ({"q0": {"query": "x", "limit": 0}}, "queries.q0.limit"),
        ({"q0": {"query": "x", "type": [7]}}, "queries.q0.type"),
        ({"q0": {"query": "x", "type_strict": "no"}}, "queries.q0.type_strict"),
        ({"q0": {"query": "x", "properties": {"pid": "on"}}}, "queries.q0.properties"),
        ({"q0": {"query": "x", "properties": ["on"]}}, "queries.q0.properties.0"),
        (
            {"q0": {"query": "x", "properties": [{"pid": "p", "v": 1}]}},
            "queries.q0.properties.0.pid",
        ),
        (
            {"q0": {"query": "x", "properties": [{"pid": ["on"], "v": 1}]}},
            "queries.q0.properties.0.pid",
        ),
        (
            {"q0": {"query": "x", "properties": [{"pid": "on", "v": None}]}},
            "queries.q0.properties.0.v",
        ),
    ],
)
def test_batch_of_the_wrong_shape_is_refused_by_field(queries: Any, field: str) -> None:
    answer = post(queries=queries)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_malformed_queries_are_a_problem_that_says_where() -> None:
    answer = post(queries='{"q0": {"query" "x"}}')
    assert answer.json()["detail"] == "Line 1, column 17 of queries: Expecting ':' delimiter."


def test_batch_above_the_limit_is_refused_as_the_specification_says() -> None:
    assert post(queries={str(n): {"query": "x"} for n in range(201)}).status_code == 413
    assert post(extend={"ids": [str(n) for n in range(201)], "properties": []}).status_code == 413


def test_form_needs_one_of_its_fields() -> None:
    assert post(queries="").status_code == 400
    assert Client().post(ROOT, data="&", content_type=FORM).status_code == 400
    assert post(queries={}, extend={"ids": [], "properties": []}).status_code == 400
    assert Client().post(ROOT, data="{}", content_type="application/json").status_code == 415


@pytest.mark.parametrize("number", [1, 50])
def test_batch_takes_the_same_queries_whatever_its_size(
    people, number: int, django_assert_num_queries
) -> None:
    queries = {f"q{n}": {"query": f"Premchandran {n}"} for n in range(number)}
    with django_assert_num_queries(3):
        assert len(post(queries=queries).json()) == number


# --- Suggestions and flyouts ----------------------------------------------------------------------


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


# --- Columns --------------------------------------------------------------------------------------


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


# --- Where an identifier leads --------------------------------------------------------------------


def test_identifier_leads_to_the_public_page(people, settings) -> None:
    answer = get(f"/entities/{people['one']}/")
    assert (answer.status_code, answer["Location"]) == (302, f"{settings.SITE_URL}/leaders/one/")


def test_identifier_of_a_merged_record_leads_to_what_it_is_part_of(settings) -> None:
    kept, gone = LeaderFactory(slug="kept", approved=True), LeaderFactory(approved=True)
    published(kept)
    uid = published(gone).uid
    merge(kept, gone, by=alice())
    assert get(f"/entities/{uid}/")["Location"] == f"{settings.SITE_URL}/leaders/kept/"


def test_identifier_of_what_was_withdrawn_says_why() -> None:
    hoax = LeaderFactory(approved=True)
    uid = published(hoax).uid
    withdraw(hoax, by=None, reason="It was a hoax.")
    answer = get(f"/entities/{uid}/")
    assert (answer.status_code, answer.json()["detail"]) == (410, "It was a hoax.")


@pytest.mark.parametrize("address", ["nothing", "00000000-0000-4000-8000-000000000000"])
def test_unknown_identifier_leads_nowhere(address: str) -> None:
    assert get(f"/entities/{address}/").status_code == 404


# --- The preview ----------------------------------------------------------------------------------


def test_preview_may_be_framed_and_runs_nothing_of_others(people) -> None:
    answer = Client().get(f"/embed/records/{people['one']}/")
    assert answer.status_code == 200
    assert "X-Frame-Options" not in answer
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert "N K Premchandran" in answer.content.decode()


def test_preview_names_the_offices_that_last() -> None:
    leader = LeaderFactory(approved=True)
    OfficeFactory(leader=leader, title="Speaker", since="2020", until="2090-01-01")
    OfficeFactory(leader=leader, title="Minister", since="2014", until="2019-05-30")
    page = Client().get(f"/embed/records/{published(leader).uid}/").content.decode()
    assert ("Speaker" in page, "Minister" in page) == (True, False)


def test_preview_of_a_merged_record_shows_what_it_is_part_of() -> None:
    kept, gone = LeaderFactory(name="Kept Rao", approved=True), LeaderFactory(approved=True)
    published(kept)
    uid = published(gone).uid
    merge(kept, gone, by=alice())
    answer = Client().get(f"/embed/records/{uid}/")
    assert (answer.status_code, "Kept Rao" in answer.content.decode()) == (200, True)


def test_preview_of_what_was_withdrawn_is_gone() -> None:
    hoax = LeaderFactory(name="Hoax Rao", approved=True)
    uid = published(hoax).uid
    withdraw(hoax, by=None, reason="It was a hoax.")
    answer = Client().get(f"/embed/records/{uid}/")
    assert (answer.status_code, "Hoax Rao" in answer.content.decode()) == (410, False)


@pytest.mark.parametrize("address", ["nothing", "0" * 36, "00000000-0000-4000-8000-000000000000"])
def test_preview_of_nothing_is_not_there(address: str) -> None:
    assert Client().get(f"/embed/records/{address}/").status_code == 404


def test_slug_is_no_address_of_a_preview(people) -> None:
    assert Client().get("/embed/records/one/").status_code == 404
