"""What one piece of a pasted list says: a name, a party, an office, an absence, or nothing sure."""

import dataclasses
import re
from dataclasses import dataclass

from coalition.desk.attendance import piece_words as words
from coalition.models import AttendanceStatus

_LEADING = re.compile(
    r"^(?:(?:and|also|while|besides|meanwhile|apart from|including)\s+|the\s+|[\"“”'‘’\s.*]+)+",
    re.I,
)
_TRAILING = re.compile(r"[\"“”‘'\s*:]+$")
_FINAL_STOP = re.compile(r"(?<=[^\W\d_]{2})\.+$|(?<=\))\.+$")
_HONORIFIC = re.compile(
    r"^(?:(?:dr|shri|shrimati|smt|sri|mr|mrs|ms|prof|adv|thiru|janab)(?:\.\s*|\s+)"
    r"|(?:श्रीमती|श्री|डॉ\.?|திரு\.?)\s+)+",
    re.I,
)
_OF = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?", re.I)
_DASH = re.compile(r"\s+[-–—]+\s+")
_POSSESSIVE = re.compile(
    r"^(?P<party>[^()]+?(?:\s?\([^()]*\))?)(?:['’]s|(?<=s)['’])\s+(?P<rest>.+)$"
)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Reading:
    """Empty parts were not said. Without a name it speaks of a party, or goes with a neighbour."""

    name: str = ""
    party: str = ""
    office: str = ""
    status: AttendanceStatus = AttendanceStatus.ATTENDED
    #: The party stood before the name, so it says nothing of the names before.
    is_prefixed: bool = False
    #: "leaders", "general secretaries": it holds for the names that follow as well.
    is_plural: bool = False
    #: "SP's": it holds for what the next "and" joins as well.
    is_possessive: bool = False
    #: Its own words say that it speaks of the party: "no one from".
    is_of_party: bool = False


def read_piece(text: str) -> Reading | None:
    """None if it is not understood, which is better than a guess."""
    bare = _FINAL_STOP.sub("", _TRAILING.sub("", _LEADING.sub("", text)))
    status = AttendanceStatus.ATTENDED
    for ending in (words.NOBODY, words.NO_LEADER):
        if match := ending.match(words.ATTENDED.sub("", bare)):
            return _absent_party(match["party"])
    if (cut := words.ABSENT.sub("", bare)) != bare:
        bare, status = cut, AttendanceStatus.ABSENT
    else:
        bare = words.ATTENDED.sub("", bare)
    reading = _read(bare.strip())
    if reading is None:
        return None
    return dataclasses.replace(reading, status=status)


def _absent_party(text: str) -> Reading | None:
    party = _party(text)
    return (
        None
        if not party
        else Reading(party=party, status=AttendanceStatus.ABSENT, is_of_party=True)
    )


def _read(text: str) -> Reading | None:
    if not text:
        return None
    if words.is_party(text):
        return Reading(party=text)
    for parted in (_of, _bracketed, _dashed, _possessed):
        found, reading = parted(text)
        if found:
            return reading
    return _prefixed(text)


def _of(text: str) -> tuple[bool, Reading | None]:
    """ "Jose K Mani of Kerala Congress (M)", "president of the Congress"."""
    match = _OF.search(text)
    if match is None or text[: match.start()].count("(") > text[: match.start()].count(")"):
        return False, None
    before, after = text[: match.start()], text[match.end() :]
    party, office = _said_of(after)
    if not party:
        return True, None
    own = before.split()
    if words.office_span(own) == (0, len(own)):
        whole = words.described(before, whole=text)
        return True, Reading(party=party, office=whole, is_plural=words.is_plural(before))
    return True, _named(before, party, office)


def _said_of(text: str) -> tuple[str, str]:
    """Party and office in "Kerala Congress (M)" and in "the SP (general secretary)"."""
    before, bracket = words.trailing_bracket(text)
    if bracket and words.office_span(bracket.split()):
        return _party(before), words.described(bracket, whole=bracket)
    return _party(text), ""


