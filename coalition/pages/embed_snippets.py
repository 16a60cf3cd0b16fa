"""What a partner pastes to show a card: a frame, and the script that fits it to its card."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coalition.pages.addresses import absolute, static_address
from coalition.pages.embeds import embed_height, embed_path

#: What a card needs: to run its script, to be known by its origin, and to open its page beside the
#: partner's. It has no form, and must not take the reader elsewhere by itself.
_SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"


def snippet_of(
    kind: str, slug: str, title: str, *, width: int | None = None, max_height: int | None = None
) -> SafeString:
    """HTML for another site, of the card in the language of the request.

    Without a `width` it is as wide as it may be. Without the script it has its height all the same,
    and can be scrolled; so can what is higher than `max_height`, which the script does not exceed.
    """
    height, limit = embed_height(kind), ""
    if max_height is not None:
        height, limit = min(height, max_height), f";max-height:{max_height}px"
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" sandbox="{}"'
        ' style="border:0;max-width:100%{}"></iframe>\n<script async src="{}"></script>',
        absolute(embed_path(kind, slug)),
        _("Coalition Desk: %(name)s") % {"name": title},
        width or "100%",
        height,
        _SANDBOX,
        limit,
        static_address("coalition/embed.js"),
    )
