"""Invented names and plain sentences, of the lengths and scripts that a newsroom meets."""

from __future__ import annotations

import random

# fmt: off
_SYLLABLES = [
    "ba", "bha", "cha", "da", "de", "dha", "ga", "gi", "ha", "ja", "ka", "ke", "kha", "la", "li",
    "ma", "mi", "na", "ni", "pa", "pra", "ra", "ri", "sa", "sha", "shi", "su", "ta", "te", "tha",
    "va", "vi", "ya",
]
# fmt: on
_ENDINGS = list("nlrmtkjv")
_DEVANAGARI = list("अआइकखगचजतदनपबमयरलवशसह")
_SIGNS = ["", "ा", "ि", "ी", "ु", "े", "ो"]

CITIES = (
    ("New Delhi", "IN-DL"),
    ("Mumbai", "IN-MH"),
    ("Patna", "IN-BR"),
    ("Bengaluru", "IN-KA"),
    ("Chennai", "IN-TN"),
    ("Kolkata", "IN-WB"),
    ("Lucknow", "IN-UP"),
    ("Bhopal", "IN-MP"),
    ("Jaipur", "IN-RJ"),
    ("Hyderabad", "IN-TS"),
    ("Ranchi", "IN-JH"),
    ("Srinagar", "IN-JK"),
    ("Guwahati", "IN-AS"),
    ("Thiruvananthapuram", "IN-KL"),
    ("Chandigarh", "IN-CH"),
    ("Bhubaneswar", "IN-OD"),
)
VENUES = (
    "Party headquarters",
    "Constitution Club",
    "State guest house",
    "Residence of the convener",
    "Parliament annexe",
    "A hotel near the airport",
    "Town hall",
)
OFFICES = (
    "president",
    "general secretary",
    "former president",
    "leader in the lower house",
    "deputy leader in the upper house",
    "chief whip",
    "spokesperson",
    "state president",
)
_SUBJECTS = (
    "The convener",
    "A joint committee",
    "Every party present",
    "The host",
    "Two of the smaller parties",
    "The floor leaders",
    "Those who had stayed away before",
)
_VERBS = (
    "asked for",
    "agreed on",
    "put off a decision on",
    "heard a report on",
    "returned to",
    "warned against a delay of",
    "set a date for",
)
_OBJECTS = (
    "a common list of candidates",
    "the division of seats in the northern states",
    "joint rallies before the monsoon session",
    "a shared minimum programme",
    "the wording of a resolution on federal finances",
    "coordination in both houses",
    "a panel that settles disputes between allies",
)


def person(chance: random.Random) -> str:
    """A given name and a surname, sometimes with an initial."""
    given = _word(chance, 2, 3)
    initial = f"{chance.choice('ABDGHJKMNPRSTV')} " if chance.random() < 0.2 else ""
    return f"{initial}{given} {_word(chance, 2, 4)}"


def in_devanagari(chance: random.Random) -> str:
    return " ".join(
        "".join(chance.choice(_DEVANAGARI) + chance.choice(_SIGNS) for _ in range(length))
        for length in (3, 4)
    )


def sentence(chance: random.Random) -> str:
    return f"{chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} {chance.choice(_OBJECTS)}."


def prose(chance: random.Random, sentences: int) -> str:
    return " ".join(sentence(chance) for _ in range(sentences))


def quote(chance: random.Random) -> str:
    """The few words by which a passage is found again."""
    return f"{chance.choice(_VERBS)} {chance.choice(_OBJECTS)}"


def _word(chance: random.Random, shortest: int, longest: int) -> str:
    syllables = chance.choices(_SYLLABLES, k=chance.randint(shortest, longest))
    return ("".join(syllables) + chance.choice(_ENDINGS)).capitalize()
