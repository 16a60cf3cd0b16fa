"""Candidates: whom a question may mean, the likeliest first, and whether one is certain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from coalition.models.editions import Kind
from coalition.name_keys import run_together
from coalition.resolving.bearers import Bearer, Place, Span
from coalition.resolving.printed import Reading, readings_of
from coalition.resolving.questions import MAX_LIMIT, NAMED, Question
from coalition.resolving.register import Register
from coalition.resolving.similarity import Similarity, Way, similarity
from coalition.tenures import Belonged, belonged

#: As features have it.
VALUES = {Belonged.SURELY: 1.0, Belonged.PERHAPS: 0.5, Belonged.SURELY_NOT: 0.0}

#: How much of the score each takes where it was asked for; the name has the rest.
_PARTY, _REGION = 0.3, 0.1
#: Off the similarity of a name that it did not have on that day.
_NOT_ITS_NAME_THEN = 10
#: A party is meant for sure by a whole name of at least this similarity; perhaps, by any part.
_SURE_PARTY, _MAYBE_PARTY, _AS_SIMILAR = 90, 60, 5
#: How far a match is ahead of the next.
_AHEAD = 10
#: Another spelling of a long name is certain by itself; of a short one, with a party beside it.
_LETTERS, _LONG_NAME = 90, 12
_LETTERS_WITH_PARTY, _LETTERS_OF_WORD = 75, 65


@dataclass(frozen=True, slots=True)
class Candidate:
    """`features` are numbers from 0 to 1, the similarity of the name from 0 to 100."""

    bearer: Bearer
    score: float
    similarity: Similarity
    features: Mapping[str, float]
    party: Bearer | None
    #: It is what stood in brackets behind the name that could not be understood.
    is_doubtful: bool = False
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class _Parties:
    """The parties that a question may mean. Nothing is asked if it named none."""

    sure: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        return self.sure | self.maybe

    def membership(self, bearer: Bearer, on: Span | None) -> Belonged | None:
        """None if nothing was asked, or nobody knows what."""
        if not self.all:
            return None
        surely = bearer.membership(self.sure, on)
        if surely == Belonged.SURELY:
            return surely
        perhaps = bearer.membership(self.maybe, on)
        return surely if perhaps == Belonged.SURELY_NOT else Belonged.PERHAPS


@dataclass(slots=True)
class Resolver:
    """Answers any number of questions from one register; parties are looked up once."""

    register: Register
    today: date
    _known: dict[str, _Parties] = field(default_factory=dict)

    def resolve(self, question: Question) -> list[Candidate]:
        """The candidates, the best first; equals are in the order of kinds and names."""
        found: dict[str, Candidate] = {}
        for reading in readings_of(question.name):
            for candidate in self._read(question, reading):
                known = found.get(candidate.bearer.uid)
                if known is None or candidate.score > known.score:
                    found[candidate.bearer.uid] = candidate
        ranked = sorted(found.values(), key=_rank)
        if ranked and self._is_certain(question, ranked):
            ranked[0] = replace(ranked[0], is_match=True)
        return ranked[: question.limit]

    def parties_of(self, question: Question) -> list[Bearer]:
        """The parties that the question may mean by those it names."""
        meant = self._parties(question.asked.parties)
        return sorted((self.register.by_uid[uid] for uid in meant.all), key=lambda b: b.order)

    def party_of(self, bearer: Bearer, on: Span | None = None) -> Bearer | None:
        """The party that a leader surely belongs to on that day; today if none is given."""
        return next(iter(self.parties_on(bearer, on)), None)

    def parties_on(self, bearer: Bearer, on: Span | None) -> list[Bearer]:
        """The public parties that a leader surely belongs to on that day."""
        uids = bearer.parties_on(on or self._today) if bearer.kind == Kind.LEADER else []
        return [self.register.by_uid[uid] for uid in uids if uid in self.register.by_uid]

    def alliances_on(self, party: Bearer, on: Span | None) -> list[Bearer]:
        """The public alliances that a party surely belongs to on that day."""
        hosts = self.register.books[Kind.ALLIANCE].bearers
        surely = Belonged.SURELY
        on = on or self._today
        return [host for host in hosts if host.membership([party.uid], on) == surely]

    def offices_of(self, leader: Bearer, on: Span | None) -> list[Place]:
        """The offices that a leader surely holds on that day."""
        day = on or self._today
        return [
            office
            for office in leader.offices
            if belonged([office.tenure], day.earliest, day.latest) == Belonged.SURELY
        ]

    @property
    def _today(self) -> Span:
        return Span.on(self.today)

    def _read(self, question: Question, reading: Reading) -> Iterator[Candidate]:
        kinds = question.kinds
        names = question.asked.parties
        if reading.party:
            kinds = [kind for kind in kinds if kind == Kind.LEADER]
            names = names or [reading.party]
        parties = self._parties(names)
        is_doubtful = bool(reading.party) and not parties.all
        text = " ".join(word.text for word in reading.typed.words)
        plain = question.name if not reading.party else text
        for bearer in self.register.identified(question.name.strip(), kinds):
            own = Similarity(100, Way.IDENTIFIER, bearer.names[0])
            yield self._candidate(question, bearer, own, parties)
        for kind in kinds:
            for bearer in self.register.books[kind].like(plain, favoured=parties.all):
                if found := similarity(reading.typed, plain, bearer):
                    candidate = self._candidate(question, bearer, found, parties)
                    yield replace(candidate, is_doubtful=is_doubtful)

    def _candidate(
        self, question: Question, bearer: Bearer, found: Similarity, parties: _Parties
    ) -> Candidate:
        asked = question.asked
        features = {"name_similarity": round(found.value, 1)}
        value, weight = found.value, 1.0
        of_name = found.name.held(asked.on) if asked.on else None
        if of_name is not None:
            features["name_on_day"] = VALUES[of_name]
            value -= _NOT_ITS_NAME_THEN * (of_name == Belonged.SURELY_NOT)
        context = 0.0
        if (membership := parties.membership(bearer, asked.on)) is not None:
            features["party_on_day" if asked.on else "party_ever"] = VALUES[membership]
            context += _PARTY * 100 * VALUES[membership]
            weight -= _PARTY
        if asked.region and (region := bearer.is_of(asked.region, asked.on)) is not None:
            features["region_on_day" if asked.on else "region_ever"] = VALUES[region]
            context += _REGION * 100 * VALUES[region]
            weight -= _REGION
        return Candidate(
            bearer=bearer,
            score=round(max(value, 0) * weight + context, 1),
            similarity=found,
            features=features,
            party=self._asked_party(bearer, asked.on, parties),
        )

    def _asked_party(self, bearer: Bearer, on: Span | None, meant: _Parties) -> Bearer | None:
        """The party on that day; of several, one that was asked for."""
        found = self.parties_on(bearer, on)
        asked = [party for party in found if party.uid in meant.all]
        return next(iter(asked or found), None)

    def _parties(self, names: Sequence[str]) -> _Parties:
        found = [self._party(name) for name in names]
        return _Parties(
            frozenset(uid for one in found for uid in one.sure),
            frozenset(uid for one in found for uid in one.maybe),
        )

    def _party(self, text: str) -> _Parties:
        if text not in self._known:
            self._known[text] = self._find_party(text)
        return self._known[text]

    def _find_party(self, text: str) -> _Parties:
        whole = Question(text, kinds=[Kind.PARTY], limit=MAX_LIMIT)
        found = self.resolve(whole)
        same = [one for one in found if one.score == found[0].score and one.score == 100]
        if not same and found and found[0].score >= _SURE_PARTY and found[0].is_match:
            same = found[:1]
        if same:
            sure = frozenset(one.bearer.uid for one in same)
            # "NCP" of two parties that both call themselves so is one or the other.
            return _Parties(sure) if len(sure) == 1 else _Parties(maybe=sure)
        near = [
            one for one in found if one.score >= max(_MAYBE_PARTY, found[0].score - _AS_SIMILAR)
        ]
        return _Parties(maybe=frozenset(one.bearer.uid for one in near))

    def _is_certain(self, question: Question, ranked: list[Candidate]) -> bool:
        best, others = ranked[0], ranked[1:]
        if (
            question.is_doubtful
            or best.is_doubtful
            or (others and others[0].score > best.score - _AHEAD)
        ):
            return False
        if best.features.get("name_on_day") == 0:
            return False
        membership = best.features.get("party_on_day", best.features.get("party_ever"))
        if question.asked.parties and membership is None:
            return False
        if membership == 0:
            return False
        return _is_certain_name(best, is_confirmed=membership == 1)


def _is_certain_name(best: Candidate, *, is_confirmed: bool) -> bool:
    """By the name alone, or by a party that is sure beside it."""
    found = best.similarity
    is_long = len(run_together(found.name.text)) >= _LONG_NAME
    is_spelling = not found.is_slip and found.weakest >= _LETTERS_OF_WORD
    match found.way:
        case Way.IDENTIFIER | Way.SAME | Way.WORDS:
            return True
        case Way.SPELLING:
            least = _LETTERS_WITH_PARTY if is_confirmed else _LETTERS
            return is_spelling and found.letters >= least and (is_confirmed or is_long)
        case Way.WITHOUT_INITIALS:
            # A short surname is that of many whom nobody has recorded yet.
            return is_spelling and is_confirmed and is_long
        case _:
            return False


def _rank(candidate: Candidate) -> tuple[float, int, tuple[str, str]]:
    bearer = candidate.bearer
    return (-candidate.score, NAMED.index(bearer.kind), bearer.order)
