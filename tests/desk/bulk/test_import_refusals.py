"""What an import refuses, told by row, column and remedy."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.models import Attendance, Party, PartyMembership
from tests import factories
from tests.desk.bulk.import_tables import PARTIES, attendance_rows
from tests.desk.bulk.tables_by_hand import csv_of, problems_of, upload

pytestmark = pytest.mark.django_db


def test_one_bad_row_keeps_all_out(editor: Client) -> None:
    page = upload(
        editor, Party, csv_of(PARTIES, ["a", "A", "", ""], ["b", "B", "", "yesterdayish"])
    )
    assert page.context["preview"].is_refused
    assert not page.context["parcel"]
    assert not Party.objects.exists()


@pytest.mark.parametrize(
    ("headers", "cells", "column", "words"),
    [
        (["name", "founded"], ["A", "yesterdayish"], "founded", "not understood"),
        (["name", "wikidata_id"], ["A", "10225"], "wikidata_id", "Q and a number"),
        (["name", "colour"], ["A", "red"], "colour", "#rrggbb"),
        (["name"], ["A" * 201], "name", "at most 200"),
        (["name"], ["A\u202eB"], "name", "invisible control character"),
        (["slug", "name"], ["no slug", "A"], "slug", "letters"),
        (["name", "split_from"], ["A", "Nobody"], "split_from", "No party is called “Nobody”"),
        (["name", "other_names"], ["A", "B [nickname]"], "other_names", "no kind of name"),
    ],
)
def test_bad_cell_is_told_by_row_column_and_remedy(
    editor: Client, headers: list[str], cells: list[str], column: str, words: str
) -> None:
    [(row, named, text)] = problems_of(editor, Party, headers, cells)
    assert (row, named) == (2, column)
    assert words in text


def test_every_bad_cell_of_a_row_is_told(editor: Client) -> None:
    found = problems_of(editor, Party, ["name", "colour", "founded"], ["A", "red", "soonish"])
    assert {column for _row, column, _text in found} == {"colour", "founded"}


def test_ambiguous_name_is_an_error_with_the_slugs(editor: Client) -> None:
    factories.PartyFactory(slug="inc", name="Congress", abbreviation="")
    factories.PartyFactory(slug="ncp", name="Congress", abbreviation="")
    factories.LeaderFactory(name="Vaiko")
    headers = ["leader", "party", "since"]
    [(_row, column, text)] = problems_of(
        editor, PartyMembership, headers, ["Vaiko", "congress", ""]
    )
    assert column == "party"
    assert "inc" in text
    assert "ncp" in text


def test_unknown_name_is_told_what_it_may_have_meant(editor: Client) -> None:
    factories.LeaderFactory(name="N K Premchandran", slug="premchandran")
    factories.PartyFactory(slug="rsp")
    headers = ["leader", "party", "since"]
    [(_row, _column, text)] = problems_of(
        editor, PartyMembership, headers, ["Premachandran", "rsp", ""]
    )
    assert "Did you mean N K Premchandran (premchandran)?" in text


def test_rows_about_the_same_are_refused(editor: Client) -> None:
    [(row, _column, text)] = problems_of(editor, Party, ["slug", "name"], ["a", "A"], ["a", "B"])
    assert row == 3
    assert "Row 2" in text


def test_reason_without_an_absence_is_refused(editor: Client) -> None:
    rows = attendance_rows(["dinner", "Vaiko", "", "attended", "not_given", "", "", ""])
    [(row, _column, text)] = problems_of(editor, Attendance, *rows)
    assert row == 2
    assert "Only an absence has a reason" in text


def test_membership_that_ends_before_it_begins_is_refused(editor: Client) -> None:
    factories.LeaderFactory(slug="vaiko"), factories.PartyFactory(slug="mdmk")
    [(_row, column, _text)] = problems_of(
        editor,
        PartyMembership,
        ["leader", "party", "since", "until"],
        ["vaiko", "mdmk", "2020", "2019"],
    )
    assert column == "until"


@pytest.mark.parametrize("column", ["uid", "version", "stage", "id"])
def test_what_the_desk_keeps_is_no_column(editor: Client, column: str) -> None:
    page = upload(editor, Party, csv_of(["slug", "name", column], ["a", "A", "1"]))
    assert "kept by the desk" in str(page.context["form"].errors)


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        (["slug", "name", "motto"], "no column “motto”"),
        (["name", "name"], "is there twice"),
        (["colour"], "is missing"),
    ],
)
def test_wrong_columns_are_told(editor: Client, headers: list[str], words: str) -> None:
    page = upload(editor, Party, csv_of(headers, ["a"] * len(headers)))
    assert words in str(page.context["form"].errors)
