"""The filters of a list as links: each adds or replaces one parameter and keeps the others.

Nothing is counted: what a filter finds is told by the list that it leads to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from coalition.models.editions import Kind
from coalition.pages.addresses import list_path
from coalition.pages.choices import Choices, Identity
from coalition.pages.filter_forms import PLACED, RECORDS, VOCABULARIES
from coalition.pages.list_queries import ListQuery
from coalition.pages.paging import DATED_KINDS
from coalition.pages.periods import is_whole_year, month_label, month_of, year_of
from coalition.pages.regions import codes_alike, region_name
from coalition.pages.wording import word

#: How many choices stand open; and how many behind “more”, before a page of its own is better.
_OPEN, _MORE = 10, 120


@dataclass(frozen=True, slots=True)
class Option:
    """`path` leads to the list with this chosen; if it is chosen, to the list without it."""

    label: str
    path: str
    is_chosen: bool = False
    level: int = 1


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    options: list[Option]
    more: list[Option] = field(default_factory=list)
    #: Where all choices are, if there are more than fit.
    elsewhere: str = ""

    @property
    def has_days(self) -> bool:
        return self.name == "date"


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of one list, made from what was asked of it; never with a place in it."""

    section: str
    given: Mapping[str, str]
    kept: Mapping[str, str]

    def to(self, **changes: str) -> str:
        """With `changes`; an empty value takes its parameter away."""
        wanted = {name: value for name, value in {**self.given, **changes}.items() if value}
        if not wanted.keys() & {"party", "leader"}:
            wanted.pop("attendance", None)
        query = urlencode({**wanted, **self.kept})
        return f"{self.section}?{query}" if query else self.section


def facets_of(query: ListQuery, choices: Choices, links: Links) -> list[Facet]:
    """In the order of use; a facet with nothing to choose is left out."""
    kind = query.kind
    found: list[Facet] = []
    if kind in DATED_KINDS:
        found.append(_dates(query, choices, links))
    found += [
        _words(name, query, links)
        for name in VOCABULARIES.get(kind, {})
        if name != "attendance" or query.about.keys() & {"party", "leader"}
    ]
    if "alliance" in RECORDS.get(kind, ()):
        found.append(_alliances(query, choices, links))
    if "party" in RECORDS.get(kind, ()):
        found.append(_parties(query, choices, links))
    if kind in PLACED:
        found.append(_regions(query, choices, links))
    return [facet for facet in found if facet.options or facet.has_days]


def label_of(name: str, kind: Kind) -> str:
    """What a filter is called."""
    labels = {
        "date": _("Date"),
        "occurrence": _("Held or not"),
        "category": _("Kind of meeting"),
        "attendance": _("Who came"),
        "status": _("State of the talks"),
        "stance": _("Stance"),
        "level": _("Level"),
        "alliance": _("Alliance"),
        "party": _("Speaker’s party") if kind == Kind.STATEMENT else _("Party"),
        "leader": _("Leader"),
        "election": _("Election"),
        "region": _("Region"),
    }
    return labels[name]


def _words(name: str, query: ListQuery, links: Links) -> Facet:
    words = VOCABULARIES[query.kind][name]
    options = [_option(name, value, word(words, value), query, links) for value in words]
    return Facet(name, label_of(name, query.kind), options)


def _option(name: str, value: str, label: str, query: ListQuery, links: Links) -> Option:
    is_chosen = query.given.get(name) == value
    return Option(label, links.to(**{name: "" if is_chosen else value}), is_chosen)


def _dates(query: ListQuery, choices: Choices, links: Links) -> Facet:
    start, end = query.start, query.end
    chosen = year_of(start, end)
    years = choices.almanac.years(query.kind)
    options = []
    for year in sorted({*years, *([chosen] if chosen else [])}, reverse=True):
        first, last = date(year, 1, 1), date(year, 12, 31)
        is_chosen = year == chosen and is_whole_year(start, end)
        options.append(_period(str(year), first, last, is_chosen, links, level=1))
        if year != chosen:
            continue
        for month in choices.almanac.months(query.kind, year):
            is_chosen = month == month_of(start, end)
            label = month_label(month)
            options.append(_period(label, month.first, month.last, is_chosen, links, level=2))
    few = _OPEN + (len(options) - len(years) if chosen else 0)
    return Facet("date", label_of("date", query.kind), options[:few], options[few:])


def _period(
    label: str, first: date, last: date, is_chosen: bool, links: Links, *, level: int
) -> Option:
    days = {"from": "", "to": ""}
    if not is_chosen:
        days = {"from": first.isoformat(), "to": last.isoformat()}
    return Option(label, links.to(**days), is_chosen, level)


def _alliances(query: ListQuery, choices: Choices, links: Links) -> Facet:
    alliances = sorted(choices.of_kind(Kind.ALLIANCE), key=lambda alliance: -len(alliance.members))
    return _identities("alliance", alliances, query, links)


def _parties(query: ListQuery, choices: Choices, links: Links) -> Facet:
    """Members of the chosen alliance first; else those of any."""
    alliances = choices.of_kind(Kind.ALLIANCE)
    if chosen := query.about.get("alliance"):
        alliances = [alliance for alliance in alliances if alliance.uid == str(chosen.uid)]
    members = frozenset().union(*(alliance.members for alliance in alliances))
    parties = sorted(choices.of_kind(Kind.PARTY), key=lambda party: party.uid not in members)
    return _identities("party", parties, query, links)


def _identities(name: str, identities: Iterable[Identity], query: ListQuery, links: Links) -> Facet:
    chosen = query.about.get(name)
    options = []
    for identity in identities:
        # Not by its slug: that of a past moment may be another than the one it has now.
        is_chosen = chosen is not None and identity.uid == str(chosen.uid)
        path = links.to(**{name: "" if is_chosen else identity.slug})
        options.append(Option(identity.name, path, is_chosen))
    if chosen and not any(option.is_chosen for option in options):
        # It is public, but beyond those that are offered.
        options.insert(0, Option(chosen.title, links.to(**{name: ""}), is_chosen=True))
    kind = Kind.PARTY if name == "party" else Kind.ALLIANCE
    return _opened(name, query, options, list_path(kind) if len(options) > _OPEN + _MORE else "")


def _regions(query: ListQuery, choices: Choices, links: Links) -> Facet:
    chosen = query.given.get("region", "")
    #: A region may have had two codes; the list finds it under both.
    offered = sorted(choices.almanac.regions.get(query.kind, ()))
    codes = {region_name(code): code for code in offered}
    if chosen:
        codes[region_name(chosen)] = chosen
    options = [
        Option(
            name,
            links.to(region="" if chosen in codes_alike(code) else code),
            chosen in codes_alike(code),
        )
        for name, code in sorted(codes.items())
    ]
    return _opened("region", query, options)


def _opened(name: str, query: ListQuery, options: list[Option], elsewhere: str = "") -> Facet:
    """The chosen one never hides behind “more”."""
    shown, rest = options[:_OPEN], options[_OPEN : _OPEN + _MORE]
    shown = [option for option in options[_OPEN:] if option.is_chosen] + shown
    rest = [option for option in rest if not option.is_chosen]
    return Facet(name, label_of(name, query.kind), shown, rest, elsewhere)
