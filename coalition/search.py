"""Search over live editions: every word must occur, in any spelling or script."""

from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, Q, Value, When

from coalition.folding import fold
from coalition.models.editions import Edition, EditionQuerySet

QUERY_LIMIT = 200
WORD_LIMIT = 12
#: Farther apart than two sequences can be, so that `place` sorts by rank first.
_RANK_STEP = 2**48


def words_of(text: str) -> list[str]:
    """The folded words of what somebody typed; none if it holds no letter or figure."""
    return fold(text).split()


def matching(words: list[str]) -> EditionQuerySet:
    """Live editions in which all of `words` occur, with their `place`, which is unique.

    The lowest place is the best: first whatever is called just so, then whose name begins so, then
    the rest, the newest edition first. The search text holds folded names, one a line, and its
    first line is the record's own.
    """
    phrase = " ".join(words)
    is_exact = Q(search_text=phrase) | Q(search_text__startswith=f"{phrase}\n")
    rank = Case(
        When(is_exact | Q(abbreviation__iexact=phrase), then=Value(0)),
        When(search_text__startswith=phrase, then=Value(1)),
        default=Value(2),
        output_field=BigIntegerField(),
    )
    editions = Edition.objects.live()
    for word in words:
        editions = editions.filter(search_text__contains=word)
    place = ExpressionWrapper(
        rank * Value(_RANK_STEP) - F("sequence"), output_field=BigIntegerField()
    )
    return editions.annotate(place=place)
