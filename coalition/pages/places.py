"""Where a meeting was: the town before all else, the venue and the state beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coalition.pages.facts import Fact, FactTeller
from coalition.pages.regions import region_name


@dataclass(frozen=True, slots=True)
class Place:
    """`town` is the city, or the region where only that is known; `region` is empty if it adds
    nothing."""

    town: Fact
    venue: Fact
    region: Fact

    def __bool__(self) -> bool:
        return bool(self.town or self.venue)


def place_of(place: dict[str, Any], teller: FactTeller) -> Place:
    """Claims on the place as a whole stand beside the venue if there is one. Where nothing is
    recorded, the page says so, and whatever speaks of it stands there."""
    city, venue = place["city"] or "", place["venue"] or ""
    region = region_name(place["region"])
    at_town = ["city"] if city else ["city", "region"]
    if not venue:
        at_town.append("place")
    if not (city or region or venue):
        at_town.append("venue")
    return Place(
        town=teller.fact(city or region, *at_town, is_shown=not venue),
        venue=teller.fact(venue, "venue", "place"),
        region=teller.fact(region, "region") if city and region not in city else Fact(""),
    )
