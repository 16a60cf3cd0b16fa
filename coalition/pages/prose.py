"""Editors' Markdown as HTML that can do no harm."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

#: Headings would break the outline of the page around them, and pictures would be third parties'.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["heading", "lheading", "image", "html_block", "html_inline"]
)
_TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
_SCHEMES = {"http", "https"}


def prose(markdown: str | None) -> SafeString:
    """Links lead out by http or https only, and vouch for nothing."""
    if not markdown:
        return SafeString("")
    # nh3 has the last word: whatever the parser lets through, only these tags and links remain.
    return mark_safe(
        nh3.clean(
            _MARKDOWN.render(markdown),
            tags=_TAGS,
            attributes={"a": {"href"}},
            attribute_filter=_outward_only,
            url_schemes=_SCHEMES,
            link_rel="nofollow noopener",
        )
    )


def _outward_only(tag: str, name: str, value: str) -> str | None:
    if name == "rel":
        # Ours: nh3 has set it, and no editor can.
        return value
    return value if value.lower().startswith(("http://", "https://")) else None
