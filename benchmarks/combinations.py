"""How long every combination of filters takes: prints it as JSON.

Runs in a process of its own with the site's settings, as `python -m benchmarks.combinations SEED
SAMPLE`, or with `single` at the end for single filters alone. Nothing is kept between two questions
but what the database keeps of its pages: each is planned anew, and answered without the cache.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db.models import Count, Max, Min  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from coalition.models.editions import Edition, EditionLink, Kind, Relation  # noqa: E402

_ROUNDS = 3
_LIMIT = 50
#: Parameters of a larger combination.
_LARGER = range(3, 9)
_NO_CACHE = {
    name: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"} for name in settings.CACHES
}

Values = Mapping[str, Sequence[str]]
#: These say more of a party or leader, and are nothing by themselves.
_BESIDE = ("attendance", "role")


def values() -> dict[str, list[str]]:
    """By parameter: what is frequent, and what is rare or does not occur."""
    live = Edition.objects.live().of_kind(Kind.MEETING)
    span = live.aggregate(
        first=Min("earliest"),
        last=Max("latest"),
        parties=Max("party_count"),
        leaders=Max("leader_count"),
        published=Max("published_at"),
    )
    return {
        "party": _most_and_least(Relation.NAMED, Kind.PARTY),
        "leader": _most_and_least(Relation.NAMED, Kind.LEADER),
        "alliance": _most_and_least(Relation.ALLIANCE, Kind.ALLIANCE),
        "attendance": ["attended", "absent", "declined"],
        "role": ["host", "chair"],
        "occurrence": ["held", "postponed", "tentative"],
        "category": ["dinner", "rally"],
        "region": _regions(),
        "min_parties": ["1", str(span["parties"]), str(span["parties"] + 1)],
        "max_parties": [str(span["parties"]), "0"],
        "min_leaders": ["1", str(span["leaders"])],
        "max_leaders": ["10", "0"],
        "disputed": ["false", "true"],
        "corrected": ["false", "true"],
        "date_from": [str(span["first"]), str(span["last"])],
        "date_to": [str(span["last"]), str(span["first"])],
        "published_since": [
            "2000-01-01T00:00:00Z",
            span["published"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        ],
        "q": [*_names(), "zyxwvut"],
        "ordering": ["date", "published", "-published"],
    }


def _most_and_least(relation: Relation, kind: Kind) -> list[str]:
    links = EditionLink.objects.filter(relation=relation, target_kind=kind)
    counted = links.values("target_uid").annotate(times=Count("pk")).order_by("times")
    uids = list(counted.values_list("target_uid", flat=True))
    return [str(uids[-1]), str(uids[-2]), str(uids[0])]


def _regions() -> list[str]:
    live = Edition.objects.live().of_kind(Kind.MEETING).exclude(region="")
    counted = live.values("region").annotate(times=Count("pk")).order_by("times", "region")
    codes = list(counted.values_list("region", flat=True))
    return [codes[-1], codes[0], codes[0][:2], "ZZ"]


def _names() -> list[str]:
    """A word of most titles, and the name of a leader."""
    title = Edition.objects.live().of_kind(Kind.MEETING).values_list("title", flat=True)[0]
    leader = Edition.objects.live().of_kind(Kind.LEADER).values_list("title", flat=True)[0]
    return [title.split()[0], leader]


def questions(choices: Values, sample: int, seed: int) -> Iterator[tuple[str, dict[str, str]]]:
    """All single filters, all pairs, and a sample of larger combinations."""
    chance = random.Random(seed)
    names = list(choices)
    for name in names:
        for value in choices[name]:
            yield "single", _whole({name: value}, choices)
    for pair in combinations(names, 2):
        for chosen in product(*((choices[name][0], choices[name][-1]) for name in pair)):
            yield "pair", _whole(dict(zip(pair, chosen, strict=True)), choices)
    for _ in range(sample):
        some = chance.sample(names, chance.choice(_LARGER))
        yield "larger", _whole({name: chance.choice(choices[name]) for name in some}, choices)


def _whole(asked: dict[str, str], choices: Values) -> dict[str, str]:
    """With a party beside what is nothing without one, and bounds the right way round."""
    if asked.keys() & set(_BESIDE) and not asked.keys() & {"party", "leader"}:
        asked["party"] = choices["party"][0]
    for what in ("parties", "leaders"):
        least, most = asked.get(f"min_{what}"), asked.get(f"max_{what}")
        if least and most and int(least) > int(most):
            asked[f"max_{what}"] = least
    start, end = asked.get("date_from"), asked.get("date_to")
    if start and end and start > end:
        asked["date_to"] = start
    return asked


def measure(seed: int, sample: int, *, is_single: bool = False) -> list[dict[str, object]]:
    """Of each question how long it took when it was new, and at best, for what else runs beside it
    only ever adds to that. In milliseconds, with the documents."""
    client = Client(headers={"host": "127.0.0.1"})
    found = []
    with override_settings(CACHES=_NO_CACHE):
        for sort, asked in questions(values(), sample, seed):
            if is_single and sort != "single":
                break
            path = f"/api/v1/meetings/?{urlencode({**asked, 'limit': _LIMIT})}"
            times = []
            for _ in range(_ROUNDS + 1):
                started = time.perf_counter()
                answer = client.get(path)
                times.append((time.perf_counter() - started) * 1000)
                if answer.status_code != 200:
                    raise RuntimeError(f"{path} answered {answer.status_code}.")
            found.append(
                {
                    "sort": sort,
                    "query": urlencode(asked),
                    "rows": len(answer.json()["results"]),
                    "first": times[0],
                    "ms": min(times[1:]),
                }
            )
    return found


if __name__ == "__main__":
    is_single = sys.argv[3:] == ["single"]
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]), is_single=is_single)))
