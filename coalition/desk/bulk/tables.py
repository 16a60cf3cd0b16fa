"""Tables as editors upload them: CSV or XLSX, bounded, as text, each row with its number."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coalition.desk.bulk.spreadsheets import NotReadable, is_old_or_locked, is_zip, read_cells
from coalition.formulas import restored

__all__ = ["NotReadable", "Table", "read_table"]

BYTES_LIMIT = 2 * 1024 * 1024
ROWS_LIMIT = 1000
COLUMNS_LIMIT = 40
CELL_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are numbered as a spreadsheet numbers them: the headers are row 1."""

    headers: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(content: bytes) -> Table:
    """Read a file by what it holds, whatever its name. Raises NotReadable with the remedy."""
    if len(content) > BYTES_LIMIT:
        raise NotReadable(_("The file is larger than 2 MB. Split it into several."))
    if is_old_or_locked(content):
        raise NotReadable(
            _(
                "This is a spreadsheet of an old kind, or one with a password. Save it as XLSX "
                "without a password, or as CSV."
            )
        )
    lines = read_cells(content, columns=COLUMNS_LIMIT) if is_zip(content) else _csv_lines(content)
    return _table(lines)


def _csv_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise NotReadable(
            _("Row %(row)d cannot be read as CSV (%(error)s). Save the table as CSV again.")
            % {"row": reader.line_num, "error": error}
        ) from error


def _decoded(content: bytes) -> str:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable(
            _("The file is not in UTF-8. Save it as “CSV UTF-8”, or as XLSX, and upload it again.")
        ) from error
    if "\x00" in text:
        raise NotReadable(_("This is neither CSV nor XLSX. Save the table as one of them."))
    return text


def _table(lines: Iterable[tuple[int, list[str]]]) -> Table:
    numbered = iter(lines)
    headers: list[str] = []
    for _number, cells in numbered:
        headers = ["_".join(cell.lower().split()) for cell in cells]
        while headers and not headers[-1]:
            headers.pop()
        break
    if not headers:
        raise NotReadable(_("The first row is empty. It has to name the columns."))
    if len(headers) > COLUMNS_LIMIT:
        raise NotReadable(_("The table has more than %d columns.") % COLUMNS_LIMIT)
    rows: list[tuple[int, list[str]]] = []
    for number, cells in numbered:
        if not any(cells):
            continue
        if len(rows) == ROWS_LIMIT:
            raise NotReadable(
                _("The table has more than %d rows. Split it into several.") % ROWS_LIMIT
            )
        rows.append((number, _fitted(number, [cell.strip() for cell in cells], len(headers))))
    if not rows:
        raise NotReadable(_("There is no row below the headers, so there is nothing to import."))
    return Table(headers, rows)


def _fitted(number: int, cells: list[str], width: int) -> list[str]:
    if any(cells[width:]):
        raise NotReadable(
            _("Row %d has more cells than there are headers. A text with a comma needs quotes.")
            % number
        )
    if any(len(cell) > CELL_LIMIT for cell in cells):
        raise NotReadable(
            _("Row %(row)d has a cell of more than %(limit)d characters. Shorten it.")
            % {"row": number, "limit": CELL_LIMIT}
        )
    return [restored(cell) for cell in cells[:width]] + [""] * (width - len(cells))
