"""Import records from JSON Lines."""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

from coalition.interchange import EntriesRefused, Loaded, load
from coalition.interchange.line_files import FileTooLarge, Limits, open_lines
from coalition.management.bulk_publishing import publish_in_parts
from coalition.management.garbage import collecting_by_part
from coalition.models import StaleRecordError
from coalition.publishing import GatesClosed
from coalition.publishing.ledger import take_turn


class Command(BaseCommand):
    help = (
        "Import records from a JSON Lines file as export_records writes it: all of them, or none. "
        "An entry that says what is stored already changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        limits = Limits()
        parser.add_argument("file", help="the file, or - for standard input")
        parser.add_argument(
            "--publish", action="store_true", help="publish the approved records as well"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="check everything, change nothing"
        )
        parser.add_argument(
            "--max-bytes", type=int, default=limits.bytes, help="of the file (default: %(default)s)"
        )
        parser.add_argument(
            "--max-line-bytes",
            type=int,
            default=limits.line_bytes,
            help="of one entry (default: %(default)s)",
        )
        parser.add_argument(
            "--max-rows",
            type=int,
            default=limits.rows,
            help="entries and whatever is nested in them (default: %(default)s)",
        )

    def handle(self, *, file: str, publish: bool, dry_run: bool, **options: Any) -> None:
        limits = Limits(options["max_bytes"], options["max_line_bytes"], options["max_rows"])
        try:
            with (
                collecting_by_part() as collect,
                open_lines(file, sys.stdin.buffer, limits) as entries,
                transaction.atomic(),
            ):
                if publish:
                    # Before any row is locked, as every publisher does it.
                    take_turn()
                with _bar("Loading", entries.count) as bar:
                    loaded = load(entries, progress=bar.update)
                collect()
                editions = _publish(loaded, collect) if publish else None
                transaction.set_rollback(dry_run)
        except (EntriesRefused, FileTooLarge, GatesClosed, OSError, StaleRecordError) as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        self.stdout.write(_summary(loaded, editions, is_dry_run=dry_run))


def _publish(loaded: Loaded, collect: Callable[[], object]) -> int:
    total = sum(len(keys) for kind, keys in loaded.keys.items() if kind != "source")
    with _bar("Publishing", total) as bar:

        def done(count: int) -> None:
            bar.update(count)
            collect()

        return publish_in_parts(loaded.keys, progress=done)


def _bar(label: str, total: int) -> Any:
    """A progress bar on a terminal; nothing where nobody watches."""
    return tqdm(total=total, desc=label, unit=" records", disable=None, file=sys.stderr)


def _summary(loaded: Loaded, editions: int | None, *, is_dry_run: bool) -> str:
    counts: Mapping[str, int] = {
        "new": loaded.created.total(),
        "changed": loaded.changed.total(),
        "as they were": loaded.unchanged.total(),
    }
    lines = ["Records: " + ", ".join(f"{count:,} {what}" for what, count in counts.items()) + "."]
    if editions is not None:
        lines.append(f"New editions: {editions:,}.")
    if is_dry_run:
        lines.append("This was a dry run: nothing was changed.")
    return "\n".join(lines)
