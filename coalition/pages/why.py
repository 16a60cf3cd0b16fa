"""“Why do we say this?”: the mark beside a fact, which opens the claims that it rests on.

It is a `<details>`, so it works without script, and may stand wherever a block may: in a `<div>`,
`<dd>`, `<li>` or `<td>`, but not in a paragraph or a heading.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.pages.disputes import Dispute
from coalition.pages.sources import Citation, Report
from coalition.pages.times import day_of

#: More marks than these in a row would outshout the fact itself.
_MARKS = 3


def mark(citations: list[Citation]) -> SafeString:
    """The closed mark and what it opens; nothing for a fact that nobody vouches for."""
    if not citations:
        return SafeString("")
    label = _("Why do we say this? %(sources)s") % {
        "sources": "; ".join(dict.fromkeys(citation.description for citation in citations))
    }
    return format_html(
        '<details class="why"><summary title="{0}"><span class="unseen">{0}</span>'
        '<span aria-hidden="true">{1}</span></summary><div>{2}</div></details>',
        label,
        _marks(citations),
        _claims(citations),
    )


def differs(dispute: Dispute | None) -> SafeString:
    """The word beside a fact that leads to the sources which say otherwise."""
    if dispute is None:
        return SafeString("")
    word = _("sources differ") if dispute.is_settled else _("disputed")
    return format_html(' <a class="differs" href="#{}">{}</a>', dispute.anchor, word)


def own_language() -> SafeString:
    """The attribute that marks words of the desk and of its sources on a page in any other
    language."""
    own = settings.LANGUAGE_CODE
    return SafeString("") if get_language() == own else format_html(' lang="{}"', own)


def _marks(citations: list[Citation]) -> str:
    marks = list(dict.fromkeys(citation.mark for citation in citations))
    more = f" +{len(marks) - _MARKS}" if len(marks) > _MARKS else ""
    return ", ".join(marks[:_MARKS]) + more


def _claims(citations: list[Citation]) -> SafeString:
    """Report by report, so that its name is said once."""
    by_report: dict[int, list[Citation]] = {}
    for citation in citations:
        by_report.setdefault(citation.report.number, []).append(citation)
    return format_html_join(
        "",
        "<ul>{}</ul>{}",
        (
            (
                format_html_join("", "<li>{}</li>", ((_claim(citation),) for citation in found)),
                _about(found[0].report),
            )
            for _number, found in sorted(by_report.items())
        ),
    )


def _claim(citation: Citation) -> SafeString:
    quote = (
        format_html("<q{}>{}</q> ", own_language(), citation.quote)
        if citation.quote
        else SafeString("")
    )
    asserts = (
        format_html(" <strong>{}</strong>", _("It says: %(value)s") % {"value": citation.asserts})
        if citation.asserts
        else SafeString("")
    )
    where = (
        _("paragraph %(number)d") % {"number": citation.paragraph}
        if citation.paragraph
        else _("paragraph not noted")
    )
    return format_html(
        '{}<span>{}, <a href="#{}">{}</a></span>{}',
        quote,
        citation.speaker,
        citation.anchor,
        where,
        asserts,
    )


def _about(report: Report) -> SafeString:
    """What is known of the report, its entry on this page, and itself where it has an address."""
    known = [report.name, report.publisher]
    if report.published_at:
        known.append(day_of(report.published_at))
    link = (
        format_html(
            ' <a href="{}" rel="nofollow noopener">{}</a>', report.url, _("Read the report")
        )
        if report.url
        else SafeString("")
    )
    return format_html(
        '<p><a href="#source-{}"{}>{}</a>{}</p>',
        report.number,
        own_language(),
        ", ".join(part for part in known if part),
        link,
    )
