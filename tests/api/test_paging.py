from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from coalition import kept_answers
from coalition.models import Edition, Kind
from coalition.publishing import withdraw
from tests.api.bare_documents import bare_document
from tests.factories import PartyFactory, published


def get(address: str) -> HttpResponse:
    return Client().get(address)


def names(answer: HttpResponse) -> list[str]:
    found = answer.json()["results"]
    return [document.get("name") or document["title"] for document in found]


def walk(address: str | None, towards: str) -> list[list[str]]:
    """The pages from `address` on, following `next` or `previous`."""
    pages = []
    while address:
        answer = get(address)
        assert answer.status_code == 200, answer.content
        pages.append(names(answer))
        address = answer.json()[towards]
    return pages


def add(position: int, lead: str, kind: Kind) -> str:
    """A live edition of which only the name and the place in the order matter."""
    uid = UUID(int=position)
    document = bare_document(kind, id=str(uid))
    document["name" if "name" in document else "title"] = str(position)
    Edition.objects.create(
        sequence=position,
        kind=kind,
        uid=uid,
        slug=f"row-{position}",
        number=1,
        cause="published",
        body=json.dumps(document),
        digest="0" * 64,
        published_at=datetime(2023, 12, 6, tzinfo=UTC),
        title=str(position),
        sort_key=f"{lead}!{uid}",
    )
    return str(position)


LEADS = st.text("ab 01", max_size=3)


class PagingTests(TestCase):
    @settings(max_examples=40)
    @given(leads=st.lists(LEADS, max_size=12), limit=st.integers(1, 5), kind=st.sampled_from(Kind))
    def test_pages_put_together_are_the_whole_list(
        self, leads: list[str], limit: int, kind: Kind
    ) -> None:
        kept_answers.forget_all()
        for position, lead in enumerate(leads, start=1):
            add(position, lead, kind)
        path = f"/api/v1/{_path(kind)}/"
        whole = names(get(f"{path}?limit=100"))
        onwards = walk(f"{path}?limit={limit}", "next")
        assert [name for page in onwards for name in page] == whole
        assert sorted(whole, key=int) == [str(n) for n in range(1, len(leads) + 1)]

    @settings(max_examples=40)
    @given(leads=st.lists(LEADS, min_size=1, max_size=12), limit=st.integers(1, 5))
    def test_walking_back_meets_every_row_again(self, leads: list[str], limit: int) -> None:
        kept_answers.forget_all()
        for position, lead in enumerate(leads, start=1):
            add(position, lead, Kind.PARTY)
        path = f"/api/v1/parties/?limit={limit}"
        whole = names(get("/api/v1/parties/?limit=100"))
        last = path
        while (following := get(last).json()["next"]) is not None:
            last = following
        backwards = walk(last, "previous")
        assert [name for page in reversed(backwards) for name in page] == whole

    @settings(max_examples=40)
    @given(
        leads=st.lists(LEADS, min_size=2, max_size=8),
        added=st.lists(LEADS, max_size=4),
        gone=st.sets(st.integers(1, 8), max_size=4),
        limit=st.integers(1, 3),
    )
    def test_rows_that_stay_are_met_once_whatever_happens_between_pages(
        self, leads: list[str], added: list[str], gone: set[int], limit: int
    ) -> None:
        kept_answers.forget_all()
        for position, lead in enumerate(leads, start=1):
            add(position, lead, Kind.PARTY)
        first = get(f"/api/v1/parties/?limit={limit}").json()
        Edition.objects.filter(sequence__in=gone).update(is_live=False, retired_at=timezone.now())
        for position, lead in enumerate(added, start=100):
            add(position, lead, Kind.PARTY)
        rest = walk(first["next"], "next")
        met = [document["name"] for document in first["results"]]
        met += [name for page in rest for name in page]
        assert len(met) == len(set(met))
        assert {str(n) for n in range(1, len(leads) + 1) if n not in gone} <= set(met)


