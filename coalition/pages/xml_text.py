"""Text for XML, whatever it holds."""

from __future__ import annotations

import re

#: What XML 1.0 cannot hold in any form, escaped or not.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def possible(text: str) -> str:
    """`text`, with a sign of replacement where one document would break a whole feed."""
    return _IMPOSSIBLE.sub("\N{REPLACEMENT CHARACTER}", text)
