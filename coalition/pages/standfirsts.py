"""The standfirst: the sentence or two under a headline that say why a reader should go on."""

from __future__ import annotations

import re
from typing import Any

#: The longest opening that is still read at one glance.
_LENGTH = 320

#: Beginnings of what is no plain paragraph in Markdown, and what only Markdown can show.
_MARKED = re.compile(r"\s*([-+*>]\s|[0-9]+[.)]\s| {4}|```)|.*[\[\]*_`<\\]", re.DOTALL)


def standfirst_of(document: dict[str, Any]) -> tuple[str, str]:
    """The standfirst, and what is left of the summary.

    It is the purpose; else the first paragraph of the summary, if that is short and plain.
    """
    purpose, summary = document["purpose"] or "", document["summary"] or ""
    if purpose:
        return purpose, summary
    first, _blank, rest = summary.strip().partition("\n\n")
    if len(first) > _LENGTH or _MARKED.match(first):
        return "", summary
    return " ".join(first.split()), rest
