"""Plans: which addresses to call, and how many queries one call takes. Prints them as JSON.

Runs in a process of its own with the site's settings, as `python -m benchmarks.addresses`, and
counts before anything is timed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TypeVar

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks import scenarios  # noqa: E402
from benchmarks.cast import LEADERS_PER_PARTY, PARTIES, Cast  # noqa: E402
from benchmarks.filter_questions import filter_addresses  # noqa: E402
from benchmarks.scenarios import Scenario, is_asked_for, scenarios_planned  # noqa: E402
from benchmarks.serializers.paging import page_after  # noqa: E402
from coalition import generation  # noqa: E402
from coalition.api.filtersets import FILTERSETS  # noqa: E402
from coalition.api.paging import Cursor, Side  # noqa: E402
from coalition.models.editions import Edition, Kind  # noqa: E402

_LIST = "/api/v1/meetings/"
_CHANGES = "/api/v1/changes"
_PAGE = 50
#: Fewer than the entries that a cache of a process keeps, so that all of them stay in it.
_HOT = 40
_COLD = 200
_LISTS = 12
T = TypeVar("T")
_NO_CACHE = {
    name: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"} for name in settings.CACHES
}


def addresses(cast: Cast) -> dict[str, list[str]]:
    """Scenario -> addresses, spread evenly over everything that is live."""
    live = Edition.objects.live().of_kind(Kind.MEETING)
    rows = list(live.order_by("-sort_key").values_list("slug", "sort_key"))
    slugs = [slug for slug, _key in rows]
    keys = [key for _slug, key in rows]
    hot, cold = _spread(slugs, _HOT), _spread(slugs, _COLD)
    members = [party for alliance in range(cast.alliances) for party in cast.members(alliance)]
    return {
        scenarios.PAGE: [f"/meetings/{slug}/" for slug in hot],
        scenarios.PAGE_UNCACHED: [f"/meetings/{slug}/" for slug in cold],
        **_profiles(cast),
        scenarios.DETAIL: [f"{_LIST}{slug}/" for slug in cold],
        scenarios.LIST: [
            f"{_LIST}?limit={_PAGE}",
            *(_after(key) for key in _spread(keys[:-_PAGE], _LISTS - 1)),
        ],
        scenarios.FILTERED: [
            f"{_LIST}?limit={_PAGE}&party={cast.party_slug(party)}"
            for party in _spread(members, _LISTS)
        ],
        # Full pages, so that each size of newsroom answers with as much.
        scenarios.DEEPEST: [_after(key) for key in keys[-_PAGE - _LISTS : -_PAGE]],
        scenarios.NOT_MODIFIED: [f"{_LIST}{slug}/" for slug in hot],
        **_changes(sorted(live.order_by().values_list("sequence", flat=True))),
        **filter_addresses(list(FILTERSETS[Kind.MEETING].base_filters), cast, _LIST),
    }


def nested_addresses(own: dict[str, list[str]]) -> dict[str, list[str]]:
    """Scenario -> where the nested serializers answer the same, in the same order."""
    keys = list(
        Edition.objects.live()
        .of_kind(Kind.MEETING)
        .order_by("-sort_key")
        .values_list("sort_key", flat=True)
    )
    days = [key[:10] for key in keys]
    first = f"{_LIST}?limit={_PAGE}"
    behind = (keys.index(key) for key in _spread(keys[:-_PAGE], _LISTS - 1))
    return {
        scenarios.DETAIL: own[scenarios.DETAIL],
        scenarios.LIST: [first, *(page_after(first, days, index) for index in behind)],
    }


def _changes(sequences: Sequence[int]) -> dict[str, list[str]]:
    """Pages of meetings only, so that each size of newsroom answers with as much."""
    newest = Edition.objects.order_by("-sequence").values_list("sequence", flat=True)[0]
    whole = [
        first - 1
        for first, last in zip(sequences, sequences[_PAGE - 1 :], strict=False)
        if last - first == _PAGE - 1
    ]
    middle = len(whole) // 2

    def page(after: int) -> str:
        return f"{_CHANGES}?after={after}&limit={_PAGE}"

    return {
        scenarios.CHANGES_NEWEST: [page(after) for after in whole[-_LISTS:]],
        scenarios.CHANGES_MIDDLE: [page(after) for after in whole[middle : middle + _LISTS]],
        scenarios.CHANGES_POLL: [page(newest)],
    }


def _profiles(cast: Cast) -> dict[str, list[str]]:
    """The pages that all meetings and talks lead to; the frequent ones are among them."""
    parties = [f"/parties/{cast.party_slug(number)}/" for number in range(PARTIES)]
    leaders = range(PARTIES * LEADERS_PER_PARTY)
    alliances = [f"/alliances/{cast.alliance_slug(n)}/" for n in range(cast.alliances)]
    election = [f"/elections/{cast.election_slug}/"]
    return {
        scenarios.PARTY: parties,
        scenarios.PARTY_UNCACHED: parties,
        scenarios.LEADER_UNCACHED: [
            f"/leaders/{cast.leader_slug(number)}/" for number in _spread(leaders, _HOT)
        ],
        scenarios.ALLIANCE: alliances,
        scenarios.ALLIANCE_UNCACHED: alliances,
        scenarios.ELECTION: election,
        scenarios.ELECTION_UNCACHED: election,
    }


def _after(key: str) -> str:
    return f"{_LIST}?limit={_PAGE}&cursor={Cursor(Side.AFTER, key).encode('meetings')}"


def _spread(items: Sequence[T], count: int) -> list[T]:
    return [items[number * len(items) // count] for number in range(min(count, len(items)))]


def queries(scenario: Scenario, paths: Sequence[str]) -> int:
    """The most queries that one call takes, with the generation to be asked for anew."""
    caches = settings.CACHES if scenario.is_cached else _NO_CACHE
    client = Client(headers={"host": "127.0.0.1"})
    most = 0
    with override_settings(CACHES=caches):
        for path in paths[:5]:
            first = client.get(path)
            headers = {"if-none-match": first.headers["ETag"]} if scenario.is_conditional else {}
            generation.forget()
            with CaptureQueriesContext(connection) as captured:
                again = client.get(path, headers=headers)
            expected = 304 if scenario.is_conditional else 200
            if again.status_code != expected:
                raise RuntimeError(f"{path} answered {again.status_code}, not {expected}.")
            most = max(most, len(captured))
    return most


def main() -> None:
    own = addresses(Cast(seed=int(sys.argv[1])))
    nested = nested_addresses(own)
    wanted = [name for name in own if is_asked_for(name, sys.argv[2])]
    print(
        json.dumps(
            {
                scenario.name: {
                    "paths": own[scenario.name],
                    "queries": queries(scenario, own[scenario.name]),
                    "nested": nested.get(scenario.name, []),
                }
                for scenario in scenarios_planned(wanted)
            }
        )
    )


if __name__ == "__main__":
    main()
