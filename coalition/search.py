"""Search over editions: every word must occur, in any script; failing that, in another spelling.

The search text of an edition holds folded names, one a line; the first is the record's own.
What a word is part of is asked of the database in a way that its trigram index can answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, Q, QuerySet, Value, When

from coalition.folding import fold
from coalition.models.editions import Edition, EditionQuerySet, Kind
from coalition.spellings import Spelling, Vocabulary

QUERY_LIMIT = 200
WORD_LIMIT = 12
#: Farther apart than two sequences can be, so that `place` sorts by rank first.
_RANK_STEP = 2**48

#: What has a name of its own comes before what merely mentions names.
NAMED = (Kind.PARTY, Kind.LEADER, Kind.ALLIANCE, Kind.ELECTION)
EVENTS = (Kind.MEETING, Kind.SEAT_SHARING_TALK, Kind.STATEMENT)
#: Ranks up to this one are about the name of the record.
_BY_NAME = 2


def words_of(text: str) -> list[str]:
    """The folded words of what somebody typed; none if it holds no letter or figure."""
    return fold(text).split()


def matching(words: Sequence[str], editions: EditionQuerySet | None = None) -> QuerySet[Any, Any]:
    """Editions in which all of `words` occur, with their `rank` and their `place`, which is unique.

    The lowest place is the best: whatever is called just so; parties, people, alliances and
    elections whose name begins so, and who have the words in their name; events that do; then those
    that mention the words, the named kinds first. Within each, the newest edition comes first.
    """
    phrase = " ".join(words)
    is_named = Q(kind__in=NAMED)
    is_exact = (
        Q(search_text=phrase)
        | Q(search_text__startswith=f"{phrase}\n")
        | Q(abbreviation__iexact=phrase)
    )
    begins = Q(search_text__startswith=phrase)
    rank = Case(
        When(is_exact, then=Value(0)),
        When(is_named & begins, then=Value(1)),
        When(is_named & _in_title(words), then=Value(_BY_NAME)),
        When(begins, then=Value(3)),
        When(_in_title(words), then=Value(4)),
        When(is_named, then=Value(5)),
        default=Value(6),
        output_field=BigIntegerField(),
    )
    return _placed(_start(editions).filter(_all_occur(words)), rank)


def nearly_matching(
    spellings: Sequence[Spelling], editions: EditionQuerySet | None = None
) -> QuerySet[Any, Any]:
    """Editions that may mean the same by another spelling, with their `place`.

    What sounds alike comes before what only looks alike, and names before mentions.
    """
    sounds = _any_occur(spelling.sounding for spelling in spellings)
    is_named = Q(kind__in=NAMED)
    rank = Case(
        When(is_named & sounds, then=Value(0)),
        When(sounds, then=Value(1)),
        When(is_named, then=Value(2)),
        default=Value(3),
        output_field=BigIntegerField(),
    )
    looks = _any_occur(spelling.all for spelling in spellings)
    return _placed(_start(editions).filter(looks), rank)


@dataclass(slots=True)
class Found:
    """Documents, the best first: those that are spelt as was typed, and those that nearly are.

    `spellings` say how the typed words are spelt in the latter.
    """

    exact: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    spellings: list[Spelling] = field(default_factory=list)
    is_cut: bool = False


class Search:
    """The first page of what fits, by a few queries of which none sorts all that mentions a word.

    The order is that of `matching`, but for events, of which the last to happen comes first.
    """

    def __init__(self, text: str, editions: EditionQuerySet, *, limit: int) -> None:
        self._text = text
        self._words = words_of(text)
        self._editions = editions
        self._limit = limit
        self._seen: set[int] = set()

    def run(self, vocabulary: Callable[[], Vocabulary], kinds: Sequence[Kind]) -> Found:
        """`kinds` narrows; `vocabulary` is asked for only where what fits leaves room."""
        named = [kind for kind in NAMED if kind in kinds]
        events = [kind for kind in EVENTS if kind in kinds]
        found = Found(exact=self._exact(named, events))
        if len(found.exact) <= self._limit and self._words:
            found.spellings = vocabulary().spellings(self._text)
            room = self._limit + 1 - len(found.exact)
            found.near = self._near(found, named, events, room)
        found.is_cut = len(found.exact) + len(found.near) > self._limit
        found.exact = found.exact[: self._limit]
        found.near = found.near[: self._limit - len(found.exact)]
        return found

    def _exact(self, named: list[Kind], events: list[Kind]) -> list[str]:
        if not self._words:
            return []
        bearers: list[tuple[int, str]] = []
        if named:
            rows = matching(self._words, self._editions.filter(kind__in=named)).order_by("place")
            bearers = list(rows.values_list("rank", "body")[: self._limit + 1])
        bodies = [body for rank, body in bearers if rank <= _BY_NAME]
        mentions = [body for rank, body in bearers if rank > _BY_NAME]
        if events:
            # One condition, so that a database can tell how many titles fit and choose its way.
            bodies += self._take(self._of(events).filter(_in_title(self._words)), len(bodies))
        bodies += mentions
        if events:
            fitting = self._of(events).filter(_all_occur(self._words))
            bodies += self._take(fitting, len(bodies))
        return bodies

    def _near(self, found: Found, named: list[Kind], events: list[Kind], room: int) -> list[str]:
        """People and parties always, as one may have meant them; events only if nothing fits."""
        spellings = found.spellings
        if (
            all(len(spelling.all) == 1 for spelling in spellings)
            and [spelling.word for spelling in spellings] == self._words
        ):
            return []
        bodies: list[str] = []
        if named:
            rows = nearly_matching(spellings, self._editions.filter(kind__in=named))
            rows = rows.exclude(_all_occur(self._words)).order_by("place")
            bodies = list(rows.values_list("body", flat=True)[:room])
        if events and not found.exact:
            taken = self._limit + 1 - room + len(bodies)
            # What only looks alike is worth a look where no event holds what sounds so.
            for likeness in ("sounding", "all"):
                forms = _any_occur(getattr(spelling, likeness) for spelling in spellings)
                if mentions := self._take(self._of(events).filter(forms), taken):
                    return bodies + mentions
        return bodies

    def _of(self, events: list[Kind]) -> EditionQuerySet:
        """All kinds of events are asked for by the very list that their index is made for."""
        return self._editions.filter(kind__in=events if len(events) < len(EVENTS) else EVENTS)

    def _take(self, editions: EditionQuerySet, taken: int) -> list[str]:
        """The newest of `editions` that were not taken before, as many as there is room for."""
        room = self._limit + 1 - taken
        if room <= 0:
            return []
        rows = editions.order_by("-sort_key").values_list("sequence", "body")
        new = [row for row in rows[: room + len(self._seen)] if row[0] not in self._seen][:room]
        self._seen.update(sequence for sequence, _ in new)
        return [body for _, body in new]


def _start(editions: EditionQuerySet | None) -> EditionQuerySet:
    return Edition.objects.live() if editions is None else editions


def _placed(editions: EditionQuerySet, rank: Case) -> QuerySet[Any, Any]:
    place = ExpressionWrapper(
        F("rank") * Value(_RANK_STEP) - F("sequence"), output_field=BigIntegerField()
    )
    return editions.annotate(rank=rank).annotate(place=place)


def _all_occur(words: Iterable[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(search_text__contains=word)
    return condition


def _in_title(words: Iterable[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(title__icontains=word)
    return condition


def _any_occur(alternatives: Iterable[Iterable[str]]) -> Q:
    """Of each group of spellings, one occurs."""
    condition = Q()
    for spellings in alternatives:
        group = Q()
        for spelling in spellings:
            group |= Q(search_text__contains=spelling)
        condition &= group
    return condition
