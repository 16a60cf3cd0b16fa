"""The shapes around documents: pages of a list, the changes feed, search, problems."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from coalition.api import vocabularies
from coalition.api.kinds import PUBLIC_KINDS, PublicKind
from coalition.api.shapes import meetings, parties, talks
from coalition.api.shapes.fields import Shape, link, moment, shape, text, uid, whole, word
from coalition.api.shapes.parts import many, reference
from coalition.models.editions import Kind

DOCUMENTS: dict[Kind, Shape] = {
    Kind.MEETING: meetings.Meeting,
    Kind.PARTY: parties.Party,
    Kind.LEADER: parties.Leader,
    Kind.ALLIANCE: parties.Alliance,
    Kind.ELECTION: talks.Election,
    Kind.SEAT_SHARING_TALK: talks.SeatSharingTalk,
    Kind.STATEMENT: talks.Statement,
}

_NEXT = "The following page; null on the last one."
_PREVIOUS = "The page before; null on the first one."


Document = PolymorphicProxySerializer(
    component_name="Document",
    serializers=list(DOCUMENTS.values()),
    resource_type_field_name=None,
    allow_null=True,
    help_text="The document as published. Null on a tombstone, and for what was public once and "
    "is withdrawn now, itself or within this document.",
)

_INCLUDED = serializers.DictField(
    child=PolymorphicProxySerializer(
        component_name="IncludedDocument",
        serializers=list(DOCUMENTS.values()),
        resource_type_field_name=None,
    ),
    required=False,
    help_text="With `include`: the documents of what is referred to, by `id`, as they are stored.",
)

Selection = shape(
    "Selection",
    "A document of which `fields` has selected parts, or that has others beside it by `include`. "
    "What there is, is as in the whole document.",
    id=uid("Never changes."),
    kind=word(vocabularies.KIND, "What sort of record it is."),
    url=link("Its public page."),
    included=_INCLUDED,
)


def document_of(kind: PublicKind, **how: Any) -> Any:
    """A document, or parts of it."""
    return PolymorphicProxySerializer(
        component_name=f"{kind.component}OrSelection",
        serializers=[DOCUMENTS[kind.kind], Selection],
        resource_type_field_name=None,
        **how,
    )


def page_of(kind: PublicKind) -> Shape:
    return shape(
        f"{kind.component}Page",
        f"One page of {kind.many}.",
        next=link(_NEXT, null=True),
        previous=link(_PREVIOUS, null=True),
        results=document_of(
            kind,
            many=True,
            help_text="The documents, or with `fields` their parts. There may be fewer than "
            "`limit` before the last page, or none.",
        ),
        included=_INCLUDED,
    )


Change = shape(
    "Change",
    "One edition.",
    sequence=whole(
        "A number that rises without gaps, in the order in which editions became public.", least=1
    ),
    kind=word(vocabularies.KIND, "What sort of record it is an edition of."),
    id=uid("Of the record. Never changes."),
    slug=text("The last part of the record's address at the time."),
    edition=whole("The number of the edition, counted for each record.", least=1),
    cause=word(vocabularies.CAUSE, "Why there is a new edition."),
    note=text("Of a correction, a withdrawal or a merge; null if there is none.", null=True),
    published_at=moment("When the edition became public, in UTC."),
    url=link("The public page."),
    merged_into=reference(
        "What the record is part of since `merged`, as it is called now; null for every other "
        "cause, and if that is not public any more.",
        null=True,
    ),
    document=Document,
)
ChangePage = shape(
    "ChangePage",
    "Editions one after the other.",
    results=many(Change, "In the order of `sequence`; empty if there is nothing new."),
    next_after=whole("The sequence to give as `after` next time.", least=0),
)

Found = shape(
    "Found",
    "A public record that matches.",
    id=uid("Never changes."),
    kind=word(vocabularies.KIND, "What sort of record it is."),
    slug=text("The last part of its address."),
    name=text("Its name or title, as it is called now."),
    abbreviation=text("Its short name, such as `INC`; null if it has none.", null=True),
    url=link("The public page."),
    document_url=link("The document, in this API."),
)
FoundPage = shape(
    "FoundPage",
    "One page of matches.",
    next=link(_NEXT, null=True),
    previous=link(_PREVIOUS, null=True),
    results=many(Found, "The matches, the best one first."),
)

ProblemError = shape(
    "ProblemError",
    "What is wrong with one parameter.",
    parameter=text("The parameter at fault."),
    detail=text("What to give instead."),
)
Problem = shape(
    "Problem",
    "Problem details (RFC 9457).",
    type=text("What sort of problem; `about:blank` if the status says it all."),
    title=text("The phrase of the status."),
    status=whole("The status code of the answer.", least=400),
    detail=text("For people."),
    instance=text("The path that was asked for."),
)
QueryProblem = shape(
    "QueryProblem",
    "Problem details (RFC 9457) of a query.",
    type=text("What sort of problem; `about:blank` if the status says it all."),
    title=text("The phrase of the status."),
    status=whole("The status code of the answer.", least=400),
    detail=text("For people."),
    instance=text("The path that was asked for."),
    errors=ProblemError(
        many=True,
        required=False,
        help_text="Each parameter at fault. Left out if the request could not be read at all.",
    ),
)

FieldError = shape(
    "FieldError",
    "What is wrong with one field of a body.",
    field=text("The field at fault; `queries.q0.limit` is one within others."),
    detail=text("What to give instead."),
)
InputProblem = shape(
    "InputProblem",
    "Problem details (RFC 9457) of a body, or of a query.",
    type=text("What sort of problem; `about:blank` if the status says it all."),
    title=text("The phrase of the status."),
    status=whole("The status code of the answer.", least=400),
    detail=text("For people. Of a malformed body, where reading it ended."),
    instance=text("The path that was asked for."),
    errors=PolymorphicProxySerializer(
        component_name="InputError",
        serializers=[FieldError, ProblemError],
        resource_type_field_name=None,
        many=True,
        required=False,
        help_text="Each field of the body, or parameter, at fault; left out if none could be read.",
    ),
)

Links = shape(
    "Links",
    "What there is.",
    **{
        kind.path.replace("-", "_"): link(f"The list of {kind.many}.")
        for kind in PUBLIC_KINDS.values()
    },
    attendances=link("Who came to which meeting, one row each."),
    seat_positions=link("Who claimed, offered or agreed to how many seats, one row each."),
    export=link("Everything, as files."),
    changes=link("Every edition in the order in which it became public."),
    search=link("Search by name."),
    resolve=link("Whom a name means."),
    reconcile=link("The same as the W3C Reconciliation Service API."),
    schema=link("This API as OpenAPI 3.1."),
    docs=link("This API as a page."),
)
