"""Files that are tables, and files that only pretend to be."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest

from coalition.desk.bulk import tables
from coalition.desk.bulk.tables import NotReadable, read_table
from coalition.formulas import neutralised, restored
from tests.desk.bulk.tables_by_hand import csv_of, xlsx_of


def refusal(content: bytes) -> str:
    with pytest.raises(NotReadable) as caught:
        read_table(content)
    return str(caught.value)


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_as_spreadsheets_save_it(encoding: str, delimiter: str) -> None:
    content = delimiter.join(["Name", "Sort Name"]) + "\r\n" + delimiter.join(["Vaiko", "V"])
    table = read_table(content.encode(encoding))
    assert (table.headers, table.rows) == (["name", "sort_name"], [(2, ["Vaiko", "V"])])


def test_rows_keep_the_numbers_of_the_spreadsheet() -> None:
    table = read_table(csv_of(["name"], ["A"], [""], ["B"]))
    assert [number for number, _cells in table.rows] == [2, 4]


def test_sheet_is_read_as_text() -> None:
    table = read_table(xlsx_of(["a", "b", "c", "d"], ["x", 12, 12.5, datetime(2023, 12, 6)]))  # noqa: DTZ001
    assert table.rows == [(2, ["x", "12", "12.5", "2023-12-06"])]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "first row is empty"),
        (b"name\n", "no row below"),
        ("name\nMamatā".encode("latin-1", "replace") + b"\xff", "not in UTF-8"),
        (b"name\nA,B\n", "more cells than"),
        (b'name\n"A\n', "cannot be read as CSV"),
        (b"name\n\x00\n", "neither CSV nor XLSX"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old kind, or one with a password"),
        (b"PK\x03\x04nonsense", "damaged"),
        (zip_of(readme=b"hello"), "no XLSX"),
        (csv_of(["name"], ["A" * 10_001]), "more than 10000 characters"),
        (csv_of([f"c{n}" for n in range(41)], ["x"]), "more than 40 columns"),
    ],
    # The bytes of an archive tell the time, and two processes have to collect the same tests.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_told_what_to_do(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_table_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROWS_LIMIT", 2)
    assert "more than 2 rows" in refusal(csv_of(["name"], ["A"], ["B"], ["C"]))


def test_file_of_too_many_bytes_is_refused() -> None:
    assert "larger than 2 MB" in refusal(b"a" * (tables.BYTES_LIMIT + 1))


def test_zip_bomb_is_refused_before_it_unpacks() -> None:
    bomb = zip_of(
        **{"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": b"0" * (41 * 1024 * 1024)}
    )
    assert len(bomb) < 100_000
    assert "too large" in refusal(bomb)


def sheet_of(rows: bytes) -> bytes:
    """A spreadsheet with `rows` below those that it had."""
    found = io.BytesIO()
    plain = zipfile.ZipFile(io.BytesIO(xlsx_of(["name"], ["A"])))
    with plain, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in plain.namelist():
            content = plain.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"</sheetData>", rows + b"</sheetData>")
            changed.writestr(name, content)
    return found.getvalue()


def test_sheet_of_a_million_empty_cells_is_refused_unread() -> None:
    bomb = sheet_of(b"<row>" + b"<c/>" * 1_000_000 + b"</row>")
    assert len(bomb) < 100_000
    assert "too large" in refusal(bomb)


def test_row_far_below_is_refused_without_counting_there() -> None:
    assert "goes on below row 50000" in refusal(sheet_of(b'<row r="2000000000"/>'))


def test_spreadsheet_with_entities_is_refused() -> None:
    sly = zip_of(**{"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'})
    assert "damaged" in refusal(sly)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "'=1", "''-", "＝1", "plain", "'tis", ""]
)
def test_formula_is_neutralised_and_restored(text: str) -> None:
    assert restored(neutralised(text)) == text
    assert not neutralised(text).startswith(("=", "+", "-", "@", "＝"))
