"""How like a recorded name is to a typed one: pure, so that every path ranks alike."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from coalition.name_keys import NameWord, key_of, run_together, skeleton, words_of

#: What stands before a name and is no part of it.
HONORIFICS = frozenset(
    ("dr", "shri", "shrimati", "smt", "sri", "mr", "mrs", "ms", "prof", "adv", "janab", "thiru")
)
#: What is longer is no name, and is read so far only.
WORDS_LIMIT = 8
TEXT_LIMIT = 240
#: Two words of one skeleton that share fewer of their letters than this (of 100) are strangers.
_KINDRED = 50
#: A beginning of a skeleton has to be this long to say anything.
_TELLING = 3
#: And the beginning of a name whose words are not told apart, this long.
_TELLING_LETTERS = 6


class Grade(IntEnum):
    """How the least like of the typed words is like the recorded name; lower is better."""

    ABBREVIATION = 0
    EXACT = 1
    WHOLE_WORDS = 2
    BEGINNINGS = 3
    INITIALS = 4
    SKELETON = 5
    SKELETON_BEGINNING = 6
    NEAR_MISS = 7


@dataclass(frozen=True, slots=True, order=True)
class Likeness:
    """Sorts from the most like to the least. `left_over` is how many letters were not typed."""

    grade: Grade
    is_disordered: bool
    is_other_name: bool
    left_over: int
    misses: int
    #: Whether every word of the recorded name was accounted for, in whichever spelling. It does not
    #: sort: what was left over does.
    is_complete: bool = field(default=False, compare=False)


class TypedName:
    """A name as somebody typed it, taken apart once for any number of comparisons."""

    def __init__(self, text: str) -> None:
        words = words_of(text[:TEXT_LIMIT])[:WORDS_LIMIT]
        while len(words) > 1 and words[0].text in HONORIFICS:
            words = words[1:]
        self.words: tuple[NameWord, ...] = tuple(words)
        self.letters = sum(len(word.text) for word in words)

    @cached_property
    def together(self) -> str:
        return "".join(word.text for word in self.words)

    @cached_property
    def key(self) -> str:
        """The key of a recorded name that is written like this one."""
        return f" {' '.join(form for word in self.words for form in word.forms())} "

    @cached_property
    def skeletons(self) -> dict[str, str]:
        return {word.text: skeleton(word.text) for word in self.words}

    def __bool__(self) -> bool:
        return bool(self.words)

    def likeness(
        self, name: str, *, abbreviation: str = "", is_other_name: bool = False
    ) -> Likeness | None:
        """How like `name` is to what was typed; None if it is not."""
        if abbreviation and run_together(abbreviation) == self.together:
            return Likeness(Grade.ABBREVIATION, False, False, 0, 0, True)
        if run_together(name) == self.together:
            return Likeness(Grade.EXACT, False, is_other_name, 0, 0, True)
        recorded = _Recorded((name, abbreviation))
        graded = list(recorded.grades(self))
        if not graded or any(grade is None for grade, _place, _misses in graded):
            return self._likeness_run_together(name, is_other_name)
        places = [place for _grade, place, _misses in graded]
        return Likeness(
            grade=Grade(max(grade for grade, _place, _misses in graded if grade is not None)),
            is_disordered=places != sorted(places),
            is_other_name=is_other_name,
            left_over=max(len(run_together(name)) - self.letters, 0),
            misses=sum(misses for _grade, _place, misses in graded),
            is_complete=not recorded.unused,
        )

    def _likeness_run_together(self, name: str, is_other_name: bool) -> Likeness | None:
        """Ramgopal Yadav is Ram Gopal Yadav: here only the letters count."""
        letters = run_together(name)
        left_over = max(len(letters) - self.letters, 0)
        if self.letters >= _TELLING_LETTERS and letters.startswith(self.together):
            return Likeness(Grade.BEGINNINGS, False, is_other_name, left_over, 0)
        allowed = _misses_allowed(self.together)
        misses = OSA.distance(self.together, letters, score_cutoff=allowed)
        if not allowed or misses > allowed:
            return None
        return Likeness(Grade.NEAR_MISS, False, is_other_name, left_over, misses, True)


class _Recorded:
    """The words of a recorded name, each to be paired with one typed word at most."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._words = [word for name in names if name for word in words_of(name)]
        own = {word.text for word in self._words}
        self._forms = [form for form in key_of(names).split() if form not in own]
        self.unused = set(range(len(self._words)))

    def grades(self, typed: TypedName) -> Iterator[tuple[Grade | None, int, int]]:
        """For each typed word its grade, the place of its partner and the letters that differ;
        for one without a partner, None. Whole words choose first."""
        found: dict[int, tuple[Grade | None, int, int]] = {}
        pairs = sorted(
            (
                (*graded, number, place)
                for number, word in enumerate(typed.words)
                for place, partner in enumerate(self._words)
                if (graded := _grade(word, partner, typed.skeletons[word.text]))
            ),
            key=lambda pair: (pair[0], pair[1], abs(pair[2] - pair[3]), pair[2]),
        )
        for grade, misses, number, place in pairs:
            if number not in found and place in self.unused:
                found[number] = (grade, place, misses)
                self.unused.discard(place)
        for number, word in enumerate(typed.words):
            if number not in found:
                found[number] = self._for_initials(word) or self._among_forms(word)
            yield found[number]

    def _for_initials(self, word: NameWord) -> tuple[Grade | None, int, int] | None:
        """Initials stand for words in a row: "RG" for Ram Gopal."""
        if not word.is_initials:
            return None
        length = len(word.text)
        for start in range(len(self._words) - length + 1):
            row = range(start, start + length)
            if self.unused.issuperset(row) and all(
                self._words[place].text.startswith(letter)
                for place, letter in zip(row, word.text, strict=True)
            ):
                self.unused.difference_update(row)
                return (Grade.INITIALS, start, 0)
        return None

    def _among_forms(self, word: NameWord) -> tuple[Grade | None, int, int]:
        """What a key holds besides the words: one of several initials, or "jdu" for JD(U)."""
        for place, form in enumerate(self._forms):
            if form.startswith(word.text):
                grade = Grade.WHOLE_WORDS if form == word.text else Grade.BEGINNINGS
                return (grade, place, 0)
        return (None, 0, 0)


def _grade(typed: NameWord, word: NameWord, bare: str) -> tuple[Grade, int] | None:
    """The grade of one word beside another, and how many letters differ."""
    if typed.text == word.text:
        return (Grade.WHOLE_WORDS, 0)
    if word.text.startswith(typed.text):
        return (Grade.BEGINNINGS, 0)
    if typed.is_initials or word.is_initials:
        return None
    other = skeleton(word.text)
    if bare == other and fuzz.ratio(typed.text, word.text) >= _KINDRED:
        return (Grade.SKELETON, 0)
    if len(bare) >= _TELLING and other.startswith(bare):
        return (Grade.SKELETON_BEGINNING, 0)
    allowed = _misses_allowed(typed.text)
    if not allowed:
        return None
    beginning = word.text[: len(typed.text) + 1]
    misses = min(
        OSA.distance(typed.text, word.text, score_cutoff=allowed),
        OSA.distance(typed.text, beginning, score_cutoff=allowed),
        OSA.distance(typed.text, beginning[:-1], score_cutoff=allowed),
    )
    return (Grade.NEAR_MISS, misses) if misses <= allowed else None


def _misses_allowed(word: str) -> int:
    """Short words are too like one another to be mistyped twice."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2
