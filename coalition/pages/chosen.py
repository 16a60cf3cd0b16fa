"""What a list was narrowed to, in a sentence, and each part of it with a way to take it back."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coalition.models.editions import Edition, Kind
from coalition.pages.facets import Links, label_of
from coalition.pages.filter_forms import VOCABULARIES
from coalition.pages.isolation import listed
from coalition.pages.list_queries import ListQuery
from coalition.pages.periods import period_label
from coalition.pages.regions import region_name
from coalition.pages.wording import KINDS, word

#: The filters from the one that usually leaves the least to the one that leaves the most.
_NARROWEST = (
    "attendance",
    "leader",
    "election",
    "party",
    "date",
    "region",
    "category",
    "occurrence",
    "status",
    "stance",
    "level",
    "alliance",
)


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen filter; `path` leads to the list without it."""

    name: str
    label: str
    value: str
    path: str


def chips_of(query: ListQuery, links: Links) -> list[Chip]:
    """In the order in which they were asked."""
    chips = []
    for name, value in query.given.items():
        if name == "to" and "from" in query.given:
            continue
        if name in ("from", "to"):
            period = period_label(query.start, query.end)
            path = links.to(**{"from": "", "to": ""})
            chips.append(Chip("date", label_of("date", query.kind), period, path))
        else:
            text = _value(name, value, query)
            chips.append(Chip(name, label_of(name, query.kind), text, links.to(**{name: ""})))
    return chips


def narrowest(chips: list[Chip]) -> Chip | None:
    """The one to take back first where nothing fits all of them."""
    return min(chips, key=lambda chip: _NARROWEST.index(chip.name), default=None)


def sentence_of(query: ListQuery) -> str:
    """“Meetings that the TMC missed, 2023”; empty if nothing was chosen."""
    if not query.given:
        return ""
    parts = [_subject(query)]
    for name in ("occurrence", "category", "status", "stance", "level"):
        if value := query.given.get(name):
            value = _value(name, value, query)
            parts.append(value[:1].lower() + value[1:])
    if query.kind != Kind.PARTY and "alliance" in query.about:
        parts.append(_short(query.about["alliance"]))
    if "election" in query.about:
        parts.append(query.about["election"].title)
    if region := query.given.get("region"):
        parts.append(region_name(region))
    if period := period_label(query.start, query.end):
        parts.append(period)
    return listed(parts)


def _value(name: str, value: str, query: ListQuery) -> str:
    if name in query.about:
        return query.about[name].title
    if name == "region":
        return region_name(value)
    return word(VOCABULARIES[query.kind][name], value)


def _subject(query: ListQuery) -> str:
    people = [query.about[name] for name in ("leader", "party") if name in query.about]
    if query.kind == Kind.PARTY and "alliance" in query.about:
        return _("Parties of %(name)s") % {"name": query.about["alliance"].title}
    if not people:
        return word(KINDS, query.kind)
    names = {"name": listed(_short(edition) for edition in people)}
    if query.kind == Kind.MEETING:
        return _of_meetings(query.given.get("attendance", "")) % names
    if query.kind == Kind.SEAT_SHARING_TALK:
        return _("Seat-sharing talks that %(name)s takes part in") % names
    if query.kind == Kind.STATEMENT:
        return _("Statements by %(name)s") % names
    if query.kind == Kind.LEADER:
        return _("Leaders of %(name)s, present and former") % names
    return _("Alliances that %(name)s is or was in") % names


def _of_meetings(status: str) -> str:
    sentences = {
        "attended": _("Meetings that %(name)s attended"),
        "absent": _("Meetings that %(name)s missed"),
        "expected": _("Meetings at which %(name)s was expected"),
        "invited": _("Meetings to which %(name)s was invited"),
        "declined": _("Meetings that %(name)s declined to attend"),
    }
    return sentences.get(status, _("Meetings at which %(name)s is named, in any role"))


def _short(edition: Edition) -> str:
    return edition.abbreviation or edition.title