def _path(kind: Kind) -> str:
    paths = {Kind.PARTY: "parties", Kind.SEAT_SHARING_TALK: "seat-sharing-talks"}
    return paths.get(kind, f"{kind.value}s")


@pytest.mark.django_db
def test_first_page_has_no_previous_and_the_last_no_next() -> None:
    for position in (1, 2):
        add(position, "a", Kind.PARTY)
    first = get("/api/v1/parties/?limit=1").json()
    last = get(first["next"]).json()
    assert first["previous"] is None
    assert last["next"] is None
    assert names(get(last["previous"])) == ["1"]


@pytest.mark.django_db
def test_full_last_page_has_no_next() -> None:
    for position in (1, 2):
        add(position, "a", Kind.PARTY)
    assert get("/api/v1/parties/?limit=2").json()["next"] is None


@pytest.mark.django_db
def test_filters_stay_in_the_links() -> None:
    for position in (1, 2):
        add(position, "a", Kind.PARTY)
    link = get("/api/v1/parties/?limit=1&published_since=2023-12-01T00:00:00Z").json()["next"]
    assert "published_since=2023-12-01T00%3A00%3A00Z" in link
    assert names(get(link)) == ["2"]


@pytest.mark.django_db
def test_page_that_emptied_leads_back() -> None:
    parties = [PartyFactory(name=name, approved=True) for name in "abc"]
    for party in parties:
        published(party)
    second = get("/api/v1/parties/?limit=2").json()["next"]
    withdraw(parties[2], by=None, reason="A hoax.")
    emptied = get(second).json()
    assert emptied["results"] == []
    assert emptied["next"] is None
    assert names(get(emptied["previous"])) == ["a", "b"]


@pytest.mark.django_db
def test_beginning_that_emptied_leads_on() -> None:
    parties = [PartyFactory(name=name, approved=True) for name in "abc"]
    for party in parties:
        published(party)
    last = get(get("/api/v1/parties/?limit=2").json()["next"]).json()
    for party in parties[:2]:
        withdraw(party, by=None, reason="A hoax.")
    emptied = get(last["previous"]).json()
    assert emptied["results"] == []
    assert names(get(emptied["next"])) == ["c"]


@pytest.fixture
def cursor() -> str:
    for position in (1, 2):
        add(position, "a", Kind.PARTY)
    return get("/api/v1/parties/?limit=1").json()["next"].rpartition("cursor=")[2]


def refusal(path: str, cursor: str) -> list[str]:
    answer = Client().get(path, {"cursor": cursor})
    assert answer.status_code == 400
    return [error["parameter"] for error in answer.json()["errors"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda cursor: cursor[:-1],
        lambda cursor: cursor[1:],
        lambda cursor: "A" + cursor[1:],
        lambda cursor: cursor.partition(".")[0],
        lambda cursor: cursor.partition(".")[2],
        lambda cursor: cursor + "x",
        lambda cursor: "." + cursor,
        lambda cursor: "a~1",
        lambda cursor: "%",
        lambda cursor: "é",
        lambda cursor: "\x00",
        lambda cursor: "A" * 401,
    ],
)
def test_altered_cursor_is_refused(cursor: str, change) -> None:
    assert refusal("/api/v1/parties/", change(cursor)) == ["cursor"]


@pytest.mark.django_db
def test_cursor_of_another_list_is_refused(cursor: str) -> None:
    assert refusal("/api/v1/leaders/", cursor) == ["cursor"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "limit", ["0", "101", "-1", "1.0", "x", "", "1e1", "٣", "9" * 30, " 5", "0x5", "007"]
)
@pytest.mark.parametrize(
    ("path", "query"), [("meetings/", {}), ("changes", {}), ("search", {"q": "x"})]
)
def test_limit_out_of_range_is_refused(limit: str, path: str, query: dict[str, str]) -> None:
    answer = Client().get(f"/api/v1/{path}", {**query, "limit": limit})
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["limit"]
