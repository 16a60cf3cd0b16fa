"""Datasets: which files there are, and how each is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from coalition.api.exports.popolo import popolo_lines
from coalition.api.exports.snapshot import Snapshot
from coalition.api.flat import TABLES
from coalition.api.flat.formats import csv_header, csv_line, json_row
from coalition.api.flat.tables import Table
from coalition.api.kinds import PUBLIC_KINDS, api_url
from coalition.compact_json import compact_json
from coalition.models.editions import Kind

#: Pieces of text that together are the file.
Write = Callable[[Snapshot], Iterator[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One file. `kind` is that of its documents, if it holds whole ones of a single kind."""

    name: str
    format: str
    content_type: str
    title: str
    description: str
    write: Write
    kind: Kind | None = None
    table: Table | None = None

    @property
    def file_name(self) -> str:
        return f"{self.name}.{self.format}"

    @property
    def url(self) -> str:
        return api_url(f"export/{self.file_name}")


def end_line(snapshot: Snapshot, rows: int) -> str:
    """The last line of a file of JSON Lines. A file without it is not whole."""
    end = {"end": {"sequence": snapshot.sequence, "rows": rows}}
    return compact_json(end) + "\n"


def _documents(kind: Kind | None) -> Write:
    def write(snapshot: Snapshot) -> Iterator[str]:
        count = 0
        for body in snapshot.bodies(kind):
            count += 1
            yield f"{body}\n"
        yield end_line(snapshot, count)

    return write


def _rows_as_json(table: Table) -> Write:
    def write(snapshot: Snapshot) -> Iterator[str]:
        count = 0
        for document in snapshot.documents(table.kind):
            for _number, cells in table.rows(document):
                count += 1
                yield json_row(table.names, cells) + "\n"
        yield end_line(snapshot, count)

    return write


def _rows_as_csv(table: Table) -> Write:
    def write(snapshot: Snapshot) -> Iterator[str]:
        yield csv_header(table.columns)
        for document in snapshot.documents(table.kind):
            for _number, cells in table.rows(document):
                yield csv_line(table.columns, cells)

    return write


def _of_kinds() -> Iterator[Dataset]:
    everything = Dataset(
        name="documents",
        format="jsonl",
        content_type="application/jsonl",
        title="All documents",
        description="The documents of all kinds, one a line, byte for byte as they were published.",
        write=_documents(None),
    )
    yield everything
    for entry in PUBLIC_KINDS.values():
        yield replace(
            everything,
            name=entry.path,
            title=entry.many[0].upper() + entry.many[1:],
            description=f"The documents of all public {entry.many}, one a line, byte for byte as "
            "they were published.",
            write=_documents(entry.kind),
            kind=entry.kind,
        )


def _of_tables() -> Iterator[Dataset]:
    for table in TABLES:
        as_csv = Dataset(
            name=table.name,
            format="csv",
            content_type="text/csv; charset=utf-8; header=present",
            title=f"{table.noun[0].upper()}{table.noun[1:]}s, as flat rows",
            description=table.description,
            write=_rows_as_csv(table),
            table=table,
        )
        yield as_csv
        yield replace(
            as_csv,
            format="jsonl",
            content_type="application/jsonl",
            write=_rows_as_json(table),
        )


DATASETS: tuple[Dataset, ...] = (
    *_of_kinds(),
    *_of_tables(),
    Dataset(
        name="popolo",
        format="json",
        content_type="application/json",
        title="Popolo",
        description="People, organisations, memberships, posts, events and areas as the Popolo "
        "specification has them.",
        write=popolo_lines,
    ),
)
