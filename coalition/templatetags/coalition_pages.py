"""What templates of the public pages need beyond Django's own.

The marks and times are tags rather than partials, for they stand within sentences, where the line
end of a partial would become a space before the comma.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from coalition.pages import addresses, numbers, why
from coalition.pages.addresses import reference_path
from coalition.pages.disputes import Dispute
from coalition.pages.facts import Fact
from coalition.pages.social import SocialCard, site_card
from coalition.pages.sources import Citation
from coalition.pages.times import When
from coalition.pages.vantage import present_path
from newsroom.languages import Language, active_language

register = template.Library()


@dataclass(frozen=True, slots=True)
class Version:
    """One page in one of the languages of the site."""

    language: Language
    address: str
    is_current: bool

    @property
    def path(self) -> str:
        return self.address.removeprefix(addresses.absolute(""))


@register.filter
def address(reference: dict[str, Any]) -> str:
    """`{{ party|address }}`: the page of a reference inside a document."""
    return reference_path(reference)


@register.simple_tag
def site_path(path: str) -> str:
    """`{% site_path "/meetings/" %}`: an address of this site, in the language of the page."""
    return addresses.site_path(path)


@register.simple_tag(takes_context=True)
def nav(context: dict[str, Any], path: str) -> SafeString:
    """`<a {% nav "/meetings/" %}>`: the address, and whether the page is of that section."""
    address = addresses.site_path(path)
    current = SafeString(' aria-current="true"' if context.get("section") == address else "")
    return format_html('href="{}"{}', address, current)


@register.simple_tag(takes_context=True)
def in_each_language(context: dict[str, Any]) -> list[Version]:
    """`{% in_each_language as versions %}`: the page of `canonical` in every language; the front
    page of each where there is no page to speak of."""
    address = context.get("canonical") or addresses.absolute(addresses.site_path("/"))
    active = active_language()
    return [
        Version(language, found, is_current=language == active)
        for language, found in addresses.in_each_language(address)
    ]


@register.simple_tag(takes_context=True)
def asked_again(context: dict[str, Any]) -> str:
    """`{{ version.address }}{% asked_again %}`: the query string that the page was asked with, in
    so far as it reads one."""
    past = getattr(context.get("request"), "vantage", None)
    query = context.get("asked") or (urlencode(past.parameters) if past else "")
    return f"?{query}" if query else ""


@register.simple_tag(takes_context=True)
def asked_now(context: dict[str, Any]) -> str:
    """`{% asked_now %}`: the address that the page was asked with, without its past moment."""
    return present_path(context["request"])


@register.simple_tag(takes_context=True)
def social_card(context: dict[str, Any]) -> SocialCard:
    """`{% social_card as card %}`: the view's own, or what the site says of any page; a template
    may say `own_title` and `own_description` before it includes `_social.html`."""
    card: SocialCard | None = context.get("social")
    title = context.get("own_title") or context.get("heading") or ""
    return card or site_card(str(title), str(context.get("own_description") or ""))


@register.simple_tag
def written() -> SafeString:
    """`<h1{% written %}>`: marks the record's own words, which stand in the language of the desk
    on a page in any other."""
    return why.own_language()


@register.filter
def grouped(value: int) -> str:
    """`{{ section.total|grouped }}`: thousands, or lakhs, as the language of the page has them."""
    return numbers.grouped(value)


@register.filter
def short(reference: dict[str, Any]) -> str:
    """`{{ party|short }}`: the abbreviation, or the name of what has none."""
    return str(reference["abbreviation"] or reference["name"])


@register.simple_tag
def cite(citations: list[Citation]) -> SafeString:
    """`{% cite fact.citations %}`: the mark that opens the words of the sources. It is a block: not
    to be put into a paragraph or a heading."""
    return why.mark(citations)


@register.simple_tag
def differs(dispute: Dispute | None) -> SafeString:
    """`{% differs person.dispute %}`: the way to the sources that say otherwise, if any do."""
    return why.differs(dispute)


@register.simple_tag
def vouch(fact: Fact | None) -> SafeString:
    """`{% vouch meeting.start %}`: what stands beside a fact: that it is disputed, and its mark."""
    if not isinstance(fact, Fact):
        return SafeString("")
    return why.differs(fact.dispute) + why.mark(fact.citations)


@register.simple_tag
def day(date: When) -> SafeString:
    """`{% day meeting.date %}`: as exact as its source, for machines too where HTML has a word."""
    label = capfirst(date.label)
    if date.language:
        label = format_html('<span lang="{}">{}</span>', date.language, label)
    if not date.machine:
        return format_html("{}", label)
    return format_html('<time datetime="{}">{}</time>', date.machine, label)


@register.simple_tag
def moment(value: datetime) -> SafeString:
    """`{% moment head.published_at %}`: date and time in the newsroom's own zone."""
    local = timezone.localtime(value)
    text = f"{date_format(local, 'j F Y, H:i')} {local:%Z}"
    # HTML allows three digits of a fraction, and nobody reads one.
    exact = local.isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>', exact, text)


@register.simple_tag
def state(value: str, word: str) -> SafeString:
    """`{% state talk.status talk.status_word %}`: the colour follows the value."""
    return format_html('<span class="state state-{}">{}</span>', value, word)
