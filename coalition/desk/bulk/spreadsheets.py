"""XLSX: a zip of XML. What it would unpack to is looked at before anything is unpacked."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

UNPACKED_LIMIT = 40 * 1024 * 1024
MEMBERS_LIMIT = 200
#: Beginnings and ends of elements: an empty cell is four bytes in a file, and hundreds in memory.
TAGS_LIMIT = 500_000
#: A sheet names its rows by numbers, and whatever it leaves out comes as an empty row.
LAST_ROW = 50_000
_CHUNK = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0"


class NotReadable(Exception):
    """The file is no table that can be imported. The text says what to do."""


def is_zip(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def is_old_or_locked(content: bytes) -> bool:
    """XLS, and XLSX under a password, are another container."""
    return content.startswith(_OLE)


def read_cells(content: bytes, *, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet, numbered, as text; formulas as their last results."""
    _look_into(content)
    try:
        # Read-only takes row after row; what the sheet says of its own size is not believed.
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_col=columns + 1)
        for number, cells in enumerate(rows, start=1):
            if number > LAST_ROW:
                raise NotReadable(
                    _(
                        "The sheet goes on below row %d. Delete the empty rows below the table, "
                        "and save it again."
                    )
                    % LAST_ROW
                )
            yield number, [_text(cell) for cell in cells]
        book.close()
    except NotReadable:
        raise
    except Exception as error:
        # openpyxl raises whatever it stumbles over: KeyError, ValueError, ParseError, OSError ...
        raise NotReadable(_damaged()) from error


def _look_into(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            # A member never yields more than its entry says; reading one that lies is an error.
            if (
                len(members) > MEMBERS_LIMIT
                or sum(member.file_size for member in members) > UNPACKED_LIMIT
            ):
                raise NotReadable(_too_large())
            if "xl/workbook.xml" not in archive.namelist():
                raise NotReadable(_("This is a zip file but no XLSX. Save the table as XLSX."))
            if sum(_tags_in(archive, member) for member in members) > TAGS_LIMIT:
                raise NotReadable(_too_large())
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as file:
                        if b"<!DOCTYPE" in file.read(4096):
                            raise NotReadable(_damaged())
    except NotReadable:
        raise
    except Exception as error:
        raise NotReadable(_damaged()) from error


def _tags_in(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """How many there may be, in whatever encoding: a letter of it is found in all of them."""
    with archive.open(member) as file:
        return sum(chunk.count(b"<") for chunk in iter(lambda: file.read(_CHUNK), b""))


def _too_large() -> str:
    return _("Unpacked, this spreadsheet is too large. Keep one sheet, without pictures.")


def _damaged() -> str:
    return _("The spreadsheet is damaged. Open it, save it as XLSX again, and upload that.")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
