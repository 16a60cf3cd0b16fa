"""Every kind of page that readers meet, as one list for all proofs that look at pages.

`test_page_kinds` walks the URL patterns and fails for one that nothing here leads to, so that a new
page is proven accessible, valid and readable from its first day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from django.conf import settings

from newsroom.languages import languages

#: A day on which the first edition of the world was out and no correction yet, and the day before.
AFTER_THE_FIRST, BEFORE_ANY = "2023-12-07", "2023-12-06"


@dataclass(frozen=True, slots=True)
class PageKind:
    """`path` in the site's own language; `form` is what the answer is, by its media type."""

    name: str
    path: str
    status: int = 200
    form: str = "text/html"
    #: The site has it once, whatever the language.
    is_everywhere: bool = True
    #: What is made to stand inside somebody else's page.
    is_embed: bool = False

    @property
    def is_page(self) -> bool:
        return self.form == "text/html"


def _address(path: str) -> str:
    return quote(f"{settings.SITE_URL}{path}", safe="")


_RECORDS = (
    PageKind("meeting", "/meetings/dinner/"),
    PageKind("meeting that is planned", "/meetings/third-summit/"),
    PageKind("meeting of a vague date", "/meetings/fourth-summit/"),
    PageKind("meeting that was cancelled", "/meetings/joint-rally-in-bhopal/"),
    PageKind("meeting that was postponed", "/meetings/coordination-committee/"),
    PageKind("meeting of a series", "/meetings/round-3-of-the-floor-leaders/"),
    PageKind("meeting of which little is known", "/meetings/gathering-00/"),
    PageKind("party", "/parties/banyan-party/"),
    PageKind(
        "party with a long name",
        f"/parties/{'akhil-bharatiya-samyukta-lokatantrik'}-jana-morcha-navanirmana-punarutthana/",
    ),
    PageKind("party that left", "/parties/falcon-sena/"),
    PageKind("party of which little is known", "/parties/monsoon-union/"),
    PageKind("leader", "/leaders/asha-rao/"),
    PageKind(
        "leader with a long name",
        "/leaders/thirunavukkarasanarasimhavarahabhattaraka-venkatasubramanianrajan/",
    ),
    PageKind("alliance", "/alliances/front/"),
    PageKind("alliance that was dissolved", "/alliances/eastern-compact/"),
    PageKind("election to come", "/elections/lok-sabha-election/"),
    PageKind("election with outcomes", "/elections/rajasthan-assembly-election/"),
    PageKind("election of which little is known", "/elections/ward-election/"),
    PageKind("talks that stalled", "/seat-sharing/seats-in-up/"),
    PageKind("talks that agreed", "/seat-sharing/seats-in-mh/"),
    PageKind("talks that collapsed", "/seat-sharing/seats-in-wb/"),
    PageKind("talks that were proposed", "/seat-sharing/seats-in-dl/"),
    PageKind("talks of which little is known", "/seat-sharing/talks-without-a-word-on-them/"),
    PageKind("statement", "/statements/a-word-of-demand/"),
    PageKind("statement of unnamed leaders", "/statements/unnamed/"),
)

_EDITIONS = tuple(
    PageKind(f"editions of {name}", f"{path}editions/")
    for name, path in (
        ("a meeting", "/meetings/dinner/"),
        ("a party", "/parties/banyan-party/"),
        ("a leader", "/leaders/asha-rao/"),
        ("an alliance", "/alliances/front/"),
        ("an election", "/elections/lok-sabha-election/"),
        ("talks", "/seat-sharing/seats-in-up/"),
        ("a statement", "/statements/a-word-of-demand/"),
    )
)

_EMBEDS = (
    PageKind("card of a meeting", "/embed/meetings/dinner/", is_embed=True),
    PageKind("card of a planned meeting", "/embed/meetings/third-summit/", is_embed=True),
    PageKind(
        "card of a cancelled meeting", "/embed/meetings/joint-rally-in-bhopal/", is_embed=True
    ),
    PageKind("card of an alliance", "/embed/alliances/front/", is_embed=True),
    PageKind("card of an election", "/embed/elections/lok-sabha-election/", is_embed=True),
    PageKind("card of an old election", "/embed/elections/ward-election/", is_embed=True),
    PageKind("no card there", "/embed/meetings/nothing-here/", status=404, is_embed=True),
    PageKind("no card of such a record", "/embed/records/nothing-here/", status=404, is_embed=True),
    PageKind(
        "card of what was withdrawn",
        "/embed/meetings/a-meeting-that-never-was/",
        status=410,
        is_embed=True,
    ),
)

