"""What is deprecated says so until its sunset, and is gone after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from drf_spectacular.validation import validate_schema

from coalition.api import deprecations
from coalition.api.deprecations import DEPRECATIONS, Deprecation
from coalition.api.views.reference import forget_schema, schema_document

GUIDE = (Path(__file__).parents[2] / "docs" / "api-versioning.md").read_text()
BEFORE = datetime(2024, 6, 1, tzinfo=UTC)
AFTER = datetime(2025, 1, 1, tzinfo=UTC)

LIST = Deprecation(
    operation="list_parties",
    since=date(2024, 1, 1),
    sunset=date(2025, 1, 1),
    instead="Use list_alliances.",
)
PARAMETER = Deprecation(
    operation="list_meetings",
    parameter="category",
    since=date(2024, 1, 1),
    sunset=date(2025, 1, 1),
    instead="Use occurrence.",
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(deprecations, "DEPRECATIONS", (LIST, PARAMETER))
    forget_schema()
    yield
    monkeypatch.undo()
    forget_schema()


def get(path: str, at: datetime = BEFORE, **headers: str) -> HttpResponse:
    with time_machine.travel(at, tick=False):
        return Client().get(f"/api/v1/{path}", headers=headers or None)


def is_told(answer: HttpResponse) -> bool:
    return {"Deprecation", "Sunset", "Link"} <= set(answer.headers)


def test_nothing_is_deprecated_without_its_paragraph_in_the_guide() -> None:
    assert [entry.anchor for entry in DEPRECATIONS if f"`{entry.operation}`" not in GUIDE] == []


def test_headers_are_those_of_the_standards() -> None:
    answer = get("parties/")
    assert answer.status_code == 200
    assert answer["Deprecation"] == f"@{int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())}"
    assert parsedate_to_datetime(answer["Sunset"]) == AFTER
    assert answer["Link"] == (
        "<http://localhost:8000/api/v1/docs/#deprecated-list_parties>; "
        'rel="deprecation"; type="text/html"'
    )


def test_kept_and_known_answers_say_so_too() -> None:
    tag = get("parties/")["ETag"]
    assert is_told(get("parties/"))
    known = get("parties/", if_none_match=tag)
    assert known.status_code == 304
    assert is_told(known)


def test_refused_query_says_so_too() -> None:
    answer = get("parties/?limit=0")
    assert answer.status_code == 400
    assert is_told(answer)


@pytest.mark.parametrize("path", ["alliances/", "meetings/", "parties/nobody/", "docs/"])
def test_what_stays_says_nothing(path: str) -> None:
    assert not is_told(get(path))


def test_parameter_concerns_those_who_give_it() -> None:
    assert is_told(get("meetings/?category=dinner"))
    assert not is_told(get("meetings/?occurrence=held"))


@pytest.mark.parametrize("path", ["parties/", "parties", "meetings/?category=dinner"])
def test_after_its_sunset_it_is_gone(path: str) -> None:
    answer = get(path, AFTER)
    assert answer.status_code == 410
    assert answer.json()["type"] == "http://localhost:8000/api/v1/docs/#problem-ended"
    assert "ended on 2025-01-01. Use " in answer.json()["detail"]
    assert is_told(answer)


def test_kept_answer_does_not_outlive_the_sunset() -> None:
    assert get("parties/").status_code == 200
    assert get("parties/", AFTER).status_code == 410


def test_list_without_the_parameter_outlives_it() -> None:
    assert get("meetings/", AFTER).status_code == 200


def test_schema_marks_the_operation_and_the_parameter() -> None:
    schema = schema_document()
    validate_schema(schema)
    assert schema["paths"]["/api/v1/parties/"]["get"]["deprecated"] is True
    meetings = schema["paths"]["/api/v1/meetings/"]["get"]
    assert "deprecated" not in meetings
    marked = [p["name"] for p in meetings["parameters"] if p.get("deprecated")]
    assert marked == ["category"]
    assert {"Deprecation", "Sunset", "Link"} <= set(meetings["responses"]["200"]["headers"])


def test_page_lists_what_is_deprecated_under_the_linked_anchor() -> None:
    page = get("docs/").content.decode()
    for entry in (LIST, PARAMETER):
        assert f'id="{entry.anchor}"' in page
        assert entry.instead in page
    assert re.search(r"1 January 2025|2025-01-01", page)


def test_less_than_a_year_of_notice_is_refused() -> None:
    with pytest.raises(ValueError, match="less than 365 days"):
        Deprecation(
            operation="search", since=date(2024, 1, 1), sunset=date(2024, 12, 1), instead="Wait."
        )


@pytest.mark.parametrize(("operation", "parameter"), [("list_nothing", ""), ("search", "colour")])
def test_entry_for_what_does_not_exist_is_refused(
    monkeypatch: pytest.MonkeyPatch, operation: str, parameter: str
) -> None:
    entry = Deprecation(
        operation=operation,
        parameter=parameter,
        since=date(2024, 1, 1),
        sunset=date(2025, 1, 1),
        instead="Nothing.",
    )
    monkeypatch.setattr(deprecations, "DEPRECATIONS", (entry,))
    forget_schema()
    with pytest.raises(ValueError, match=r"There is no operation|takes no parameter"):
        schema_document()
