"""Bearers: what of a public record tells whether a name means it, read off its document once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from sys import intern
from typing import Any, NamedTuple

from coalition.folding import fold
from coalition.models.editions import Kind
from coalition.name_keys import key_of, run_together
from coalition.tenures import Belonged, Tenure, belonged, tenure_of

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """A day as exact as its source: from `earliest` to `latest`, None is an open side."""

    earliest: date | None
    latest: date | None

    @classmethod
    def on(cls, day: date) -> Span:
        return cls(day, day)


@dataclass(frozen=True, slots=True)
class PublicName:
    """One name of a record. `kind` is `name`, `abbreviation`, or that of an other name."""

    text: str
    kind: str
    language: str | None = None
    #: As documents have imprecise dates.
    since: Document | None = None
    until: Document | None = None

    def held(self, on: Span) -> Belonged | None:
        """Whether it was the name on that day; None if nothing says when it was."""
        if self.since is None and self.until is None:
            # A former name without dates is over, nobody knows since when.
            return Belonged.PERHAPS if self.kind == "former" else None
        row = {"since": self.since, "until": self.until}
        return belonged([tenure_of(row)], on.earliest, on.latest)


@dataclass(frozen=True, slots=True)
class Place:
    """An office and when it was held."""

    title: str
    region: str
    tenure: Tenure


class Spellings(NamedTuple):
    """Folded: each name without spaces, the words of all of them, and each name as a line."""

    letters: tuple[str, ...]
    words: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Bearer:
    """A public record that has a name of its own."""

    kind: Kind
    uid: str
    slug: str
    name: str
    abbreviation: str
    names: tuple[PublicName, ...]
    wikidata_id: str
    #: Of an election.
    region: str
    #: By the uid of a party: of a leader where they belonged, of an alliance who belongs to it.
    parties: dict[str, tuple[Tenure, ...]]
    offices: tuple[Place, ...]

    @cached_property
    def order(self) -> tuple[str, str]:
        """What breaks ties: the same at every call."""
        return (fold(self.name), self.uid)

    @cached_property
    def spellings(self) -> Spellings:
        """All that its names are found by."""
        texts = [name.text for name in self.names]
        folded = {fold(text) for text in texts}
        words = {word for line in folded for word in line.split()} | {*key_of(texts).split()}
        # Other scripts can be read in two ways.
        read = {key_of([text]).strip() for text in texts if not text.isascii()}
        letters = {run_together(text) for text in texts}
        # Tuples of shared words: twenty thousand sets would take more than all else here.
        kept = (letters - {""}, words, (folded | read) - {""})
        return Spellings(*(tuple(intern(text) for text in sorted(texts)) for texts in kept))

    @property
    def reference(self) -> dict[str, str | None]:
        """As documents refer to it, by its present name."""
        return {
            "id": self.uid,
            "kind": self.kind.value,
            "slug": self.slug,
            "name": self.name,
            "abbreviation": self.abbreviation or None,
        }

    def membership(self, parties: Iterable[str], on: Span | None) -> Belonged:
        """Whether it belonged to one of `parties` on that day; without a day, ever."""
        tenures = [tenure for uid in parties for tenure in self.parties.get(uid, ())]
        if not tenures:
            return Belonged.SURELY_NOT
        if on is None:
            return Belonged.SURELY
        return belonged(tenures, on.earliest, on.latest)

    def parties_on(self, on: Span) -> list[str]:
        """The uids of the parties that it surely belonged to, in the order of the document."""
        return [uid for uid in self.parties if self.membership([uid], on) == Belonged.SURELY]

    def is_of(self, region: str, on: Span | None) -> Belonged | None:
        """Whether it held an office there on that day, or is about that place; None if it has
        nothing to do with regions. A country stands for all that is within it."""
        if self.kind == Kind.ELECTION:
            return Belonged.SURELY if _is_within(self.region, region) else Belonged.SURELY_NOT
        if self.kind != Kind.LEADER:
            return None
        held = [office.tenure for office in self.offices if _is_within(office.region, region)]
        if not held:
            return Belonged.SURELY_NOT
        return Belonged.SURELY if on is None else belonged(held, on.earliest, on.latest)


def _is_within(region: str, asked: str) -> bool:
    return region == asked or region.startswith(f"{asked}-")


def bearer_of(document: Document) -> Bearer:
    """Raises KeyError for a document that is not of a named kind."""
    kind = Kind(document["kind"])
    abbreviation = document.get("abbreviation") or ""
    names = [PublicName(document["name"], "name")]
    if abbreviation:
        names.append(PublicName(abbreviation, "abbreviation"))
    names += [
        PublicName(row["name"], row["kind"], row["language"], row["since"], row["until"])
        for row in document.get("other_names", ())
    ]
    parties: dict[str, tuple[Tenure, ...]] = {}
    for row in (*document.get("party_memberships", ()), *document.get("members", ())):
        uid = row["party"]["id"]
        parties[uid] = (*parties.get(uid, ()), tenure_of(row))
    return Bearer(
        kind=kind,
        uid=document["id"],
        slug=document["slug"],
        name=document["name"],
        abbreviation=abbreviation,
        names=tuple(names),
        wikidata_id=document.get("wikidata_id") or "",
        region=document.get("region") or "",
        parties=parties,
        offices=tuple(
            Place(row["title"], row["region"] or "", tenure_of(row))
            for row in document.get("offices", ())
        ),
    )
