"""Other spellings of typed words, among the words of public names."""

from __future__ import annotations

import pytest

from coalition.spellings import Vocabulary

NAMES = Vocabulary(
    [
        "n k premachandran\nrevolutionary socialist party\nrsp",
        "mallikarjun kharge\nindian national congress\ninc",
        "adhir ranjan chowdhury",
        "jayant chaudhary",
        "shiv sena uddhav balasaheb thackeray\nss ubt",
        "mamata banerjee\nall india trinamool congress",
        "leaders meet in patna",
        "k c venugopal",
        "ramgopal yadav",
    ]
)


def spelt(text: str) -> list[set[str]]:
    return [set(spelling.all) - {spelling.word} for spelling in NAMES.spellings(text)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Premchandran", "premachandran"),
        ("Khadge", "kharge"),
        ("खड़गे", "kharge"),
        ("Chowdhary", "chowdhury"),
        ("Choudhary", "chaudhary"),
        ("ममता", "mamata"),
        ("Trinamol", "trinamool"),
        ("Thakeray", "thackeray"),
        ("Shivsena", "shiv sena"),
    ],
)
def test_name_is_known_in_another_spelling(typed: str, meant: str) -> None:
    assert meant in spelt(typed)[0]


def test_each_word_has_its_own_spellings() -> None:
    assert spelt("Shiv Sna") == [set(), {"sena"}]


def test_unlike_word_of_one_skeleton_is_no_spelling() -> None:
    assert "meet" not in spelt("ममता")[0]


def test_initials_written_together_are_known_beside_another_word() -> None:
    assert "k c" in spelt("KC Venugopal")[0]
    assert spelt("KC") == [set()]


def test_two_words_that_are_one_in_every_name_are_taken_together() -> None:
    assert [spelling.word for spelling in NAMES.spellings("Ram Gopal Yadav")] == [
        "ramgopal",
        "yadav",
    ]


@pytest.mark.parametrize("typed", ["zzqxy", "ab", "x", "7"])
def test_word_like_no_name_has_no_other_spelling(typed: str) -> None:
    assert spelt(typed) == [set()]


def test_spelling_by_sound_is_told_from_one_by_looks() -> None:
    (spelling,) = NAMES.spellings("Trinamol")
    assert spelling.same == ("trinamool",)
    (spelling,) = NAMES.spellings("Thackerey")
    assert "thackeray" in spelling.same
    (spelling,) = NAMES.spellings("Mallikarjan")
    assert "mallikarjun" in spelling.sounding
