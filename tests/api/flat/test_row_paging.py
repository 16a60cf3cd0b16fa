"""Pages of rows: together they are all rows, each once, in either direction."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from coalition.api.flat import paging
from coalition.models import ReasonGiven
from coalition.publishing import withdraw
from tests.factories import AttendanceFactory, MeetingFactory, published

pytestmark = pytest.mark.django_db

ABSENT = {"status": "absent", "reason_given": ReasonGiven.NOT_ASKED}


def get(address: str) -> HttpResponse:
    return Client().get(address)


def of_meeting(size: int, date: str, **facts: Any) -> Any:
    meeting = MeetingFactory(date=date, approved=True)
    for _ in range(size):
        AttendanceFactory(meeting=meeting, **facts)
    published(meeting)
    return meeting


def walk(address: str | None, towards: str = "next") -> list[list[tuple[str, int]]]:
    pages = []
    while address:
        assert len(pages) < 40, "It leads round in a circle."
        answer = get(address)
        assert answer.status_code == 200, answer.content
        pages.append([(row["date_edtf"], row["row"]) for row in answer.json()["results"]])
        address = answer.json()[towards]
    return pages


def last_of(address: str) -> str:
    for _ in range(40):
        following = get(address).json()["next"]
        if following is None:
            return address
        address = following
    raise AssertionError("It leads round in a circle.")


@pytest.fixture
def everything() -> list[tuple[str, int]]:
    """Six rows in four meetings, one of them without any; in the order of the list."""
    for size, date in ((2, "2023-12-04"), (0, "2023-12-03"), (3, "2023-12-02"), (1, "2023-12-01")):
        of_meeting(size, date)
    return [
        *(("2023-12-04", number) for number in (1, 2)),
        *(("2023-12-02", number) for number in (1, 2, 3)),
        ("2023-12-01", 1),
    ]


@pytest.mark.parametrize("limit", range(1, 8))
def test_pages_together_are_all_rows_each_once(everything: Any, limit: int) -> None:
    pages = walk(f"/api/v1/attendances/?limit={limit}")
    assert [row for page in pages for row in page] == everything
    assert all(len(page) == limit for page in pages[:-1])


@pytest.mark.parametrize("limit", range(1, 8))
def test_way_back_passes_the_same_rows(everything: Any, limit: int) -> None:
    back = walk(last_of(f"/api/v1/attendances/?limit={limit}"), "previous")
    assert [row for page in reversed(back) for row in page] == everything


@pytest.mark.parametrize("allowed", [0, 1, 2])
@pytest.mark.parametrize("limit", [1, 2, 10])
def test_rare_rows_are_found_over_pages_with_few_or_none(
    monkeypatch: pytest.MonkeyPatch, allowed: int, limit: int
) -> None:
    """There is no link that tells a participant, so all documents are looked at."""
    monkeypatch.setattr(paging, "_BARREN", allowed)
    for day in range(1, 9):
        is_rare = day in (2, 6)
        of_meeting(2 if is_rare else 1, f"2023-12-0{day}", **({} if is_rare else {"host": True}))
    address = f"/api/v1/attendances/?role=participant&limit={limit}"
    expected = [("2023-12-06", 1), ("2023-12-06", 2), ("2023-12-02", 1), ("2023-12-02", 2)]
    forward = walk(address)
    assert [row for page in forward for row in page] == expected
    back = walk(last_of(address), "previous")
    assert [row for page in reversed(back) for row in page] == expected


def test_page_looks_at_a_bounded_number_of_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "_BARREN", 2)
    party = AttendanceFactory().party
    for day in range(1, 10):
        meeting = MeetingFactory(date=f"2023-12-0{day}")
        AttendanceFactory(meeting=meeting, party=party)
        AttendanceFactory(meeting=meeting, **ABSENT)
        published(meeting)
    address = f"/api/v1/attendances/?party={party.slug}&status=absent"
    assert [len(page) for page in walk(address)] == [0, 0, 0, 0]


def test_publication_between_two_pages_neither_skips_nor_repeats(everything: Any) -> None:
    first = get("/api/v1/attendances/?limit=4").json()
    of_meeting(2, "2023-12-05")
    rest = walk(first["next"])
    seen = [(row["date_edtf"], row["row"]) for row in first["results"]]
    assert seen + [row for page in rest for row in page] == everything


def test_withdrawal_between_two_pages_leaves_out_its_rows_alone(everything: Any) -> None:
    hoax = of_meeting(1, "2023-11-30")
    first = get("/api/v1/attendances/?limit=4").json()
    withdraw(hoax, by=None, reason="A hoax.")
    rest = walk(first["next"])
    assert [row for page in rest for row in page] == everything[4:]


def test_emptied_page_leads_back() -> None:
    of_meeting(1, "2023-12-02")
    hoax = of_meeting(1, "2023-12-01")
    following = get("/api/v1/attendances/?limit=1").json()["next"]
    withdraw(hoax, by=None, reason="A hoax.")
    page = get(following).json()
    assert page["results"] == []
    assert walk(page["previous"], "previous")[0] == [("2023-12-02", 1)]


def test_limit_goes_up_to_a_thousand() -> None:
    assert get("/api/v1/attendances/?limit=1000").status_code == 200
    for limit in ("0", "1001", "9999", "x"):
        assert get(f"/api/v1/attendances/?limit={limit}").status_code == 400


def test_limit_of_documents_stays_what_it_was() -> None:
    assert get("/api/v1/meetings/?limit=101").status_code == 400
    assert get("/api/v1/meetings/?limit=1000").status_code == 400


def test_cursor_of_another_list_is_refused(everything: Any) -> None:
    following = get("/api/v1/meetings/?limit=1").json()["next"]
    query = following.partition("?")[2]
    answer = get(f"/api/v1/attendances/?{query}")
    assert answer.json()["errors"][0]["parameter"] == "cursor"


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_link_header_leads_through_every_page(everything: Any, form: str) -> None:
    address, lines = f"/api/v1/attendances/?limit=4&format={form}", []
    while address:
        answer = get(address)
        lines += answer.content.decode().splitlines()[1 if form == "csv" else 0 :]
        links = {
            part.partition("rel=")[2].strip('"'): part.partition(">")[0].lstrip("<")
            for part in answer.get("Link", "").split(", ")
        }
        address = links.get("next")
    assert len(lines) == 6


def test_json_and_link_header_name_the_same_pages(everything: Any) -> None:
    second = get(get("/api/v1/attendances/?limit=2").json()["next"])
    page = second.json()
    assert second["Link"] == f'<{page["next"]}>; rel="next", <{page["previous"]}>; rel="prev"'
