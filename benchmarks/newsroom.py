"""A synthetic newsroom of any size, the same at every run of the same seed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from benchmarks.cast import Cast, Record
from benchmarks.meetings import Meetings
from benchmarks.reports import Reports
from benchmarks.talks import Talks

MEETINGS_PER_STATEMENT = 5
MEETINGS_PER_TALK = 50
#: How many meetings stand in one file. An import is one transaction, and keeps what it publishes.
PART = 10_000


@dataclass(frozen=True)
class Newsroom:
    """A smaller newsroom of the same seed is the beginning of a larger one."""

    meetings: int
    seed: int = 1

    @cached_property
    def cast(self) -> Cast:
        return Cast(self.seed)

    def records(self, numbers: range) -> Iterator[Record]:
        """The records around these meetings, what is referred to before what refers to it."""
        reports, meetings, talks = Reports(self.cast), Meetings(self.cast), Talks(self.cast)
        for number in numbers:
            yield from reports.of_meeting(number)
        for number in numbers:
            yield meetings.meeting(number)
        for number in numbers:
            if number % MEETINGS_PER_TALK == 0:
                yield talks.talk(number)
        for number in numbers:
            if number % MEETINGS_PER_STATEMENT == 0:
                yield talks.statement(number)

    def write(self, folder: Path) -> Iterator[tuple[Path, int]]:
        """Write the newsroom as files of JSON Lines, to be imported in this order, and say how
        many attendances each holds. A file is written when the one before it was dealt with.
        """
        for start in range(0, self.meetings, PART):
            numbers = range(start, min(start + PART, self.meetings))
            path = folder / f"newsroom-{self.meetings}-{start}.jsonl"
            attendances = 0
            with path.open("w", encoding="utf-8") as file:
                # The cast stands in the first file only; the others refer to what is stored.
                for record in chain(() if start else self.cast.records(), self.records(numbers)):
                    attendances += len(record.get("attendances", ()))
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")
            yield path, attendances
