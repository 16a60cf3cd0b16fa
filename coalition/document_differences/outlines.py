"""An outline: what a document says, in a few lines, for whoever is about to make it public."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from coalition.document_differences.comparing import BOOKKEEPING
from coalition.document_differences.labels import label_of, label_of_part, row_label_of
from coalition.document_differences.values import is_whole, words_of

#: Told elsewhere on whichever page shows an outline, or of no interest before all else.
_LEFT_OUT = BOOKKEEPING | {"id", "kind", "claims", "recorded"}
#: By which of their keys rows are counted: “26 attended, 1 absent”.
_COUNTED_BY = {"attendance": "status", "statements": "stance", "positions": "position"}
_TEXT_LIMIT = 160


@dataclass(frozen=True, slots=True)
class Outline:
    label: str
    words: str


def outline(document: dict[str, Any]) -> list[Outline]:
    """Each thing that the document says something of, lists as a number, long texts cut short."""
    lines: list[Outline] = []
    for key, value in document.items():
        if key in _LEFT_OUT:
            continue
        if isinstance(value, dict) and not is_whole(value):
            lines += [
                Outline(label_of_part(key, part) or label_of(part), _short(words_of(part, inner)))
                for part, inner in value.items()
                if inner is not None
            ]
        elif isinstance(value, list):
            if value:
                lines.append(Outline(label_of(key), _counted(key, value)))
        elif words := words_of(key, value):
            lines.append(Outline(label_of(key), _short(words)))
    return lines


def _counted(key: str, rows: list[Any]) -> str:
    by = _COUNTED_BY.get(key)
    if by is None:
        return str(len(rows))
    kinds = Counter(words_of(by, row.get(by)) or row_label_of(by) for row in rows)
    counts = ", ".join(f"{count} {word}" for word, count in kinds.most_common())
    return f"{len(rows)} ({counts})"


def _short(words: str) -> str:
    return words if len(words) <= _TEXT_LIMIT else words[: _TEXT_LIMIT - 1].rstrip() + "…"
