"""Pieces: a pasted text cut where lists are cut, and nothing of it thrown away.

A new line or a semicolon ends whatever went before; commas and "and" may stand inside a group that
shares one party. Nothing is cut inside brackets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_BULLET = re.compile(
    r"^\s*(?:[-*•–—·▪◦‣]+|\(?[0-9]{1,3}[.)]|\(?[a-z]\)"
    # A bare number is one of a list if a name follows: "27 leaders" is no such thing.
    r"|[0-9]{1,3}(?:\t|\s+(?=[A-Z][a-z.]|[A-Z]{2} [A-Z][a-z])))\s*"
)
_WHITE = re.compile(r"[^\S\n]+")
#: The end of a sentence is no stop of an initial or of a title.
_SENTENCE = re.compile(
    r"(?:(?<=[a-z]{3})|(?<=\)))(?<!\bProf)(?<!\bShri)(?<!\bMohd)(?<!\bMohammad)\.\s+(?=[^\W\d_a-z])"
)
_JOINT = re.compile(
    r"\s*(?P<comma>,)\s*(?:(?:and|&|or)\s+)?"
    r"|\s*(?P<hard>;)\s*(?:(?:and|&)\s+)?"
    r"|\s+(?P<and>and|&|or|as\ well\ as|along\ with|together\ with|besides)\s+",
    re.IGNORECASE | re.VERBOSE,
)
#: "and" that joins no two people.
_ONE_NAME = re.compile(
    r"\b(Jammu|Andaman|Daman|Peasants|Workers)\s+(?:and|&)\s+(Kashmir|Nicobar|Diu|Workers|Peasants)",
    re.IGNORECASE,
)
_KEPT_AND = "\ue000"
_LABEL = re.compile(r"^(?P<label>[^:,;()]{2,60}(?:\([^():]{1,12}\))?)\s*:\s*(?P<rest>.*)$")


class Joint(StrEnum):
    """What stands before a piece."""

    HARD = "hard"
    COMMA = "comma"
    AND = "and"


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    joint: Joint
    #: What stood before a colon on its line, or on the line that heads it.
    label: str = ""


def pieces_of(text: str) -> Iterator[Piece]:
    """The pieces of `text` in their order. A label without a line of its own heads what follows,
    up to a blank line or the next label; a piece without text is a label that headed nothing."""
    heading, is_used = "", True
    for line in _lines(text):
        if not line:
            if heading and not is_used:
                yield Piece("", Joint.HARD, heading)
            heading, is_used = "", True
            continue
        label, rest = _label_of(line)
        pieces = list(_cut(rest))
        if label:
            if heading and not is_used:
                yield Piece("", Joint.HARD, heading)
            heading, is_used = ("", True) if pieces else (label, False)
            if not pieces:
                continue
        is_used = True
        for piece, joint in pieces:
            yield Piece(piece.replace(_KEPT_AND, "and"), joint, label or heading)
    if heading and not is_used:
        yield Piece("", Joint.HARD, heading)


def _lines(text: str) -> Iterator[str]:
    text = _ONE_NAME.sub(rf"\1 {_KEPT_AND} \2", text.replace(_KEPT_AND, " "))
    for line in text.splitlines():
        # Cells of a table, as a spreadsheet puts them on the clipboard.
        cells = _BULLET.sub("", line, count=1).strip().replace("\t", ", ")
        yield from (sentence.strip() for sentence in _SENTENCE.split(_WHITE.sub(" ", cells)))


def _label_of(line: str) -> tuple[str, str]:
    match = _LABEL.match(line)
    if match is None or match["label"][-1].isdigit():
        return "", line
    return match["label"].strip(), match["rest"].strip()


def _cut(line: str) -> Iterator[tuple[str, Joint]]:
    depths = _depths(line)
    start, joint = 0, Joint.HARD
    for match in _JOINT.finditer(line):
        if depths[match.start()] or depths[match.end() - 1]:
            continue
        if piece := line[start : match.start()].strip():
            yield piece, joint
            joint = Joint.COMMA
        joint = _stronger(joint if not piece else None, Joint(match.lastgroup or Joint.COMMA))
        if match["comma"] and match[0].strip() != ",":
            joint = _stronger(joint, Joint.AND)
        start = match.end()
    if piece := line[start:].strip():
        yield piece, joint


def _stronger(one: Joint | None, other: Joint) -> Joint:
    return Joint.HARD if one is Joint.HARD else other


def _depths(line: str) -> list[int]:
    """How many brackets are open at each letter; none anywhere if they do not pair up."""
    depth, depths = 0, []
    for letter in line:
        depth += letter == "("
        depths.append(depth)
        depth -= letter == ")"
        if depth < 0:
            return [0] * len(line)
    return depths if depth == 0 else [0] * len(line)
