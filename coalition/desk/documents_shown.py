"""Documents on pages of the desk: the same JSON, a line for each value."""

import json


def formatted(body: str) -> str:
    """The canonical text of a document, indented; empty for a tombstone, which has none."""
    return json.dumps(json.loads(body), ensure_ascii=False, indent=2) if body else ""
