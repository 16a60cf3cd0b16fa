"""fold: one spelling for what people would call the same name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("MAMATA", "mamata"),
        ("Mamatā", "mamata"),
        ("Mamata\u0304", "mamata"),
        ("J.M.M.", "jmm"),
        ("O’Brien", "obrien"),
        ("O'Brien", "obrien"),
        ("CPI(M)", "cpi m"),
        ("  Shiv   Sena (UBT) ", "shiv sena ubt"),
        ("Straße", "strasse"),
        ("ﬁrst", "first"),
        ("१२", "12"),
        ("", ""),
        ("—", ""),
    ],
)
def test_folded_name(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("name", ["ममता", "தமிழ்", "মমতা", "ਪੰਜਾਬ", "മലയാളം", "ممتا"])
def test_name_in_another_script_is_words(name: str) -> None:
    assert fold(name)


@given(st.text())
def test_folded_text_is_plain_words(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_capitals_fold_alike(text: str) -> None:
    assert fold(text.lower().upper()) == fold(text.lower().upper().lower())
