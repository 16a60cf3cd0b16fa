"""The words by which a piece of a pasted list says what it is: offices, parties, absences."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: One who is named by such a word alone is not thereby described.
PLAIN_NOUNS = _words(
    "leader leaders member members veteran veterans neta netas ally allies delegate delegates "
    "representative representatives"
)
_PARTY_OFFICES = _words(
    "president presidents chief chiefs chairman chairperson chairpersons convener convenor "
    "conveners secretary secretaries treasurer treasurers spokesperson spokespersons spokesman "
    "spokeswoman whip whips supremo patron head heads mp mps mla mlas mlc mlcs"
)
#: What stands before these is a place, and part of the office.
_STATE_OFFICES = _words("minister ministers cm governor governors mayor mayors speaker speakers")
#: What may stand before or inside an office, never alone.
_AROUND = _words(
    "former ex current general joint deputy vice working acting interim national state chief "
    "party floor senior parliamentary organising organizing prime home finance union cabinet "
    "all-india zonal district youth lok rajya sabha"
)
_AFTER = _words("in the of for lok rajya sabha assembly council house parliament")
_NO_END = _words("in the of for")
_SINGULAR = {"secretaries": "secretary", "allies": "ally", "chiefs": "chief"}

PARTY_NOUNS = _words(
    "party dal congress sena morcha conference league front kazhagam samiti parishad manch "
    "akali trinamool"
)
_ABBREVIATION = re.compile(
    r"[A-Z](?:[A-Z&]|\.[A-Z]){1,9}\.?(?:\s?\([A-Z]{1,5}(?:[ -][A-Z]{1,5})?\)|-[A-Z]{1,5})?"
    r"|[A-Z]{2,6}[a-z]{0,2}(?:\s?\([A-Z]{1,5}\)|-[A-Z]{1,5})?"
)
_SUFFIX = re.compile(r"[A-Z]{1,5}(?:[ -][A-Z]{1,5})?")

#: Words of sentences. A piece that has one is no name.
NOT_IN_NAMES = _words(
    "the a an was were is are be been had has have who whom which that this these those with "
    "for by from on at to in as but not no nor if it its he she they them his her their we you i "
    "came attended present absent meeting meet dinner party parties said says told also along "
    "of while when where after before over about would will could should others including "
    "several many some none nobody everyone both all than then there here only"
)
NAME_WORDS_LIMIT = 6

_VERBS = (
    r"came|come|attended|attend|participated|took part|showed up|turned up|joined(?: in)?"
    r"|(?:was|were|is|are)(?: also)? (?:there|present|in attendance|among those present)"
)
ATTENDED = re.compile(
    rf"\s+(?:also\s+|too\s+)?(?:{_VERBS})(?:\s+(?:the|it|to|at|in|too)\b.*)?$", re.I
)
ABSENT = re.compile(
    r"\s+(?:(?:was|were|is|are) (?:absent|not present|missing|not there)"
    r"|(?:did not|didn['’]t|could not|couldn['’]t) (?:attend|come|join|participate|take part"
    r"|turn up|show up|make it)"
    r"|(?:stayed|kept|keeping|stay) away|skipped|skips|gave (?:it|the \w+) a miss)\b.*$",
    re.I,
)
NOBODY = re.compile(
    r"^(?:there was\s+)?(?:no[ -]?one|nobody|none|no (?:leaders?|members?|representatives?|one))"
    r"\s+(?:of|from|for)\s+(?:the\s+)?(?P<party>.+?)(?:['’]s?)?(?:\s+(?:leaders?|members?))?$",
    re.I,
)
NO_LEADER = re.compile(
    r"^no\s+(?P<party>\S.*?)\s+(?:leaders?|members?|representatives?|mps?)$", re.I
)
LABEL_ATTENDED = re.compile(
    r"^(?:(?:those|also|leaders)\s+)*(?:who\s+)?(?:present|attended|attending|attendees|came"
    r"|participants|in attendance|attendance)(?:\s+(?:were|was))?$",
    re.I,
)
LABEL_ABSENT = re.compile(
    r"^(?:(?:those|also|leaders)\s+)*(?:who\s+)?(?:absent|absentees|not present|stayed away"
    r"|did not (?:attend|come)|skipped|missing)(?:\s+(?:were|was))?$",
    re.I,
)


def is_party(text: str) -> bool:
    """Whether `text` looks like a party: an abbreviation, or a name with a party's last word."""
    if _ABBREVIATION.fullmatch(text):
        return True
    before, bracket = trailing_bracket(text)
    if bracket and not _SUFFIX.fullmatch(bracket):
        return False
    words = before.lower().split()
    if "of" in words or "from" in words:
        return False
    return 0 < len(words) <= NAME_WORDS_LIMIT and words[-1] in PARTY_NOUNS


def trailing_bracket(text: str) -> tuple[str, str]:
    """What stands before the bracket that ends `text`, and what is in it: `A (B (C))` gives `A` and
    `B (C)`. Without one, the text and nothing."""
    if not text.endswith(")"):
        return text, ""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth == 0:
            return text[:place].rstrip(), text[place + 1 : -1].strip()
    return text, ""


def office_span(words: list[str]) -> tuple[int, int] | None:
    """From where to where an office or a plain noun stands among `words`; None without one."""
    plain = [word.lower().strip(".,") for word in words]
    cores = [
        place
        for place, word in enumerate(plain)
        if word in _PARTY_OFFICES or word in _STATE_OFFICES or word in PLAIN_NOUNS
    ]
    if not cores:
        return None
    start, end = cores[0], cores[0] + 1
    while end < len(plain) and (plain[end] in _PARTY_OFFICES | _STATE_OFFICES | PLAIN_NOUNS):
        end += 1
    while start and plain[start - 1] in _AROUND and not is_party(words[start - 1]):
        start -= 1
    if plain[end - 1] in _STATE_OFFICES:
        start = 0
    core = end
    while end < len(plain) and plain[end] in _AFTER:
        end += 1
    while end > core and plain[end - 1] in _NO_END:
        end -= 1
    return start, end


def without_qualifiers(words: list[str]) -> tuple[list[str], list[str]]:
    """ "former Congress" as what qualifies an office, and what it is an office of."""
    number = 0
    while number < len(words) and words[number].lower() in _AROUND:
        number += 1
    return words[:number], words[number:]


def is_plural(office: str) -> bool:
    last = office.split()[-1].lower() if office else ""
    return singular(office) != office and last not in {"sabha"}


def singular(office: str) -> str:
    """ "General secretaries" as one of them is called."""
    words = office.split()
    for place, word in enumerate(words):
        small = word.lower()
        if small in _SINGULAR:
            words[place] = word[:-3] + "y" if small.endswith("ies") else word[:-1]
        elif small.endswith("s") and small[:-1] in _PARTY_OFFICES | _STATE_OFFICES | PLAIN_NOUNS:
            words[place] = word[:-1]
    return " ".join(words)


def described(office: str, *, whole: str) -> str:
    """The `whole` phrase as it is recorded; empty if its office is a plain noun, which describes
    nobody."""
    idle = PLAIN_NOUNS | {"senior", "party"}
    return "" if all(word.lower() in idle for word in office.split()) else singular(whole)
