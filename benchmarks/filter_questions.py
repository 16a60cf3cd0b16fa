"""What each filter of the meetings is asked, so that its cost can be followed as a newsroom grows.

A *common* question finds more than a page at any size. A *rare* one finds next to nothing, or
nothing: the planner has to know that, or it walks a whole list. Both ask for as many documents of
a newsroom of any size, as it is the search that is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.cast import LEADERS_PER_PARTY, Cast

_COMMON_LIMIT = 50
#: The smallest newsroom has as many for most of them.
_RARE_LIMIT = 1

#: Scenarios of filters begin with it.
PREFIX = "API filter "


@dataclass(frozen=True, slots=True)
class Questions:
    """Query strings, without `limit`. `rare` is empty where no value can be."""

    common: tuple[str, ...]
    rare: tuple[str, ...] = ()


def _category(cast: Cast) -> Questions:
    # Nobody of this newsroom holds rallies.
    return Questions(("category=summit", "category=dinner"), ("category=rally", "category=other"))


def _occurrence(cast: Cast) -> Questions:
    return Questions(("occurrence=held",), ("occurrence=cancelled", "occurrence=tentative"))


def _date_from(cast: Cast) -> Questions:
    return Questions(("date_from=2008-01-01", "date_from=2016-01-01"), ("date_from=2024-06-01",))


def _date_to(cast: Cast) -> Questions:
    return Questions(("date_to=2023-12-31", "date_to=2016-01-01"), ("date_to=2007-12-31",))


def _party(cast: Cast) -> Questions:
    often = (0, 1, cast.members(0).stop - 1, cast.members(1).start)
    return Questions(
        tuple(f"party={cast.party_slug(number)}" for number in often),
        tuple(f"party={cast.party_slug(number)}" for number in cast.guests),
    )


def _leader(cast: Cast) -> Questions:
    guests = (number * LEADERS_PER_PARTY for number in cast.guests)
    return Questions(
        tuple(f"leader={cast.leader_slug(number)}" for number in range(4)),
        # Only its first leader ever comes as a guest.
        tuple(f"leader={cast.leader_slug(number + more)}" for number in guests for more in (0, 1)),
    )


def _attendance(cast: Cast) -> Questions:
    party, guest = cast.party_slug(0), cast.party_slug(cast.guests[0])
    return Questions(
        (f"party={party}&attendance=attended", f"party={party}&attendance=absent"),
        (f"party={party}&attendance=declined", f"party={guest}&attendance=absent"),
    )


def _alliance(cast: Cast) -> Questions:
    return Questions(
        tuple(f"alliance={cast.alliance_slug(number)}" for number in range(cast.alliances))
    )


def _region(cast: Cast) -> Questions:
    return Questions(("region=IN", "region=IN-DL"), ("region=IN-GA", "region=NP"))


def _published_since(cast: Cast) -> Questions:
    return Questions(
        ("published_since=2000-01-01T00:00:00Z",), ("published_since=2999-01-01T00:00:00Z",)
    )


def _role(cast: Cast) -> Questions:
    party, guest = cast.party_slug(0), cast.party_slug(cast.guests[0])
    return Questions((f"party={party}&role=host",), (f"party={guest}&role=host",))


def _bound(name: str, common: int, rare: int) -> Callable[[Cast], Questions]:
    return lambda cast: Questions((f"{name}={common}",), (f"{name}={rare}",))


def _truth(name: str) -> Callable[[Cast], Questions]:
    return lambda cast: Questions((f"{name}=true", f"{name}=false"))


def _corrected(cast: Cast) -> Questions:
    return Questions(("corrected=false",), ("corrected=true",))


def _words(cast: Cast) -> Questions:
    return Questions(("q=new delhi",), ("q=nowhere",))


#: Filter of the meetings -> what it is asked.
QUESTIONS: dict[str, Callable[[Cast], Questions]] = {
    "alliance": _alliance,
    "attendance": _attendance,
    "category": _category,
    "corrected": _corrected,
    "date_from": _date_from,
    "date_to": _date_to,
    "disputed": _truth("disputed"),
    "leader": _leader,
    "max_leaders": _bound("max_leaders", 30, 1),
    "max_parties": _bound("max_parties", 20, 1),
    "min_leaders": _bound("min_leaders", 10, 40),
    "min_parties": _bound("min_parties", 5, 23),
    "occurrence": _occurrence,
    "party": _party,
    "published_since": _published_since,
    "q": _words,
    "region": _region,
    "role": _role,
}


def filter_addresses(declared: list[str], cast: Cast, path: str) -> dict[str, list[str]]:
    """Scenario -> addresses, for every filter that the list at `path` declares.

    Raises RuntimeError for one that nobody gave a question: it would never be measured.
    """
    found = {}
    for name in declared:
        if name not in QUESTIONS:
            raise RuntimeError(
                f"Say in benchmarks/filter_questions.py what the filter {name} is asked."
            )
        questions = QUESTIONS[name](cast)
        for how, asked, limit in (
            ("common", questions.common, _COMMON_LIMIT),
            ("rare", questions.rare, _RARE_LIMIT),
        ):
            if asked:
                found[f"{PREFIX}{name}, {how}"] = [
                    f"{path}?limit={limit}&{question.replace(' ', '+')}" for question in asked
                ]
    return found
