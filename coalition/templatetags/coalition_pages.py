"""What templates of the public pages need beyond Django's own.

The marks and times are tags rather than partials, for they stand within sentences, where the line
end of a partial would become a space before the comma.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from coalition.pages.addresses import reference_path
from coalition.pages.sources import Citation
from coalition.pages.times import When

register = template.Library()


@register.filter
def address(reference: dict[str, Any]) -> str:
    """`{{ party|address }}`: the page of a reference inside a document."""
    return reference_path(reference)


@register.filter
def short(reference: dict[str, Any]) -> str:
    """`{{ party|short }}`: the abbreviation, or the name of what has none."""
    return str(reference["abbreviation"] or reference["name"])


@register.simple_tag
def cite(citations: list[Citation]) -> SafeString:
    """`{% cite fact.citations %}`: the marks that lead to the words of the sources."""
    if not citations:
        return SafeString("")
    marks = format_html_join(
        " ",
        '<a href="#{0}" title="{1}"><span class="unseen">{1}</span>'
        '<span aria-hidden="true">{2}</span></a>',
        ((mark.anchor, mark.description, mark.mark) for mark in citations),
    )
    return format_html('<span class="cites">{}</span>', marks)


@register.simple_tag
def day(date: When) -> SafeString:
    """`{% day meeting.date %}`: as exact as its source, for machines too where HTML has a word."""
    label = capfirst(date.label)
    if not date.machine:
        return format_html("{}", label)
    return format_html('<time datetime="{}">{}</time>', date.machine, label)


@register.simple_tag
def moment(value: datetime) -> SafeString:
    """`{% moment head.published_at %}`: date and time in the newsroom's own zone."""
    local = timezone.localtime(value)
    text = f"{date_format(local, 'j F Y, H:i')} {local:%Z}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), text)


@register.simple_tag
def state(value: str, word: str) -> SafeString:
    """`{% state talk.status talk.status_word %}`: the colour follows the value."""
    return format_html('<span class="state state-{}">{}</span>', value, word)
