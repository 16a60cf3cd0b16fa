"""Name keys and skeletons: what two spellings of one name have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.name_keys import key_of, run_together, skeleton_of, words_of


@pytest.mark.parametrize(
    "spelling",
    [
        "N.K. Premchandran",
        "N. K. Premchandran",
        "NK Premchandran",
        "N K PREMCHANDRAN",
        "N.K.Premchandran",
    ],
)
def test_initials_are_in_the_key_apart_and_together(spelling: str) -> None:
    assert key_of([spelling]) == " n k nk premchandran "


def test_capitals_are_no_initials_where_all_is_capitals() -> None:
    assert [word.is_initials for word in words_of("RAM NIWAS")] == [False, False]


def test_abbreviation_is_in_the_key_without_its_marks() -> None:
    assert " cpim " in key_of(["CPI-M"])


def test_key_holds_every_name_it_is_given() -> None:
    assert key_of(["Samajwadi Party", "SP"]) == " samajwadi party sp "


def test_key_of_nothing_is_empty() -> None:
    assert (key_of(["", "—"]), skeleton_of([])) == ("", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Premachandran", "Premchandran"),
        ("Baalu", "Balu"),
        ("Chowdhury", "Chaudhary"),
        ("Lakshmi", "Laxmi"),
        ("Javed", "Javaid"),
        ("Mohd", "Mohammed"),
        ("Vandana", "Wandana"),
        ("ममता", "Mamata"),
        ("खड़गे", "Kharge"),
        ("வைகோ", "Vaiko"),
    ],
)
def test_spellings_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton_of([one]) == skeleton_of([other])


@pytest.mark.parametrize(
    ("one", "other"), [("Gandhi", "Gadkari"), ("Yadav", "Jadhav"), ("Om", "Em")]
)
def test_other_names_have_another_skeleton(one: str, other: str) -> None:
    assert skeleton_of([one]) != skeleton_of([other])


@pytest.mark.parametrize("spelling", ["JDU", "JD(U)", "JD-U", "J.D. (U)", "jd u"])
def test_abbreviations_run_together_alike(spelling: str) -> None:
    assert run_together(spelling) == "jdu"


@given(st.lists(st.text(max_size=40), max_size=3))
def test_skeleton_has_a_word_for_each_of_the_key(names: list[str]) -> None:
    assert len(skeleton_of(names).split()) == len(key_of(names).split())


@given(st.text(max_size=60))
def test_key_is_words_between_single_spaces(name: str) -> None:
    key = key_of([name])
    assert key == "" or (key.startswith(" ") and key.endswith(" ") and "  " not in key)
    assert key.isascii()
