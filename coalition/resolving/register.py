"""The register: every bearer of a public name, found by whatever is like a word of it.

A process makes it once and keeps it until the next edition. Documents are known by their digest, so
a new register reads only those that the one before did not have, and makes anew only the books of
kinds that have changed: after most publications, which are of events, none.
"""

from __future__ import annotations

import heapq
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from coalition.folding import fold
from coalition.kept_values import KeptValue
from coalition.models.editions import Edition, EditionQuerySet, Kind
from coalition.name_keys import run_together
from coalition.resolving.bearers import Bearer, bearer_of
from coalition.resolving.questions import NAMED
from coalition.spellings import Vocabulary

#: How many bearers of one kind are compared with a name, letter by letter.
_COMPARED = 30
#: Who has less than this share of the letters that the best have is left out.
_COVERED = 0.6
#: A beginning has to be this long to be looked for, and is taken for so many words.
_TELLING, _CONTINUATIONS = 3, 40
#: Up to so many documents are fetched one by one; of more, all are read in one go.
_FEW = 500
_CHUNK = 200


class Book:
    """The bearers of one kind."""

    def __init__(self, bearers: Sequence[Bearer]) -> None:
        self.bearers = sorted(bearers, key=lambda bearer: bearer.order)
        self._by_letters: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        lines: set[str] = set()
        for place, bearer in enumerate(self.bearers):
            letters, words, own_lines = bearer.spellings
            lines.update(own_lines)
            for together in letters:
                self._by_letters[together].append(place)
            for word in words:
                self._by_word[word].append(place)
        self._words = sorted(self._by_word)
        self._vocabulary = Vocabulary(lines)

    def like(self, text: str, *, favoured: Collection[str] = ()) -> list[Bearer]:
        """Those worth comparing with `text`: spelt just so, then by how many letters of its words
        are found in their names, in some spelling; of equals `favoured` uids come first."""
        found = self._by_letters.get(run_together(text), ())
        covered: dict[int, int] = defaultdict(int)
        for word, forms in self._forms(text):
            for place in {place for form in forms for place in self._places(form)}:
                covered[place] += len(word)
        least = max(covered.values(), default=0) * _COVERED
        best = heapq.nsmallest(
            _COMPARED,
            (place for place, letters in covered.items() if letters >= least),
            key=lambda place: (
                -covered[place],
                self.bearers[place].uid not in favoured,
                place,
            ),
        )
        return [self.bearers[place] for place in dict.fromkeys((*found, *best))]

    def beginning(self, text: str) -> list[Bearer]:
        """Those with a name in which each word of `text` begins a word, in the order of names."""
        kept: set[int] | None = None
        for word in fold(text).split():
            places = {place for form in self._continued(word) for place in self._by_word[form]}
            kept = places if kept is None else kept & places
        return [self.bearers[place] for place in sorted(kept or ())]

    def _forms(self, text: str) -> Iterable[tuple[str, list[str]]]:
        for spelling in self._vocabulary.spellings(text):
            forms = list(spelling.all)
            if len(spelling.word) >= _TELLING:
                forms += self._continued(spelling.word)[:_CONTINUATIONS]
            yield spelling.word, forms

    def _places(self, form: str) -> Iterable[int]:
        """Of a form of several words, those that have all of them."""
        one, *others = form.split() or [""]
        places = self._by_word.get(one, ())
        return set(places).intersection(*map(self._places, others)) if others else places

    def _continued(self, word: str) -> list[str]:
        start = bisect_left(self._words, word)
        end = bisect_left(self._words, word + "\N{LATIN SMALL LETTER THORN}")
        return self._words[start:end]


class Register:
    """Every bearer, by kind and by whatever identifies one.

    Of `before`, an earlier register, the books are taken whose bearers are the very same.
    """

    def __init__(self, bearers: Iterable[Bearer], before: Register | None = None) -> None:
        of_kind: dict[Kind, list[Bearer]] = {kind: [] for kind in NAMED}
        self.by_uid: dict[str, Bearer] = {}
        self._by_wikidata: dict[str, list[Bearer]] = defaultdict(list)
        for bearer in bearers:
            of_kind[bearer.kind].append(bearer)
            self.by_uid[bearer.uid] = bearer
            if bearer.wikidata_id:
                self._by_wikidata[bearer.wikidata_id].append(bearer)
        kept = {} if before is None else before._books_of(of_kind)
        self.books = {kind: kept.get(kind) or Book(found) for kind, found in of_kind.items()}
        self._by_slug = {(bearer.kind, bearer.slug): bearer for bearer in self.by_uid.values()}

    def _books_of(self, wanted: Mapping[Kind, Sequence[Bearer]]) -> dict[Kind, Book]:
        """The books whose bearers are those that are wanted, no more and no fewer."""
        return {
            kind: self.books[kind]
            for kind, found in wanted.items()
            if len(found) == len(self.books[kind].bearers)
            and all(self.by_uid.get(bearer.uid) is bearer for bearer in found)
        }

    def identified(self, text: str, kinds: Collection[Kind]) -> list[Bearer]:
        """Those whose uid, slug or Wikidata identifier `text` is."""
        own = self.by_uid.get(text.lower())
        by_slug = (self._by_slug.get((kind, text)) for kind in kinds)
        found = [own, *by_slug, *self._by_wikidata.get(text.upper(), ())]
        unique = {bearer.uid: bearer for bearer in found if bearer and bearer.kind in kinds}
        return list(unique.values())


class _Known(NamedTuple):
    """The last register, and what it was made of, by the digests of the documents."""

    bearers: dict[str, Bearer]
    register: Register


#: Replaced as one.
_known = _Known({}, Register([]))


def read_register(editions: EditionQuerySet) -> Register:
    """Two queries, or one if every document is known."""
    global _known
    known = _known
    named = editions.filter(kind__in=NAMED).order_by()
    wanted = dict(named.values_list("digest", "sequence"))
    if wanted.keys() == known.bearers.keys():
        return known.register
    missing = [wanted[digest] for digest in wanted if digest not in known.bearers]
    bearers = {digest: known.bearers[digest] for digest in wanted if digest in known.bearers}
    if missing:
        rows = named.filter(sequence__in=missing) if len(missing) <= _FEW else named
        for digest, body in rows.values_list("digest", "body").iterator(chunk_size=_CHUNK):
            if digest not in bearers:
                bearers[digest] = bearer_of(json.loads(body))
    _known = _Known(bearers, Register(bearers.values(), known.register))
    return _known.register


_PRESENT = KeptValue(lambda: read_register(Edition.objects.live()))


def present_register(stamp: str = "") -> Register:
    return _PRESENT.get(stamp)
