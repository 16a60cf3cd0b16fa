"""Long texts, compared word by word."""

import re
from difflib import SequenceMatcher

from coalition.document_differences.changes import Piece

#: Below this a text is read faster twice than in pieces.
_LONG = 40
#: Texts that share less than this were written anew.
_KINSHIP = 0.35
#: How many unchanged words are left beside a change.
_CONTEXT = 8


def pieces_of(before: str, after: str) -> tuple[Piece, ...]:
    """`after` with what it took out and put in; empty if both are better read as wholes."""
    if min(len(before), len(after)) < _LONG:
        return ()
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    matcher = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], False)
    if matcher.ratio() < _KINSHIP:
        return ()
    found: list[Piece] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece(_shortened(new[new_start:new_end], start == 0, end == len(old))))
            continue
        if end > start:
            found.append(Piece("".join(old[start:end]), "del"))
        if new_end > new_start:
            found.append(Piece("".join(new[new_start:new_end]), "ins"))
    return tuple(found) if any(piece.mark for piece in found) else ()


def _shortened(words: list[str], is_first: bool, is_last: bool) -> str:
    """An unchanged stretch, of which only what lies beside a change is wanted."""
    lead = 0 if is_first else _CONTEXT
    tail = 0 if is_last else _CONTEXT
    if len(words) <= lead + tail + 4:
        return "".join(words)
    ending = "".join(words[len(words) - tail :]) if tail else ""
    return "".join(words[:lead]) + "… " + ending
