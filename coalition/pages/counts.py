"""“17 parties reported, 16 named”: two numbers, what they mean, and why they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.pages.facts import Fact, FactTeller
from coalition.pages.wording import QUALIFIER, word

Document = dict[str, Any]

#: More squares than these are a texture, not a number.
_SQUARES = 60


@dataclass(frozen=True, slots=True)
class Counts:
    """`headline` has both numbers of parties; `leaders` those of leaders, if any were reported.

    `squares` has a square for each party reported: whether it is named.
    """

    headline: Fact
    leaders: Fact
    explanation: str
    squares: list[bool]


def counts_of(document: Document, teller: FactTeller) -> Counts | None:
    """None if nothing was reported and nobody who attended is named.

    Of what was not held the reported numbers stand alone: nobody came, or nobody has yet.
    """
    reported, recorded = document["reported"], document["recorded"]
    parties, leaders = reported["parties"], reported["leaders"]
    named, is_held = recorded["parties"], document["occurrence"] == "held"
    headline = _headline(parties, recorded) if is_held else parties_reported(parties)
    count = teller.fact(headline, "reported_parties", "reported", "parties", is_shown=bool(leaders))
    of_leaders = teller.fact(
        _of_leaders(leaders, recorded, is_held=is_held) if leaders else "", "reported_leaders"
    )
    if not headline and not of_leaders:
        return None
    total = parties["count"] if parties else 0
    return Counts(
        headline=count,
        leaders=of_leaders,
        explanation=_explanation(parties, named) if parties and is_held else "",
        squares=[number < named for number in range(max(total, named))]
        if parties and is_held and 0 < total <= _SQUARES and named <= _SQUARES
        else [],
    )


def named_parties_and_leaders(recorded: dict[str, int]) -> str:
    """“16 parties, 27 leaders”; empty if nobody is named."""
    parties, leaders = recorded["parties"], recorded["leaders"]
    found = []
    if parties:
        found.append(ngettext("%d party", "%d parties", parties) % parties)
    if leaders:
        found.append(ngettext("%d leader", "%d leaders", leaders) % leaders)
    return ", ".join(found)


def reported_number(reported: Document | None) -> str:
    """“at least 17”; empty if none is reported."""
    return _qualified(reported, str(reported["count"])) if reported else ""


def parties_reported(reported: Document | None) -> str:
    """“At least 26 parties reported”, of what was not held; empty if no number was."""
    return _("%(parties)s reported") % {"parties": parties_of(reported)} if reported else ""


def _headline(parties: Document | None, recorded: dict[str, int]) -> str:
    if parties is None:
        counted = named_parties_and_leaders(recorded)
        return _("%(counted)s named") % {"counted": counted} if counted else ""
    return _("%(parties)s reported, %(named)d\N{NO-BREAK SPACE}named") % {
        "parties": parties_of(parties),
        "named": recorded["parties"],
    }


def _of_leaders(reported: Document, recorded: dict[str, int], *, is_held: bool) -> str:
    leaders = _leaders(reported)
    if not is_held:
        return _("%(leaders)s reported") % {"leaders": leaders}
    return _("%(leaders)s reported, %(named)d\N{NO-BREAK SPACE}named") % {
        "leaders": leaders,
        "named": recorded["leaders"],
    }


def parties_of(reported: Document) -> str:
    """“At least 26 parties”, as a number is reported."""
    count = reported["count"]
    return _qualified(reported, ngettext("%d party", "%d parties", count) % count)


def _leaders(reported: Document) -> str:
    count = reported["count"]
    return _qualified(reported, ngettext("%d leader", "%d leaders", count) % count)


def _qualified(reported: Document, counted: str) -> str:
    if reported["qualifier"] in QUALIFIER:
        return f"{word(QUALIFIER, reported['qualifier'])} {counted}"
    return counted


def _explanation(reported: Document, named: int) -> str:
    """What the numbers mean; nothing where they say the same."""
    count, parties = reported["count"], parties_of(reported)
    if named == count:
        return ""
    if not named:
        return _("Reports count %(parties)s, but name nobody who attended.") % {"parties": parties}
    if named > count:
        return _("Reports count %(parties)s; the leaders they name speak for %(named)d.") % {
            "parties": parties,
            "named": named,
        }
    if reported["qualifier"] == "exactly":
        left = count - named
        rest = ngettext(
            "Reports count %(parties)s. We know who came for %(named)d of them; for the other one, "
            "they name nobody.",
            "Reports count %(parties)s. We know who came for %(named)d of them; for the other "
            "%(left)d, they name nobody.",
            left,
        )
        return rest % {"parties": parties, "named": named, "left": left}
    return _(
        "Reports count %(parties)s. We know who came for %(named)d of them; for the rest, they "
        "name nobody."
    ) % {"parties": parties, "named": named}
