"""Suggestions: what the grid offers for a name that is being typed."""

from typing import Any

from django.utils import timezone

from coalition.desk.attendance.standings import (
    UNKNOWN,
    Days,
    Standing,
    short_name,
    standings,
    typed_date,
)
from coalition.models import Leader, Party
from coalition.name_lookup import find_by_name

LIMIT = 10


def suggest_leaders(term: str, days: Days) -> list[dict[str, Any]]:
    """The leaders that `term` may mean, with the party and office that they had in `days`."""
    found = find_by_name(Leader, term, limit=LIMIT)
    keys = [one.pk for one in found]
    names = dict(Leader.objects.filter(pk__in=keys).values_list("pk", "name"))
    known = standings(keys, days)
    return [as_leader(key, names[key], known.get(key, UNKNOWN)) for key in keys if key in names]


def suggest_parties(term: str) -> list[dict[str, Any]]:
    found = find_by_name(Party, term, limit=LIMIT)
    parties = Party.objects.only("name", "abbreviation").in_bulk([one.pk for one in found])
    return [as_party(parties[one.pk]) for one in found if one.pk in parties]


def as_leader(key: int, name: str, standing: Standing) -> dict[str, Any]:
    return {
        "id": key,
        "text": name,
        "detail": str(standing),
        "party": as_choice(standing.party),
        "office": standing.office,
    }


def as_party(party: Party) -> dict[str, Any]:
    detail = party.name if party.abbreviation else ""
    return {
        "id": party.pk,
        "text": short_name(party),
        "detail": detail,
        "party": as_choice(party),
        "office": "",
    }


def as_choice(party: Party | None) -> dict[str, Any] | None:
    return {"id": party.pk, "text": short_name(party)} if party is not None else None


def days_of(text: str) -> Days:
    """The days that the date in a form means; without one, today."""
    return Days.of(typed_date(text), today=timezone.localdate())
