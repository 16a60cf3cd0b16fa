"""How like a recorded name is to a typed one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.name_lookup import Grade, TypedName


def grade(typed: str, name: str, abbreviation: str = "") -> Grade | None:
    likeness = TypedName(typed).likeness(name, abbreviation=abbreviation)
    return likeness and likeness.grade


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        ("S T Hasan", "S. T. Hasan", Grade.EXACT),
        ("ST Hasan", "S. T. Hasan", Grade.EXACT),
        ("st hasan", "S. T. Hasan", Grade.EXACT),
        ("Ramgopal Yadav", "Ram Gopal Yadav", Grade.EXACT),
        ("Dr. Farooq Abdullah", "Farooq Abdullah", Grade.EXACT),
        ("yadav ram", "Ram Gopal Yadav", Grade.WHOLE_WORDS),
        ("yad ram", "Ram Gopal Yadav", Grade.BEGINNINGS),
        ("ramgo", "Ram Gopal Yadav", None),
        ("ramgop", "Ram Gopal Yadav", Grade.BEGINNINGS),
        ("RG Yadav", "Ram Gopal Yadav", Grade.INITIALS),
        ("R G Yadav", "Ram Gopal Yadav", Grade.INITIALS),
        ("N.K. Premachandran", "NK Premchandran", Grade.SKELETON),
        ("Premacha", "N K Premchandran", Grade.SKELETON_BEGINNING),
        ("Masoofi", "Hasnain Masoodi", Grade.NEAR_MISS),
        ("Msaoofi", "Hasnain Masoodi", Grade.NEAR_MISS),
        ("Vaiko", "Raghav Chadha", None),
        ("Rahul Gandhi", "Gandhi", None),
        ("Ram Ram", "Ram Gopal Yadav", None),
        ("Rai", "Roy", None),
        ("", "Vaiko", None),
    ],
)
def test_grade_of_a_name(typed: str, name: str, expected: Grade | None) -> None:
    assert grade(typed, name) == expected


@pytest.mark.parametrize("typed", ["JDU", "jd-u", "JD (U)"])
def test_abbreviation_comes_before_the_name(typed: str) -> None:
    assert grade(typed, "Janata Dal (United)", "JD(U)") == Grade.ABBREVIATION


def test_words_in_order_come_before_words_out_of_order() -> None:
    typed = TypedName("ali khan")
    in_order, out_of_order = typed.likeness("Javed Ali Khan"), typed.likeness("Khan Ali Javed")
    assert in_order is not None
    assert out_of_order is not None
    assert in_order < out_of_order


def test_name_comes_before_another_name() -> None:
    typed = TypedName("Congress")
    own, other = typed.likeness("Congress"), typed.likeness("Congress", is_other_name=True)
    assert own is not None
    assert other is not None
    assert own < other


def test_fewer_letters_left_over_come_first() -> None:
    typed = TypedName("ram")
    short, long = typed.likeness("Ram Lal"), typed.likeness("Ram Gopal Yadav")
    assert short is not None
    assert long is not None
    assert short < long


@pytest.mark.parametrize(
    ("typed", "name", "is_complete"),
    [("N.K. Premachandran", "NK Premchandran", True), ("Premachandran", "NK Premchandran", False)],
)
def test_complete_if_every_word_of_the_name_was_typed(
    typed: str, name: str, is_complete: bool
) -> None:
    likeness = TypedName(typed).likeness(name)
    assert likeness is not None
    assert likeness.is_complete is is_complete


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20))
def test_likeness_takes_any_text(typed: str, name: str, abbreviation: str) -> None:
    likeness = TypedName(typed).likeness(name, abbreviation=abbreviation)
    assert likeness is None or likeness.left_over >= 0


@given(st.text(alphabet="abcdeghiklmnoprstuvy ", min_size=1, max_size=40))
def test_name_is_most_like_itself(name: str) -> None:
    typed = TypedName(name)
    likeness = typed.likeness(name)
    assert (
        not typed
        or name.split()[0] in {"dr", "sri", "smt", "shri", "ms", "mr"}
        or (likeness is not None and likeness.grade is Grade.EXACT)
        or len(name.split()) > 8
    )
