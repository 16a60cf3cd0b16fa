"""The shapes of questions whom a name means, and of the answers."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from coalition.api import vocabularies
from coalition.api.name_questions import BATCH_LIMIT, NAME_LIMIT
from coalition.api.shapes.fields import Shape, link, shape, text, truth, uid, word
from coalition.api.shapes.parts import ImpreciseDate, Reference, many, reference
from coalition.api.shapes.questions import Questions, question
from coalition.edtf_text import EDTF_LIMIT
from coalition.resolving import DEFAULT_LIMIT, MAX_LIMIT

NAME = "A name as it is printed, in any script, or a uid, a slug or a Wikidata identifier."
PARTY = "The party of the leader: a name, abbreviation, slug or uid, in any spelling."
ON = "A day, or anything that EDTF can say of one: `2023-12-06`, `2023-12`, `[..2023-12-05]`."
LIMIT = f"How many candidates at most; {DEFAULT_LIMIT} if it is left out."
REGION = (
    "Where the leader held an office, or what the election is about: ISO 3166-2, or a country's "
    "code."
)
_NULL = "Null is the same as left out."
KINDS = "Only this kind; all four if it is left out, or leaders if a `party` is given."


def _number(help_text: str, **limits: Any) -> Any:
    return serializers.FloatField(help_text=help_text, min_value=0, max_value=100, **limits)


def _limit(help_text: str, **limits: Any) -> Any:
    return serializers.IntegerField(help_text=help_text, min_value=1, max_value=MAX_LIMIT, **limits)


def _by_key(item: Shape, help_text: str) -> Any:
    return serializers.DictField(child=item(), help_text=help_text)


def _under_keys(item: Shape, help_text: str) -> Any:
    return Questions(child=item(), help_text=help_text)


def _in_order(item: Shape, help_text: str) -> Any:
    return serializers.ListField(
        child=item(), help_text=help_text, min_length=1, max_length=BATCH_LIMIT
    )


Feature = shape(
    "Feature",
    "One number that the score is made of.",
    id=text(
        "`name_similarity` (0 to 100); `party_on_day` or, without a day, `party_ever`; "
        "`region_on_day` or `region_ever`; `name_on_day`: 1 for surely, 0.5 for perhaps, 0 for "
        "surely not. Others may be added."
    ),
    value=_number("A number; the greater, the more it speaks for the candidate."),
)
MatchedName = shape(
    "MatchedName",
    "The name by which a candidate was found.",
    name=text("As it is recorded."),
    kind=word(vocabularies.PUBLIC_NAME_KIND, "What sort of name it is."),
    language=text("BCP 47, such as `hi`; null if it is not recorded.", null=True),
    since=ImpreciseDate(allow_null=True, help_text="Null if nothing says since when."),
    until=ImpreciseDate(allow_null=True, help_text="Null while it lasts, or if nobody knows."),
)
ResolveCandidate = shape(
    "ResolveCandidate",
    "A public record that may be meant.",
    id=uid("Never changes."),
    kind=word(vocabularies.NAMED_KIND, "What sort of record it is."),
    slug=text("The last part of its address."),
    name=text("As it is called now."),
    abbreviation=text("Null if it has none.", null=True),
    url=link("The public page."),
    document_url=link("The document, in this API."),
    score=_number("From 0 to 100: the similarity of the name, weighed with what else was asked."),
    match=truth("True of one candidate at most, which is certain and clearly ahead."),
    matched_name=MatchedName(allow_null=True, help_text="Null if an identifier was given."),
    matched_by=word(vocabularies.MATCHED_BY, "In which way the name is like the one given."),
    features=many(Feature, "What the score is made of."),
    party=reference(
        "Of a leader: the party on that day or, without one, today. Null if none is certain.",
        null=True,
    ),
)
ResolveEcho = shape(
    "ResolveEcho",
    "The question as it was given; null is what was not.",
    name=text("The name."),
    kind=word(vocabularies.NAMED_KIND, "The kind; null if none was given.", null=True),
    party=text("The party; null if none was given.", null=True),
    on=text("The day; null if none was given.", null=True),
    region=text("The region; null if none was given.", null=True),
    limit=_limit("How many candidates at most: the limit that was used."),
)
_PARTIES = "The parties that `party` may mean; none if it was not given, or is like none."
_RESULTS = "The best first; of equals leaders, parties, alliances, elections, each by name."
Resolved = shape(
    "Resolved",
    "Whom a name may mean.",
    query=ResolveEcho(help_text="The question, as it was understood."),
    parties=many(Reference, _PARTIES),
    results=many(ResolveCandidate, _RESULTS),
)

EntryError = shape(
    "EntryError",
    "What is wrong with one entry of a batch.",
    field=text("The field at fault; null if it is the entry as a whole.", null=True),
    detail=text("What to give instead."),
)
ResolvedEntry = shape(
    "ResolvedEntry",
    "The answer to one entry of a batch.",
    query=ResolveEcho(allow_null=True, help_text="Null if it could not be understood."),
    parties=many(Reference, _PARTIES),
    results=many(ResolveCandidate, _RESULTS),
    errors=EntryError(many=True, allow_null=True, help_text="Null if all is well."),
)
ResolveQuestion = question(
    "ResolveQuestion",
    "One question; all but the name may be left out, or be null.",
    name=text(NAME, max_length=NAME_LIMIT),
    kind=serializers.ChoiceField(
        choices=vocabularies.NAMED_KIND,
        help_text=f"{KINDS} {_NULL}",
        allow_null=True,
        required=False,
    ),
    party=text(f"{PARTY} {_NULL}", null=True, required=False, max_length=NAME_LIMIT),
    on=text(f"{ON} {_NULL}", null=True, required=False, max_length=EDTF_LIMIT),
    region=text(f"{REGION} {_NULL}", null=True, required=False),
    limit=_limit(f"{LIMIT} {_NULL}", required=False, allow_null=True),
)

ResolveBatch = PolymorphicProxySerializer(
    component_name="ResolveBatch",
    serializers=[
        question(
            "ResolveBatchByKey",
            f"Up to {BATCH_LIMIT} questions under keys.",
            queries=_under_keys(ResolveQuestion, "Under keys of your own."),
        ),
        question(
            "ResolveBatchInOrder",
            f"Up to {BATCH_LIMIT} questions in order.",
            queries=_in_order(ResolveQuestion, "In an order of your own."),
        ),
    ],
    resource_type_field_name=None,
)
ResolvedBatch = PolymorphicProxySerializer(
    component_name="ResolvedBatch",
    serializers=[
        shape(
            "ResolvedBatchByKey",
            "The answers to questions under keys.",
            results=_by_key(ResolvedEntry, "Under the keys given."),
        ),
        shape(
            "ResolvedBatchInOrder",
            "The answers to questions in order.",
            results=many(ResolvedEntry, "In the order given."),
        ),
    ],
    resource_type_field_name=None,
)
