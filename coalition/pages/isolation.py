"""Names that are written from right to left, within lines that are not.

Markup isolates a name by its own element (`unicode-bidi` in `site.css`). Where names are joined to
one text, the characters of Unicode for it do the same, or the comma between two would swap them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
#: Hebrew, Arabic and its extensions, Syriac, Thaana, and the presentation forms.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def isolated(text: str) -> str:
    if _RIGHT_TO_LEFT.search(text):
        return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
    return text


def listed(names: Iterable[str]) -> str:
    """“Congress, DMK”."""
    return ", ".join(isolated(name) for name in names)
