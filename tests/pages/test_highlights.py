"""Marks around what was found: only around it, and nothing but marks."""

from __future__ import annotations

import re

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from coalition.folding import fold
from coalition.pages.highlights import Highlighter
from coalition.pages.isolation import listed
from coalition.spellings import Spelling, Vocabulary

_NAMES = st.text(
    alphabet=st.one_of(
        st.sampled_from("abkmst AKMST.-'’()&<>\"éāñ ̄̃"),
        st.sampled_from("ममताबनर्जी़ ম মতা தமிழ் ابج漢字ﬁ½"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


def bare(html: str) -> str:
    return re.sub(r"</?mark>", "", html)


@given(text=_NAMES, typed=_NAMES)
def test_text_without_its_marks_is_the_escaped_original(text: str, typed: str) -> None:
    words = fold(typed).split()
    vocabulary = Vocabulary([fold(text)])
    for highlighter in (Highlighter(words), Highlighter(words, vocabulary.spellings(typed))):
        assert bare(highlighter.mark(text)) == escape(text)


@given(text=_NAMES)
def test_text_itself_is_found_in_it(text: str) -> None:
    words = set(fold(text).split())
    assert Highlighter(words).words_in(text) == words, ascii(text)


@given(names=st.lists(_NAMES, max_size=3), typed=_NAMES)
def test_what_keeps_names_apart_moves_no_mark(names: list[str], typed: str) -> None:
    highlighter = Highlighter(fold(typed).split())

    def told(text: str) -> str:
        return re.sub("[\u2068\u2069]", "", highlighter.mark(text))

    assert told(listed(names)) == told(", ".join(names))


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("mamata", "Mamatā Banerjee", "<mark>Mamatā</mark> Banerjee"),
        ("mam", "Mamata", "<mark>Mam</mark>ata"),
        ("mmta", "ममता बनर्जी", "<mark>ममता</mark> बनर्जी"),
        ("congress", "Congress-SP seats", "<mark>Congress</mark>-SP seats"),
        ("jmm", "The J.M.M. says", "The <mark>J.M.M</mark>. says"),
        ("b", "A & <b>", "A &amp; &lt;<mark>b</mark>&gt;"),
        ("x", "nothing", "nothing"),
        ("nyshnl", "\u2068نیشنل\u2069, Banyan", "\u2068<mark>نیشنل</mark>\u2069, Banyan"),
        ("aa", "aaaa", "<mark>aaaa</mark>"),
    ],
)
def test_word_is_marked_as_it_is_printed(typed: str, text: str, marked: str) -> None:
    assert Highlighter([typed]).mark(text) == marked


def test_other_spelling_is_marked_as_a_whole_word_only() -> None:
    highlighter = Highlighter(["sna"], [Spelling("sna", same=("sena",))])
    assert highlighter.mark("Shiv Sena, senapati") == "Shiv <mark>Sena</mark>, senapati"
    assert highlighter.words_in("Shiv Sena") == {"sna"}
