"""Export records as JSON Lines."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from coalition.interchange import KINDS_IN_ORDER, export_lines


class Command(BaseCommand):
    help = (
        "Export records as JSON Lines, one record a line with all that belongs to it. Loading the "
        "file into an empty database and exporting again gives the same bytes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", metavar="FILE", help="default: standard output")
        parser.add_argument(
            "--kind",
            action="append",
            choices=KINDS_IN_ORDER,
            help="only records of this kind; may be given more than once",
        )

    def handle(self, *, output: str | None, kind: list[str] | None, **options: Any) -> None:
        lines = export_lines(kind or KINDS_IN_ORDER)
        if output is None:
            for line in lines:
                self.stdout.write(line, ending="")
            return
        with open(output, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
