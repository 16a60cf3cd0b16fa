"""Send webhooks: the worker. Any number may run, on any number of machines."""

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from coalition.webhooks.worker import Worker, clean_up


class Command(BaseCommand):
    help = (
        "Send what the outbox holds for webhooks, until stopped. On SIGTERM or SIGINT the delivery "
        "under way is finished first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="send what is due now, and end; for a timer"
        )

    def handle(self, **options: Any) -> None:
        worker = Worker()
        before = {
            number: signal.signal(number, lambda *_: worker.stop())
            for number in (signal.SIGTERM, signal.SIGINT)
        }
        try:
            if options["once"]:
                tried = worker.drain()
                removed = clean_up(now=timezone.now())
                self.stdout.write(f"Tried {tried:,} messages; removed {removed:,} old ones.")
            else:
                worker.run()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