def _bracketed(text: str) -> tuple[bool, Reading | None]:
    """ "Mahua Majhi (JMM)", "Kharge (Congress president)"."""
    before, bracket = words.trailing_bracket(text)
    if not bracket:
        return False, None
    party, office = _in_bracket(bracket)
    if not before or not (party or office):
        return True, None
    return True, _named(before, party, office)


def _dashed(text: str) -> tuple[bool, Reading | None]:
    """ "Vaiko - MDMK"."""
    parts = _DASH.split(text)
    if len(parts) != 2:
        return len(parts) > 2, None
    party, office = _in_bracket(parts[1])
    return True, _named(parts[0], party, office) if party or office else None


def _in_bracket(text: str) -> tuple[str, str]:
    """Party and office in "SP", "SP, general secretary", "Congress president"."""
    party = office = ""
    for part in text.split(","):
        own = part.split()
        span = words.office_span(own)
        if span is None:
            party = party or _party(part.strip())
            continue
        start, end = span
        qualifiers, before = words.without_qualifiers(own[:start])
        after = " ".join(own[end:])
        of = _OF.match(f" {after} ")
        said = " ".join([*qualifiers, *own[start:end]])
        office = office or words.described(said, whole=" ".join(own))
        party = party or _party(" ".join(before)) or (_party(after[of.end() - 1 :]) if of else "")
    return party, office


def _possessed(text: str) -> tuple[bool, Reading | None]:
    """ "SP's Ram Gopal Yadav"."""
    match = _POSSESSIVE.match(text)
    if match is None:
        return False, None
    party = _party(match["party"])
    rest = _prefixed(match["rest"])
    if not party or rest is None or rest.party or not rest.name:
        return True, None
    return True, Reading(
        rest.name,
        party,
        rest.office,
        is_prefixed=True,
        is_plural=rest.is_plural,
        is_possessive=True,
    )


def _prefixed(text: str) -> Reading | None:
    """ "Congress leaders X", "Congress president X", "general secretary X", "X", "president"."""
    own = text.split()
    span = words.office_span(own)
    if span is None:
        name = _name(text)
        return Reading(name=name) if name else None
    start, end = span
    qualifiers, before = words.without_qualifiers(own[:start])
    said = " ".join([*qualifiers, *own[start:end]])
    party = _party(" ".join(before)) if before else ""
    rest = " ".join(own[end:])
    name = _name(rest) if rest else ""
    if (before and not party) or (rest and not name):
        return None
    return Reading(
        name=name,
        party=party,
        office=words.described(said, whole=" ".join(own[:end])),
        is_prefixed=bool(party),
        is_plural=words.is_plural(said),
    )


def _named(text: str, party: str, office: str) -> Reading | None:
    """A name with a party after it; it may have an office before it."""
    own = _prefixed(text)
    if own is None or not own.name or own.is_plural:
        return None
    return Reading(own.name, party or own.party, own.office or office)


def _party(text: str) -> str:
    """`text` if it can be a party's name: words that begin like a name, none too many."""
    text = _TRAILING.sub("", _LEADING.sub("", text)).rstrip(".,")
    own = text.split()
    if not 0 < len(own) <= words.NAME_WORDS_LIMIT + 2 or not _LETTER.search(text):
        return ""
    idle = words.NOT_IN_NAMES - {"of", "the", "and", "party", "all", "for"}
    return "" if any(word.lower() in idle for word in own) else text


def _name(text: str) -> str:
    """The name in `text` without honorifics; empty if it reads like part of a sentence."""
    text = _HONORIFIC.sub("", _LEADING.sub("", text).strip(" ,")).strip(" ,")
    own = text.split()
    if not 0 < len(own) <= words.NAME_WORDS_LIMIT or not _LETTER.match(text):
        return ""
    if any(letter.isdigit() or letter in '()[]{}<>@#/\\|=+%&?!:;“”"' for letter in text):
        return ""
    if any(word.lower() in words.NOT_IN_NAMES for word in own if word.islower() or len(word) > 1):
        return ""
    return text
