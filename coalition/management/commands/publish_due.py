"""Publish what is due. Safe to run every minute, and on several machines at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coalition.publishing import Due, publish_due


class Command(BaseCommand):
    help = (
        "Publish every record whose time has come. What was changed since it was scheduled, or may "
        "not be published, is held back with the reason, for an editor to look at. Says what it "
        "did, record by record; fails if anything was held back or could not be done."
    )

    def handle(self, **options: Any) -> None:
        results = publish_due()
        for result in results:
            self.stdout.write(_words(result))
        unpublished = sum(bool(result.held_back_because or result.failed) for result in results)
        if unpublished:
            raise CommandError(f"Not published: {unpublished:,} of {len(results):,} that were due.")


def _words(result: Due) -> str:
    name = f"{result.scheduled.get_kind_display()} “{result.record or result.scheduled.uid}”"
    if result.held_back_because:
        return f"{name}: held back. {result.held_back_because}"
    if result.failed:
        return f"{name}: failed, and will be tried again. {result.failed}"
    if result.record is None:
        return f"{name}: deleted in the meantime, so taken off the schedule."
    if result.edition is None:
        return f"{name}: nothing had changed since its last edition."
    return f"{name}: edition {result.edition.number} is public."
