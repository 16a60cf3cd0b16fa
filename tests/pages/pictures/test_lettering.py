"""Whether a text fits, and where it is cut."""

from __future__ import annotations

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from coalition.pages.pictures.lettering import (
    ELLIPSIS,
    FONTS,
    Face,
    clusters,
    face_for,
    fitted,
    width_of,
    wrapped,
)

NAMES = {
    "Latin": "Communist Party of India (Marxist)",
    "accents": "Łódź Çağlar Nguyễn",
    "Devanagari": "अखिल भारतीय तृणमूल कांग्रेस",
    "Tamil": "திராவிட முன்னேற்றக் கழகம்",
    "Malayalam": "കേരള കോൺഗ്രസ്",
    "Bengali": "তৃণমূল কংগ্রেস",
    "Urdu": "انڈین یونین مسلم لیگ",
    "Telugu": "తెలుగు దేశం",
    "Kannada": "ಜನತಾ ದಳ",
    "Gujarati": "ભારતીય",
    "Gurmukhi": "ਅਕਾਲੀ ਦਲ",
    "Odia": "ବିଜୁ ଜନତା ଦଳ",
}


def is_covered(text: str) -> bool:
    """Whether our sans serif has a glyph for all that is to be seen of `text`."""
    with TTFont(FONTS / Face.SANS.value, lazy=True) as font:
        known = font.getBestCmap()
    return all(
        ord(character) in known
        for character in text
        if unicodedata.category(character) not in ("Cf", "Zs")
    )


@pytest.mark.parametrize("script", NAMES)
def test_fonts_cover_the_scripts_that_names_are_written_in(script: str) -> None:
    assert is_covered(NAMES[script])


def test_script_that_no_font_has_is_noticed() -> None:
    assert not is_covered("漢字")


def test_width_grows_with_size_and_weight() -> None:
    assert width_of("Party", 20) == pytest.approx(2 * width_of("Party", 10))
    assert width_of("Party", 10, Face.BOLD) > width_of("Party", 10)


def test_unknown_letter_is_as_wide_as_any() -> None:
    assert width_of("漢", 10) >= width_of("W", 10)


def test_text_that_fits_is_left_alone() -> None:
    assert fitted("Party", 500, 12) == "Party"


@pytest.mark.parametrize("name", NAMES.values())
def test_text_that_does_not_fit_is_cut_to_fit(name: str) -> None:
    cut = fitted(name, 40, 14)
    assert cut.endswith(ELLIPSIS)
    assert name.startswith(cut.removesuffix(ELLIPSIS))
    assert width_of(cut, 14) <= 40


def test_marks_stay_with_their_letter() -> None:
    assert clusters("कि") == ["कि"]
    assert clusters("क्ष") == ["क्ष"]
    assert clusters("ab") == ["a", "b"]


@pytest.mark.parametrize("name", [*NAMES.values(), "x" * 300, "a " * 200])
@pytest.mark.parametrize("lines", [1, 2, 4])
def test_wrapped_lines_are_few_and_fit(name: str, lines: int) -> None:
    found = wrapped(name, 120, 16, lines=lines)
    assert 0 < len(found) <= lines
    assert all(width_of(line, 16) <= 120 for line in found)


def test_wrapping_loses_nothing_that_there_is_room_for() -> None:
    words = "the leaders of seventeen parties met over dinner"
    assert " ".join(wrapped(words, 120, 16, lines=9)) == words


def test_word_longer_than_a_line_is_split() -> None:
    word = "Donaudampfschifffahrtsgesellschaft"
    assert "".join(wrapped(word, 100, 16, lines=9)) == word


def test_empty_text_has_no_line() -> None:
    assert wrapped("  ", 100, 16, lines=3) == []


def test_headline_of_another_script_is_set_in_the_sans_serif() -> None:
    assert face_for("Dinner", Face.SERIF) is Face.SERIF
    assert face_for("Dinner of बरगद", Face.SERIF) is Face.BOLD
