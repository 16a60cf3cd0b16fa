"""Descriptions of the schema as HTML: OpenAPI lets them be Markdown (CommonMark)."""

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

# Without HTML of its own: a description is text, wherever it came from.
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def paragraphs(text: str) -> SafeString:
    return SafeString(_MARKDOWN.render(text))


def sentence(text: str) -> SafeString:
    """For where a paragraph has no place, such as beside a name."""
    return SafeString(_MARKDOWN.renderInline(text))
