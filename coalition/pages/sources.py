"""Who says so: every claim of a page, grouped under its report, and what the marks open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coalition.pages.claimed import claimed
from coalition.pages.times import moment
from coalition.pages.wording import FIELD, word

Claims = Iterable[dict[str, Any]]


@dataclass(slots=True)
class Saying:
    """One place in a report, and everything on the page that rests on it."""

    anchor: str
    paragraph: int | None
    quote: str
    attribution: str
    facts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """A source with its number on this page. `name` says what can be said of it, if only little."""

    number: int
    name: str
    publisher: str
    author: str
    place: str
    url: str
    archived_url: str
    published_at: datetime | None
    updated_at: datetime | None
    sayings: list[Saying] = field(default_factory=list)

    @property
    def in_order(self) -> list[Saying]:
        """As a reader of the report meets them; what has no paragraph comes last."""
        return sorted(self.sayings, key=lambda saying: saying.paragraph or 1_000_000)


@dataclass(frozen=True, slots=True)
class Citation:
    """One claim behind a fact: the mark that stands for it, and what opens beside it.

    `asserts` is empty if the claim says what the page says.
    """

    mark: str
    anchor: str
    description: str
    quote: str
    attribution: str
    paragraph: int | None
    asserts: str
    report: Report

    @property
    def speaker(self) -> str:
        if self.attribution:
            return _("According to %(speakers)s") % {"speakers": self.attribution}
        return _("In the report’s own words")


class SourceBook:
    """Collects what a page cites, while the page is put together."""

    def __init__(self, sources: list[dict[str, Any]]) -> None:
        self.reports = [_report(number, source) for number, source in enumerate(sources, start=1)]
        self._by_id = {
            source["id"]: report for source, report in zip(sources, self.reports, strict=True)
        }
        self._sayings: dict[tuple[Any, ...], Saying] = {}

    def cite(self, claims: Claims, fact: str) -> list[Citation]:
        """Note that `fact` rests on `claims`, and return what the mark beside it is to show."""
        found: list[Citation] = []
        for claim in claims:
            report = self._by_id.get(claim["source"])
            if report is None:
                continue
            saying = self._saying(report, claim)
            asserted = claimed(claim)
            wording = f"{fact}: {asserted}" if asserted else fact
            if wording not in saying.facts:
                saying.facts.append(wording)
            found.append(self._citation(report, saying, asserted))
        return once(found)

    def cite_field(self, claims: Claims, *names: str) -> list[Citation]:
        """Of those field claims of a document that speak of one of `names`."""
        marks: list[Citation] = []
        for claim in claims:
            if (claim["field"] or "") in names:
                marks += self.cite([claim], word(FIELD, claim["field"]))
        return once(marks)

    def cite_rest(self, claims: Claims, fact: str = "") -> list[Citation]:
        """Note every claim of a document, whether or not some part of the page has its field."""
        marks: list[Citation] = []
        for claim in claims:
            marks += self.cite([claim], word(FIELD, claim["field"]) if claim["field"] else fact)
        return once(marks)

    def _citation(self, report: Report, saying: Saying, asserted: str) -> Citation:
        """“¶7” of the only source, “2 ¶7” where there are several."""
        mark = f"¶{saying.paragraph}" if saying.paragraph else ""
        if len(self.reports) > 1 or not mark:
            mark = f"{report.number}\N{NO-BREAK SPACE}{mark}".strip()
        return Citation(
            mark=mark,
            anchor=saying.anchor,
            description=_describe(report.number, saying),
            quote=saying.quote,
            attribution=saying.attribution,
            paragraph=saying.paragraph,
            asserts=asserted,
            report=report,
        )

    def _saying(self, report: Report, claim: dict[str, Any]) -> Saying:
        """Claims on the same words of the same speaker are one place in the report."""
        key = (claim["source"], claim["paragraph"], claim["quote"], claim["attribution"])
        if key not in self._sayings:
            saying = Saying(
                anchor=f"says-{len(self._sayings) + 1}",
                paragraph=claim["paragraph"],
                quote=claim["quote"] or "",
                attribution=claim["attribution"] or "",
            )
            self._sayings[key] = saying
            report.sayings.append(saying)
        return self._sayings[key]


def once(citations: list[Citation]) -> list[Citation]:
    """The same words for the same thing need no second showing."""
    return list({(cited.anchor, cited.asserts): cited for cited in reversed(citations)}.values())[
        ::-1
    ]


def attributions(claims: Claims, **stated: str) -> str:
    """Who is speaking where the sources say what is `stated`, by field: “party sources”.

    Empty for the reports' own voice. Whoever says otherwise is not called upon.
    """
    speakers = [claim["attribution"] for claim in claims if vouches(claim, **stated)]
    return _(" and ").join(dict.fromkeys(filter(None, speakers)))


def vouches(claim: dict[str, Any], **stated: str) -> bool:
    """Whether a claim says what is `stated`, by field, or agrees with the document as a whole.

    A claim on a row has no field, so what it asserts may be any of the stated values.
    """
    about = claim.get("field")
    if about and about not in stated:
        return False
    said = claim.get("asserts") or claim.get("value")
    fitting = [stated[about]] if about else stated.values()
    return not said or said.strip().casefold() in (text.casefold() for text in fitting)


def outward(url: str | None) -> str:
    """An address that may become a link, or nothing."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""


def _describe(number: int, saying: Saying) -> str:
    parts = [_("Source %(number)d") % {"number": number}]
    if saying.paragraph:
        parts.append(_("paragraph %(number)d") % {"number": saying.paragraph})
    if saying.attribution:
        parts.append(_("citing %(speaker)s") % {"speaker": saying.attribution})
    return ", ".join(parts)


def _report(number: int, source: dict[str, Any]) -> Report:
    return Report(
        number=number,
        name=source["headline"]
        or source["publisher"]
        or _("A report whose publisher is not recorded"),
        publisher=source["publisher"] if source["headline"] and source["publisher"] else "",
        author=source["author"] or "",
        place=source["place"] or "",
        url=outward(source["url"]),
        archived_url=outward(source["archived_url"]),
        published_at=moment(source["published_at"]) if source["published_at"] else None,
        updated_at=moment(source["updated_at"]) if source["updated_at"] else None,
    )