_LISTS = (
    PageKind("front page", "/"),
    PageKind("meetings", "/meetings/"),
    PageKind("parties", "/parties/"),
    PageKind("leaders", "/leaders/"),
    PageKind("alliances", "/alliances/"),
    PageKind("elections", "/elections/"),
    PageKind("talks", "/seat-sharing/"),
    PageKind("statements", "/statements/"),
    PageKind("meetings, filtered", "/meetings/?occurrence=held&party=banyan-party"),
    PageKind("meetings, none found", "/meetings/?region=IN-LA&from=1990-01-01"),
    PageKind("statements, filtered", "/statements/?stance=demand"),
    PageKind("statements, none found", "/statements/?party=monsoon-union"),
    PageKind("talks, filtered", "/seat-sharing/?status=agreed"),
    PageKind("leaders, none found", "/leaders/?party=monsoon-union"),
    PageKind("corrections", "/corrections/"),
    PageKind("agenda", "/agenda/"),
    PageKind("archive", "/archive/"),
    PageKind("archive of a month", "/archive/2023-12/"),
    PageKind("search, found", "/search/?q=asha"),
    PageKind("search, found by another spelling", "/search/?q=gathring"),
    PageKind("search, found in another script", f"/search/?q={quote('बरगद')}"),
    PageKind("search of one kind", "/search/?q=asha&kind=leader"),
    PageKind("search, none found", "/search/?q=zebra"),
    PageKind("search, nothing asked", "/search/"),
)

_PAST = (
    PageKind("front page as it was", f"/?as_of={AFTER_THE_FIRST}"),
    PageKind("meetings as they were", f"/meetings/?as_of={AFTER_THE_FIRST}"),
    PageKind("meeting as it was", f"/meetings/dinner/?as_of={AFTER_THE_FIRST}"),
    PageKind("party as it was", f"/parties/banyan-party/?as_of={AFTER_THE_FIRST}"),
    PageKind("front page before anything", f"/?as_of={BEFORE_ANY}"),
    PageKind("meeting before it was public", f"/meetings/dinner/?as_of={BEFORE_ANY}", status=404),
)

_REFUSALS = (
    PageKind("nothing there", "/nowhere/", status=404),
    PageKind("withdrawn", "/meetings/a-meeting-that-never-was/", status=410),
    PageKind("filter that is not known", "/meetings/?colour=red", status=400),
    PageKind("filter that is not understood", "/meetings/?from=soon", status=400),
    PageKind("moment that is not understood", "/meetings/dinner/?as_of=soon", status=400),
    PageKind("moment to come", "/?as_of=2199-01-01", status=400),
)

_ATOM, _ICS, _XML = "application/atom+xml", "text/calendar", "application/xml"

_DATA = (
    PageKind("calendar", "/calendar.ics", form=_ICS),
    PageKind("calendar of a meeting", "/meetings/third-summit.ics", form=_ICS),
    PageKind("calendar of an alliance", "/alliances/front.ics", form=_ICS),
    PageKind("feed of meetings", "/feeds/meetings.atom", form=_ATOM),
    PageKind("feed of everything", "/feeds/all.atom", form=_ATOM),
    PageKind("feed of corrections", "/feeds/corrections.atom", form=_ATOM),
    PageKind("feed of a party", "/feeds/parties/banyan-party.atom", form=_ATOM),
    PageKind("feed of a leader", "/feeds/leaders/asha-rao.atom", form=_ATOM),
    PageKind("feed of an alliance", "/feeds/alliances/front.atom", form=_ATOM),
    PageKind("word to search engines", "/robots.txt", form="text/plain", is_everywhere=False),
    PageKind("sitemap", "/sitemap.xml", form=_XML, is_everywhere=False),
    PageKind("part of the sitemap", "/sitemap-1.xml", form=_XML, is_everywhere=False),
    PageKind(
        "oEmbed of a meeting",
        f"/oembed?url={_address('/meetings/dinner/')}",
        form="application/json",
        is_everywhere=False,
    ),
)

#: As they stand on pages, and as they are drawn for who shares a link.
_PICTURES = tuple(
    PageKind(f"{path} ({form})", f"{path}.{suffix}", form=form)
    for path in (
        "/alliances/front/attendance",
        "/alliances/front/members",
        "/elections/lok-sabha-election/regions",
        "/elections/rajasthan-assembly-election/seats",
        "/elections/lok-sabha-election/talks",
        "/seat-sharing/seats-in-mh/seats",
    )
    for suffix, form in (("svg", "image/svg+xml"), ("png", "image/png"))
) + tuple(
    PageKind(f"/share/{path}", f"/share/{path}.png", form="image/png")
    for path in (
        "site",
        "meetings/dinner",
        "parties/banyan-party",
        "leaders/asha-rao",
        "alliances/front",
        "elections/lok-sabha-election",
        "seat-sharing/seats-in-mh",
        "statements/a-word-of-demand",
    )
)

KINDS = (
    *_LISTS,
    *_RECORDS,
    *_EDITIONS,
    *_PAST,
    *_EMBEDS,
    *_REFUSALS,
    *_DATA,
    *_PICTURES,
)


def page_kinds(language: str | None = None) -> Iterator[PageKind]:
    """In the language of that segment ("hi"), in the site's own (""), or in all of them."""
    for spoken in languages():
        if language is not None and spoken.segment != language:
            continue
        for kind in KINDS:
            if not spoken.segment:
                yield kind
            elif kind.is_everywhere:
                name = f"{kind.name} ({spoken.segment})"
                yield replace(kind, name=name, path=f"{spoken.prefix}{kind.path}")


def pages(language: str | None = None) -> list[PageKind]:
    """Those that people read in a browser."""
    return [kind for kind in page_kinds(language) if kind.is_page]
