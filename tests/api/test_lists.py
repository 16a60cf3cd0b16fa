from __future__ import annotations

import json

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition import kept_answers
from coalition.api.kinds import PUBLIC_KINDS
from coalition.models import Edition
from coalition.publishing import publish, withdraw
from tests.api.world import build_world
from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    published,
)

pytestmark = pytest.mark.django_db


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(f"/api/v1/{path}", headers=headers or None)


def slugs(path: str) -> list[str]:
    return [document["slug"] for document in get(path).json()["results"]]


def test_empty_list_has_its_three_keys() -> None:
    assert get("meetings/").content == b'{"next":null,"previous":null,"results":[]}'


def test_list_holds_the_stored_documents_byte_for_byte() -> None:
    first = published(PartyFactory(name="Akali"))
    second = published(PartyFactory(name="बहुजन", slug="bahujan"))
    expected = f'{{"next":null,"previous":null,"results":[{first.body},{second.body}]}}'
    assert get("parties/").content == expected.encode()


def test_every_kind_has_its_list() -> None:
    build_world()
    for entry in PUBLIC_KINDS.values():
        live = Edition.objects.live().of_kind(entry.kind).values_list("slug", flat=True)
        assert sorted(slugs(f"{entry.path}/")) == sorted(live)


def test_meetings_are_listed_newest_first() -> None:
    for slug, date in (("may", "2023-05"), ("june", "2023-06-01"), ("early", "[..2023-01-01]")):
        published(MeetingFactory(slug=slug, date=date))
    assert slugs("meetings/") == ["june", "may", "early"]


def test_names_are_listed_in_folded_order() -> None:
    for slug, name in (("1", "बसपा"), ("2", "Akali Dal"), ("3", "aam aadmi"), ("4", "Ćpi")):
        published(PartyFactory(name=name, slug=slug))
    assert [d["name"] for d in get("parties/").json()["results"]] == [
        *("aam aadmi", "Akali Dal", "बसपा", "Ćpi")
    ]


def test_leaders_are_filed_by_their_sort_name() -> None:
    published(LeaderFactory(name="Zubair Ahmed", sort_name="Ahmed, Zubair", slug="zubair"))
    published(LeaderFactory(name="Bhima Rao", slug="bhima"))
    assert slugs("leaders/") == ["zubair", "bhima"]


def test_drafts_and_withdrawn_records_are_not_listed() -> None:
    PartyFactory(slug="draft", approved=True)
    hoax = PartyFactory(slug="hoax", approved=True)
    published(hoax)
    withdraw(hoax, by=None, reason="A hoax.")
    published(PartyFactory(slug="real"))
    assert slugs("parties/") == ["real"]


def test_address_without_its_last_slash_answers_at_once() -> None:
    assert get("meetings").content == get("meetings/").content


def test_list_has_the_headers_of_a_public_one() -> None:
    answer = get("meetings/")
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["Vary"] == "Authorization"


@pytest.mark.parametrize("size", [1, 30])
def test_list_costs_two_queries_whatever_its_size(size: int) -> None:
    for _ in range(size):
        published(PartyFactory())
    with CaptureQueriesContext(connection) as queries:
        assert len(get("parties/?limit=50").json()["results"]) == size
    assert len(queries) == 2


@pytest.mark.parametrize("meetings", [2, 20])
def test_filtered_list_that_fills_its_page_costs_three_queries(meetings: int) -> None:
    party = PartyFactory(slug="tmc")
    for _ in range(meetings):
        meeting = MeetingFactory()
        AttendanceFactory(meeting=meeting, party=party, leader=None)
        published(meeting)
    with CaptureQueriesContext(connection) as queries:
        assert get("meetings/?party=tmc&limit=1").json()["next"]
    assert len(queries) == 3
    # What lies beside a stretch of the list is asked for first.
    with CaptureQueriesContext(connection) as queries:
        assert get("meetings/?party=tmc&date_from=2023-01-01&limit=1").json()["next"]
    assert len(queries) == 4


def test_filtered_list_that_does_not_costs_two_more() -> None:
    """One reads what is rare, and the last what it leads to."""
    build_world()
    with CaptureQueriesContext(connection) as queries:
        get("meetings/?party=tmc&leader=mamata&alliance=bloc&region=IN")
    assert len(queries) == 5


def test_kept_list_costs_one_query() -> None:
    published(PartyFactory())
    get("parties/")
    with CaptureQueriesContext(connection) as queries:
        get("parties/")
    assert len(queries) == 1


def test_list_that_is_too_large_to_keep_is_right_all_the_same(monkeypatch) -> None:
    monkeypatch.setattr(kept_answers, "_KEPT_BYTES", 10)
    published(PartyFactory(slug="sp"))
    first, second = get("parties/"), get("parties/")
    assert first.content == second.content
    assert json.loads(second.content)["results"][0]["slug"] == "sp"
    assert get("parties/", if_none_match=first["ETag"]).status_code == 304


def test_order_of_parameters_makes_no_difference() -> None:
    first = get("meetings/?limit=5&region=IN")
    assert get("meetings/?region=IN&limit=5")["ETag"] == first["ETag"]


def test_known_list_is_not_sent_again() -> None:
    answer = get("meetings/", if_none_match=get("meetings/")["ETag"])
    assert answer.status_code == 304
    assert answer.content == b""


def test_known_list_is_not_sent_again_by_a_worker_that_never_sent_it() -> None:
    etag = get("meetings/")["ETag"]
    kept_answers.forget_all()
    assert get("meetings/", if_none_match=etag).status_code == 304


def test_publication_moves_the_tag_and_the_list() -> None:
    before = get("parties/")
    published(PartyFactory(slug="sp"))
    after = get("parties/", if_none_match=before["ETag"])
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    assert after.json()["results"][0]["slug"] == "sp"


def test_withdrawal_moves_the_tag_and_the_list() -> None:
    party = PartyFactory(approved=True)
    published(party)
    before = get("parties/")
    withdraw(party, by=None, reason="A hoax.")
    after = get("parties/", if_none_match=before["ETag"])
    assert after.status_code == 200
    assert after.json()["results"] == []


def test_draft_moves_nothing() -> None:
    party = PartyFactory(approved=True)
    publish(party, by=None)
    before = get("parties/")
    party.name = "Edited, not published"
    party.save()
    PartyFactory()
    kept_answers.forget_all()
    after = get("parties/")
    assert (after.content, after.headers) == (before.content, before.headers)


def test_list_answers_wrong_queries_the_same_whatever_tag_is_given() -> None:
    assert get("meetings/?limit=0", if_none_match="*").status_code == 400


def test_links_use_the_address_of_the_site(settings) -> None:
    settings.SITE_URL = "https://desk.example.org"
    for _ in range(2):
        published(PartyFactory())
    answer = get("parties/?limit=1", host="testserver")
    assert answer.json()["next"].startswith("https://desk.example.org/api/v1/parties/?limit=1&")


def test_root_links_to_every_list_and_each_answers(settings) -> None:
    links = get("").json()
    assert set(links) == {
        *("meetings", "parties", "leaders", "alliances", "elections", "seat_sharing_talks"),
        *("statements", "attendances", "seat_positions", "export"),
        *("changes", "search", "resolve", "reconcile", "schema", "docs"),
    }
    asked = {"search": {"q": "x"}, "resolve": {"name": "x"}}
    for name, link in links.items():
        path = link.removeprefix(settings.SITE_URL)
        assert Client().get(path, asked.get(name, {})).status_code == 200, name
