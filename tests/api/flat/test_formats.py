"""JSON, CSV and JSON Lines: which is given, and that no spreadsheet calculates anything."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from coalition import kept_answers
from coalition.api.flat.attendances import ATTENDANCES
from coalition.api.flat.columns import Sort
from coalition.formulas import neutralised, restored
from tests.api.world import build_world
from tests.factories import AttendanceFactory, ClaimFactory, MeetingFactory, published

JSON = "application/json"
CSV = "text/csv; charset=utf-8; header=present"
JSONL = "application/jsonl"


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(f"/api/v1/{path}", headers=headers or None)


def read_csv(answer: HttpResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", JSON),
        ("", JSON),
        ("application/*", JSON),
        ("text/*", CSV),
        ("text/csv", CSV),
        ("Text/CSV; charset=utf-8", CSV),
        ("application/jsonl", JSONL),
        ("application/x-ndjson", "application/x-ndjson"),
        ("application/x-jsonlines", "application/x-jsonlines"),
        ("text/csv, application/json", JSON),
        ("text/csv, application/json;q=0.9", CSV),
        ("application/json;q=0, */*", CSV),
        ("application/json;q=0.1, text/csv;q=0.2, */*;q=0.01", CSV),
        ("text/csv;q=nonsense", CSV),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON),
    ],
)
def test_accept_chooses_the_format(accept: str, expected: str) -> None:
    answer = get("attendances/", accept=accept)
    assert (answer.status_code, answer["Content-Type"]) == (200, expected)
    assert answer["Vary"] == "Accept, Authorization"


@pytest.mark.django_db
@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*;q=0", "text/csv;q=0"])
def test_nothing_that_fits_is_a_problem(accept: str) -> None:
    answer = get("attendances/", accept=accept)
    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")
    assert answer.json()["type"].endswith("#problem-not-acceptable")
    assert "Accept" in answer["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "expected"), [("json", JSON), ("csv", CSV), ("jsonl", JSONL)])
def test_format_wins_over_accept(name: str, expected: str) -> None:
    for accept in ("application/json", "text/csv", "text/html"):
        assert get(f"attendances/?format={name}", accept=accept)["Content-Type"] == expected


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["xml", "CSV", "xlsx"])
def test_other_format_is_refused(name: str) -> None:
    assert get(f"attendances/?format={name}").json()["errors"][0]["parameter"] == "format"


@pytest.mark.django_db
def test_kept_answer_is_never_given_in_another_format() -> None:
    build_world()
    for accept, expected in ((JSON, JSON), ("text/csv", CSV), (JSONL, JSONL), (JSON, JSON)):
        assert get("attendances/", accept=accept)["Content-Type"] == expected


@pytest.mark.django_db
def test_tag_of_one_format_is_not_that_of_another() -> None:
    build_world()
    etag = get("attendances/", accept=JSON)["ETag"]
    assert get("attendances/", accept="text/csv", if_none_match=etag).status_code == 200
    kept_answers.forget_all()
    assert get("attendances/", accept=JSON, if_none_match=etag).status_code == 304


@pytest.mark.django_db
def test_all_formats_say_the_same() -> None:
    build_world()
    as_json = get("attendances/").json()["results"]
    as_lines = [json.loads(line) for line in get("attendances/?format=jsonl").content.splitlines()]
    assert as_lines == as_json
    as_csv = read_csv(get("attendances/?format=csv"))
    assert len(as_csv) == len(as_json) == 3
    for told, row in zip(as_csv, as_json, strict=True):
        assert {name: _read_back(name, cell) for name, cell in told.items()} == row


def _read_back(name: str, cell: str) -> Any:
    """What a partner who follows the dictionary makes of a cell."""
    [column] = [column for column in ATTENDANCES.columns if column.name == name]
    if cell == "":
        return None
    if column.sort is Sort.WHOLE:
        return int(cell)
    if column.sort is Sort.TRUTH:
        return {"true": True, "false": False}[cell]
    return cell.split("|") if column.sort is Sort.LIST else restored(cell)


@pytest.mark.django_db
def test_csv_is_as_rfc_4180_has_it() -> None:
    meeting = MeetingFactory(title='Dinner, "late"', approved=True)
    AttendanceFactory(meeting=meeting, described_as="President, party")
    published(meeting)
    text = get("attendances/?format=csv").content.decode()
    assert text.split("\r\n")[0] == ",".join(ATTENDANCES.names)
    assert '"Dinner, ""late"""' in text
    assert text.endswith("\r\n")
    [row] = read_csv(get("attendances/?format=csv"))
    assert row["meeting_title"] == 'Dinner, "late"'


@pytest.mark.django_db
def test_csv_has_a_dated_name() -> None:
    with time_machine.travel("2023-12-06T20:00:00Z"):
        disposition = get("attendances/?format=csv")["Content-Disposition"]
    # In the newsroom's own zone it is the next day.
    assert disposition == 'attachment; filename="attendances-2023-12-07.csv"'
    assert "Content-Disposition" not in get("attendances/?format=json")


_EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "'=1+1")


@pytest.mark.django_db
@pytest.mark.parametrize("evil", _EVIL)
def test_every_cell_from_text_is_safe_in_csv(evil: str) -> None:
    meeting = MeetingFactory(
        title=evil, slug="-1-2", placed=True, venue=evil, city=evil, date_label=evil
    )
    row = AttendanceFactory(
        meeting=meeting,
        described_as=evil,
        named_as=evil,
        status="absent",
        reason=evil,
        reason_given="given",
    )
    row.party.name = row.party.abbreviation = row.leader.name = evil
    row.party.save()
    row.leader.save()
    source = ClaimFactory(attendance=row).source
    source.publisher = evil
    source.save()
    published(meeting)
    [told] = read_csv(get("attendances/?format=csv"))
    as_json = get("attendances/").json()["results"][0]
    changed = {name for name, cell in told.items() if cell.startswith("'")}
    assert {name for name, value in as_json.items() if value in (evil, [evil])} <= changed
    assert {"meeting_title", "venue", "described_as", "reason", "publishers"} <= changed
    assert told["meeting_slug"] == "'-1-2"
    begins_evil = tuple("=+-@\t\r\n＝＋－＠")
    assert [name for name, cell in told.items() if cell.startswith(begins_evil)] == []
    assert restored(told["reason"]) == as_json["reason"] == evil


@pytest.mark.parametrize("text", ["=a", "'=a", "''+a", "\n=a", "\ta", "\ra", "a", "'a", ""])
def test_apostrophe_is_taken_off_again(text: str) -> None:
    assert restored(neutralised(text)) == text
    assert not neutralised(text).startswith(tuple("=+-@\t\r\n"))


@pytest.mark.django_db
def test_separator_within_an_item_does_not_split_it() -> None:
    meeting = MeetingFactory()
    row = AttendanceFactory(meeting=meeting)
    source = ClaimFactory(attendance=row).source
    source.publisher = "Here|There"
    source.save()
    published(meeting)
    assert get("attendances/").json()["results"][0]["publishers"] == ["Here|There"]
    assert read_csv(get("attendances/?format=csv"))[0]["publishers"] == "Here¦There"


@pytest.mark.django_db
def test_empty_list_is_a_header_in_csv_and_nothing_in_json_lines() -> None:
    assert get("attendances/?format=csv").content.decode() == ",".join(ATTENDANCES.names) + "\r\n"
    assert get("attendances/?format=jsonl").content == b""
