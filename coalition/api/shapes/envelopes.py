"""The shapes around documents: pages of a list, the changes feed, search, problems."""

from drf_spectacular.utils import PolymorphicProxySerializer

from coalition.api import vocabularies
from coalition.api.kinds import PublicKind
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


def page_of(kind: PublicKind) -> Shape:
    return shape(
        f"{kind.component}Page",
        next=link(_NEXT, null=True),
        previous=link(_PREVIOUS, null=True),
        results=many(DOCUMENTS[kind.kind]),
    )


Document = PolymorphicProxySerializer(
    component_name="Document",
    serializers=list(DOCUMENTS.values()),
    resource_type_field_name=None,
    allow_null=True,
    help_text="The document as published. Null on a tombstone, and for what was public once and "
    "is withdrawn now, itself or within this document.",
)

Change = shape(
    "Change",
    "One edition.",
    sequence=whole("Rises without gaps in the order in which editions became public.", least=1),
    kind=word(vocabularies.KIND),
    id=uid("Of the record."),
    slug=text(),
    edition=whole("The number of the edition, counted for each record.", least=1),
    cause=word(vocabularies.CAUSE),
    note=text("Of a correction, a withdrawal or a merge; null if there is none.", null=True),
    published_at=moment(),
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
    results=many(Change),
    next_after=whole("What to give as `after` next time.", least=0),
)

Found = shape(
    "Found",
    "A public record that matches.",
    id=uid(),
    kind=word(vocabularies.KIND),
    slug=text(),
    name=text(),
    abbreviation=text(null=True),
    url=link("The public page."),
    document_url=link("The document, in this API."),
)
FoundPage = shape(
    "FoundPage",
    next=link(_NEXT, null=True),
    previous=link(_PREVIOUS, null=True),
    results=many(Found),
)

ProblemError = shape(
    "ProblemError",
    parameter=text("The parameter at fault."),
    detail=text("What to give instead."),
)
Problem = shape(
    "Problem",
    "Problem details (RFC 9457).",
    type=text("What sort of problem; `about:blank` if the status says it all."),
    title=text(),
    status=whole(),
    detail=text("For people."),
    instance=text("The path that was asked for."),
)
QueryProblem = shape(
    "QueryProblem",
    "Problem details (RFC 9457) of a query.",
    type=text(),
    title=text(),
    status=whole(),
    detail=text("For people."),
    instance=text("The path that was asked for."),
    errors=many(ProblemError, "Each parameter at fault."),
)

FieldError = shape(
    "FieldError",
    field=text("The field at fault; `queries.q0.limit` is one within others."),
    detail=text("What to give instead."),
)
InputProblem = shape(
    "InputProblem",
    "Problem details (RFC 9457) of a body, or of a query.",
    type=text(),
    title=text(),
    status=whole(),
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
    meetings=link(),
    parties=link(),
    leaders=link(),
    alliances=link(),
    elections=link(),
    seat_sharing_talks=link(),
    statements=link(),
    changes=link(),
    search=link(),
    resolve=link(),
    reconcile=link(),
    schema=link(),
    docs=link(),
)
