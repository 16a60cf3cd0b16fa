"""Bring live editions up to date with what they carry and whom they name."""

from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from coalition.models import Edition, Kind
from coalition.publishing import refresh

_PART = 500


class Command(BaseCommand):
    help = (
        "Renew every live edition whose document carries something older than what is live now, or "
        "has an outdated address. Records and what editors are working on are not touched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--names",
            action="store_true",
            help="let old events, too, call everybody by their present name",
        )
        parser.add_argument(
            "--kind",
            action="append",
            choices=Kind.values,
            help="only editions of this kind; may be given more than once",
        )
        parser.add_argument("--note", default="", help="a note for the ledger")

    def handle(self, *, names: bool, kind: list[str] | None, note: str, **options: Any) -> None:
        checked = renewed = 0
        for part in _parts(kind or Kind.values):
            checked += len(part)
            renewed += len(refresh(part, by=None, names=names, note=note))
        self.stdout.write(f"Live editions: {checked:,} checked, {renewed:,} renewed.")


def _parts(kinds: list[str]) -> Iterator[list[UUID]]:
    """In the order of publishing: what is carried is renewed before what carries it."""
    order = [Kind.PARTY, Kind.LEADER, Kind.ALLIANCE, Kind.ELECTION]
    order += [Kind.STATEMENT, Kind.SEAT_SHARING_TALK, Kind.MEETING]
    for kind in order:
        if kind in kinds:
            live = Edition.objects.live().of_kind(kind).order_by("sequence")
            source = iter(live.values_list("uid", flat=True))
            while part := list(islice(source, _PART)):
                yield part
