"""Lists and details of every public kind."""

from collections.abc import Mapping

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from drf_spectacular.utils import OpenApiParameter

from coalition.api.answers import document_answer, query_answer
from coalition.api.examples import EXAMPLES, example_page
from coalition.api.filtersets import FILTERSETS
from coalition.api.kinds import PUBLIC_KINDS, PublicKind, api_url
from coalition.api.links import link, to_details
from coalition.api.openapi import (
    CURSOR,
    ETAG,
    IF_NONE_MATCH,
    LIMIT,
    Operation,
    answers,
    filter_parameters,
    moved,
)
from coalition.api.paging import PAGING_PARAMETERS, read_page
from coalition.api.parameters import read_parameters
from coalition.api.problems import Gone
from coalition.api.shapes.envelopes import DOCUMENTS, page_of
from coalition.api.views.public import PublicView
from coalition.kept_answers import CACHE_CONTROL
from coalition.live_editions import Moved, NotPublic, Withdrawn, find_body
from coalition.models.editions import Edition, Kind

_ADDRESS = OpenApiParameter(
    "address",
    {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    OpenApiParameter.PATH,
    description="A slug, or a uid.",
)


class DocumentList(PublicView):
    """A page of the live documents of one kind."""

    kind: PublicKind = PUBLIC_KINDS[Kind.MEETING]

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        filters = FILTERSETS[self.kind.kind].base_filters.keys()
        parameters = read_parameters(request.GET, filters | PAGING_PARAMETERS)
        return query_answer(request, self.kind.path, parameters, lambda: self._build(parameters))

    def _build(self, parameters: Mapping[str, str]) -> bytes:
        editions = Edition.objects.live().of_kind(self.kind.kind)
        filters = {
            name: value for name, value in parameters.items() if name not in PAGING_PARAMETERS
        }
        if filters:
            editions = FILTERSETS[self.kind.kind](filters, editions).narrowed()
        path = self.kind.path
        page = read_page(editions, parameters, path, is_descending=self.kind.is_dated)
        return page.body(path, parameters)

    def operation(self) -> Operation:
        order = "newest first" if self.kind.is_dated else "by name"
        filters = filter_parameters(FILTERSETS[self.kind.kind])
        return Operation(
            name=f"list_{self.kind.path.replace('-', '_')}",
            tag=self.kind.path,
            summary=f"List {self.kind.many}",
            description=f"The documents of all public {self.kind.many}, {order}. All conditions "
            "of a query hold at once.",
            parameters=[*filters, LIMIT, CURSOR, IF_NONE_MATCH, ETAG],
            responses=answers(
                page_of(self.kind),
                "One page.",
                example=example_page(self.kind),
                errors=[400],
            ),
            links=to_details(self.kind),
        )


class DocumentDetail(PublicView):
    """One live document, byte for byte as it was published."""

    kind: PublicKind = PUBLIC_KINDS[Kind.MEETING]

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        if request.GET:
            read_parameters(request.GET, ())

        where = address["address"]

        try:
            return document_answer(request, lambda: find_body(self.kind.kind, where))
        except NotPublic:
            raise Http404 from None
        except Withdrawn as withdrawn:
            raise Gone(withdrawn.tombstone.note) from None
        except Moved as moved_to:
            return self._redirect(moved_to.edition.slug)

    def _redirect(self, slug: str) -> HttpResponse:
        # Without a limit, caches keep a permanent redirect for ever, though a slug may be used
        # again.
        return HttpResponsePermanentRedirect(
            api_url(f"{self.kind.path}/{slug}/"), headers={"Cache-Control": CACHE_CONTROL}
        )

    def operation(self) -> Operation:
        return Operation(
            name=f"get_{self.kind.kind.value}",
            tag=self.kind.path,
            summary=f"Get one {self.kind.one}",
            description="The document exactly as published: its SHA-256 is its `ETag`.",
            parameters=[_ADDRESS, IF_NONE_MATCH, ETAG],
            responses=answers(
                DOCUMENTS[self.kind.kind],
                "The document.",
                example=EXAMPLES.get(self.kind.kind),
                errors=[400, 404, 410],
            )
            | moved(),
            links={
                "ByUid": link(
                    f"get_{self.kind.kind.value}",
                    "The same document, by the address that never changes.",
                    address="$response.body#/id",
                )
            },
        )
