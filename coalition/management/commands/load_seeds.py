"""Load the seed records and publish them."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from coalition.interchange import EntriesRefused, Loaded, load
from coalition.interchange.seed_files import SeedFiles
from coalition.interchange.shapes import SHAPES
from coalition.models import Edition, Kind, Record, Stage
from coalition.publishing import GatesClosed, publish_all
from coalition.publishing.ledger import take_turn


class Command(BaseCommand):
    help = (
        "Load every seed file and publish its records, all of them or none. What is stored and "
        "public already stays as it is; what differs is made as the files say."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dir",
            type=Path,
            default=Path(settings.BASE_DIR) / "seeds",
            help="the folder of the *.yaml files (default: %(default)s)",
        )

    def handle(self, *, dir: Path, **options: Any) -> None:
        try:
            with transaction.atomic():
                # Before any row is locked, as every publisher does it.
                take_turn()
                loaded = load(SeedFiles(dir), stage=Stage.APPROVED)
                editions = publish_all(_to_publish(loaded), by=None).editions
        except (EntriesRefused, GatesClosed) as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        self.stdout.write(_summary(loaded, len(editions)))


def _to_publish(loaded: Loaded) -> list[Record]:
    """The approved records that the load wrote, and those that were never public.

    So a record that the desk has withdrawn stays withdrawn, until its seed says something new.
    """
    records: list[Record] = []
    for kind in Kind:
        model = SHAPES[kind].model
        approved = model.objects.filter(pk__in=loaded.keys[kind], stage=Stage.APPROVED).order_by(
            "pk"
        )
        public = set(Edition.objects.filter(kind=kind).values_list("uid", flat=True))
        records += [
            record
            for record in approved
            if record.pk in loaded.touched[kind] or record.uid not in public
        ]
    return records


def _summary(loaded: Loaded, editions: int) -> str:
    def total(count: Counter[str]) -> int:
        return sum(count.values())

    if not total(loaded.created) and not total(loaded.changed) and not editions:
        return f"Nothing to do: all {total(loaded.unchanged)} seed records are stored and public."
    return (
        f"Seed records: {total(loaded.created)} new, {total(loaded.changed)} changed, "
        f"{total(loaded.unchanged)} as they were. New editions: {editions}."
    )
