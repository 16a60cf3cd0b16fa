"""The archive by month: what is certain in a month, and what may be."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from coalition import generation
from coalition.models import Edition
from coalition.pages.almanac import Almanac
from coalition.publishing import withdraw
from tests.factories import (
    ElectionFactory,
    MeetingFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    published,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


def month(path: str) -> dict[str, list[str]]:
    answer = Client().get(path)
    assert answer.status_code == 200
    return {
        part: [entry.title for group in answer.context[part] for entry in group.summaries]
        for part in ("certain", "perhaps")
    }


def meeting(title: str, date: str, **fields: Any) -> None:
    published(MeetingFactory(title=title, date=date, **fields))


def test_month_holds_everything_that_is_dated_to_it() -> None:
    meeting("Dinner", "2023-12-06")
    meeting("Later", "2024-01-01")
    meeting("Earlier", "2023-11-30")
    published(SeatSharingTalkFactory(title="Talk", began="2023-12"))
    published(StatementFactory(title="Said", made="2023-12-31"))
    published(ElectionFactory(name="Poll", polling="2023-12-01"))
    found = month("/archive/2023-12/")
    assert found == {"certain": ["Dinner", "Talk", "Said", "Poll"], "perhaps": []}


def test_days_of_a_month_come_in_their_order() -> None:
    meeting("Second", "2023-12-20")
    meeting("First", "2023-12-02")
    assert month("/archive/2023-12/")["certain"] == ["First", "Second"]


@pytest.mark.parametrize(
    ("date", "months"),
    [
        ("[2023-11-28..2023-12-02]", ["2023-11", "2023-12"]),
        ("[..2023-12-05]", ["2023-12"]),
        ("[2023-12-05..]", ["2023-12"]),
    ],
)
def test_imprecise_date_stands_apart_in_each_month_it_may_be_in(
    date: str, months: list[str]
) -> None:
    meeting("Vague", date)
    listed = {str(key): value for key, value in Almanac.of(Edition.objects.live()).calendar.items()}
    assert listed == dict.fromkeys(months, (0, 1))
    for name in months:
        assert month(f"/archive/{name}/") == {"certain": [], "perhaps": ["Vague"]}


def test_some_day_within_the_month_is_certain_to_be_in_it() -> None:
    meeting("Third week", "[2023-12-15..2023-12-21]")
    assert month("/archive/2023-12/") == {"certain": ["Third week"], "perhaps": []}


def test_what_is_dated_to_a_year_is_in_no_month() -> None:
    meeting("Some time", "2023")
    meeting("Dinner", "2023-12-06")
    assert month("/archive/2023-12/") == {"certain": ["Dinner"], "perhaps": []}
    assert Client().get("/archive/2023-06/").status_code == 404


def test_index_counts_each_month() -> None:
    meeting("Dinner", "2023-12-06")
    meeting("Lunch", "2023-12-07")
    meeting("Vague", "[2023-11-28..2023-12-02]")
    words = read("/archive/")
    assert "December 2023 2 entries, perhaps 1" in words
    assert "November 2023 perhaps 1" in words


def test_months_lead_to_their_neighbours_with_something_in_them() -> None:
    for date in ("2023-01-05", "2023-06-05", "2024-02-05"):
        meeting(f"Of {date}", date)
    context = Client().get("/archive/2023-06/").context
    assert context["previous"].path == "/archive/2023-01/"
    assert context["following"].path == "/archive/2024-02/"
    assert Client().get("/archive/2024-02/").context["following"] is None


@pytest.mark.parametrize(
    "path",
    [
        "2023-13",
        "2023-00",
        "2023-1",
        "23-12",
        "2023",
        "0000-01",
        "2023-12-06",
        "nothing",
        "9999-12",
    ],
)
def test_what_is_no_month_is_no_page(path: str) -> None:
    meeting("Dinner", "2023-12-06")
    assert Client().get(f"/archive/{path}/").status_code == 404


@pytest.mark.parametrize(
    "date",
    ["0001-01-01", "0001-01", "0700-03", "1899-12-31", "2200-01-01", "9999-12", "9999-12-31"],
)
def test_month_of_any_year_has_its_page(date: str) -> None:
    meeting("Dinner", date, confirmed=True)
    path = f"/archive/{date[:7]}/"
    assert f'href="{path}"' in Client().get("/archive/").content.decode()
    assert month(path) == {"certain": ["Dinner"], "perhaps": []}
    assert Client().get(f"/hi{path}").status_code == 200


@pytest.mark.parametrize(
    ("date", "months"),
    [
        ("[9999-11-20..9999-12-31]", ["9999-11", "9999-12"]),
        ("[..9999-12-31]", ["9999-12"]),
        ("[0001-01-01..]", ["0001-01"]),
    ],
)
def test_imprecise_date_at_an_end_of_time_stands_in_each_month(
    date: str, months: list[str]
) -> None:
    meeting("Vague", date, confirmed=True)
    for name in months:
        assert month(f"/archive/{name}/") == {"certain": [], "perhaps": ["Vague"]}
        assert Client().get(f"/hi/archive/{name}/").status_code == 200


def test_month_of_nothing_but_a_withdrawn_meeting_is_no_page() -> None:
    gone = MeetingFactory(title="Hoax", date="2023-05-06")
    published(gone)
    withdraw(gone, by=None, reason="A hoax.")
    MeetingFactory(title="Draft", date="2023-05-07")
    assert Client().get("/archive/2023-05/").status_code == 404
    assert "May" not in read("/archive/")


def test_archive_is_for_search_engines() -> None:
    meeting("Dinner", "2023-12-06")
    sitemap = Client().get("/sitemap.xml").content.decode()
    for path in ("/archive/", "/archive/2023-12/"):
        html = Client().get(path).content.decode()
        assert "noindex" not in html
        assert f'<link rel="canonical" href="http://localhost:8000{path}">' in html
        assert f"<loc>http://localhost:8000{path}</loc>" in sitemap


def test_archive_of_a_past_moment_is_that_of_then() -> None:
    with time_machine.travel("2023-12-10T12:00:00+05:30"):
        meeting("Dinner", "2023-12-06")
    with time_machine.travel("2023-12-20T12:00:00+05:30"):
        meeting("Lunch", "2023-12-07")
        assert month("/archive/2023-12/?as_of=2023-12-15")["certain"] == ["Dinner"]
        assert "1 entry" in read("/archive/?as_of=2023-12-15")
        assert Client().get("/archive/2023-12/?as_of=2023-12-01").status_code == 404


def test_archive_of_a_past_moment_leads_to_its_own_months() -> None:
    with time_machine.travel("2023-12-10T12:00:00+05:30"):
        for date in ("2023-10-05", "2023-11-05", "2023-12-06"):
            meeting(f"Of {date}", date)
    html = Client().get("/archive/?as_of=2023-12-15").content.decode()
    assert set(re.findall(r'href="(/archive/2[^"]+)"', html)) == {
        f"/archive/2023-{number}/?as_of=2023-12-15" for number in (10, 11, 12)
    }
    answer = Client().get("/archive/2023-11/?as_of=2023-12-15")
    assert answer.context["previous"].path == "/archive/2023-10/?as_of=2023-12-15"
    assert answer.context["following"].path == "/archive/2023-12/?as_of=2023-12-15"
    assert '<a href="/archive/?as_of=2023-12-15">Archive by month</a>' in answer.content.decode()


def test_archive_of_a_past_moment_is_counted_once_per_generation(
    settings: Any, django_assert_num_queries: Any
) -> None:
    settings.GENERATION_SECONDS = 60
    with time_machine.travel("2023-12-10T12:00:00+05:30"):
        meeting("Dinner", "2023-12-06")
    generation.forget()
    read("/archive/?as_of=2023-12-15")
    with django_assert_num_queries(0):
        assert "1 entry" in read("/archive/?as_of=2023-12-15")
    with django_assert_num_queries(1):
        assert month("/archive/2023-12/?as_of=2023-12-15")["certain"] == ["Dinner"]
    with django_assert_num_queries(1):
        assert "1 entry" not in read("/archive/?as_of=2023-12-05")


def test_withdrawn_meeting_is_not_counted_in_the_past_that_is_kept() -> None:
    with time_machine.travel("2023-12-10T12:00:00+05:30"):
        meeting("Dinner", "2023-12-06")
        gone = MeetingFactory(title="Hoax", date="2023-11-06")
        published(gone)
    assert "November" in read("/archive/?as_of=2023-12-15")
    withdraw(gone, by=None, reason="A hoax.")
    assert "November" not in read("/archive/?as_of=2023-12-15")


def test_crowded_month_leads_to_the_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coalition.pages.archive._MOST", 2)
    for day in (1, 2, 3):
        meeting(f"Day {day}", f"2023-12-0{day}")
    html = Client().get("/archive/2023-12/").content.decode()
    assert '<a href="/meetings/?from=2023-12-01&amp;to=2023-12-31">' in html
