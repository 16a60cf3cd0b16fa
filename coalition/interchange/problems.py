"""Problems: what is wrong with an entry, where it stands, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SHOWN = 20


class Sort(StrEnum):
    """What a problem lies in: the entry itself, who writes it, or what is stored meanwhile."""

    INVALID = "invalid"
    FORBIDDEN = "forbidden"
    STALE = "stale"
    CONFLICT = "conflict"
    #: Somebody else was quicker in the same moment: read against what is stored by now, the same
    #: entry may be right.
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands. `lines` leads from a field path to its own line, where it is known."""

    file: str
    line: int
    entry: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, path: str) -> int:
        """The line of `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get(path, self.line)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. An empty `path` means the entry as a whole; the reason includes the remedy."""

    place: Place
    path: str
    reason: str
    sort: Sort = Sort.INVALID

    def __str__(self) -> str:
        where = [
            f"{self.place.file}, line {self.place.line_of(self.path)}",
            self.place.entry,
            self.path,
        ]
        return ", ".join(part for part in where if part) + f": {self.reason}"


class Problems:
    """The first `SHOWN` problems and how many there are: a bad file must not fill memory."""

    def __init__(self) -> None:
        self.shown: list[Problem] = []
        self.count = 0

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def is_full(self) -> bool:
        """Whether the next one is only counted: nobody need work out its reason."""
        return len(self.shown) >= SHOWN

    def add(self, place: Place, path: str, reason: str, sort: Sort = Sort.INVALID) -> None:
        self.count += 1
        if not self.is_full:
            self.shown.append(Problem(place, path, reason, sort))

    def joined_with(self, others: "Problems") -> "Problems":
        """Both, in the order of their lines, as far as these are shown."""
        joined = Problems()
        joined.count = self.count + others.count
        found = [*self.shown, *others.shown]
        joined.shown = sorted(found, key=lambda one: (one.place.file, one.place.line))[:SHOWN]
        return joined


class EntriesRefused(Exception):
    """Entries that cannot be loaded. Nothing was written."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        lines = [str(problem) for problem in problems.shown]
        if problems.count > len(lines):
            lines.append(f"… and {problems.count - len(lines):,} more.")
        super().__init__("\n".join(lines))

    @property
    def was_overtaken(self) -> bool:
        """Whether nothing is wrong but that somebody else was quicker."""
        return all(problem.sort == Sort.OVERTAKEN for problem in self.problems.shown)
