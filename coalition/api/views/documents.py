"""Lists and details of every public kind."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from drf_spectacular.utils import OpenApiParameter

from coalition.api.answers import Built, document_answer, query_answer
from coalition.api.examples import EXAMPLES, example_page
from coalition.api.filtersets import FILTERSETS
from coalition.api.inclusions import include_parameter, included, read_include, references_of
from coalition.api.kinds import PUBLIC_KINDS, PublicKind, api_url
from coalition.api.links import link, to_details
from coalition.api.moments import AS_OF, Vantage, read_vantage
from coalition.api.openapi import (
    CURSOR,
    ETAG,
    IF_NONE_MATCH,
    LIMIT,
    LINK,
    Operation,
    answers,
    filter_parameters,
    moved,
)
from coalition.api.orderings import ordering_parameter, read_ordering
from coalition.api.paging import PAGING_PARAMETERS, read_page
from coalition.api.parameters import read_parameters
from coalition.api.questions import Question
from coalition.api.selections import Tree, fields_parameter, read_fields, selection
from coalition.api.shapes.envelopes import document_of, page_of
from coalition.api.views.addressed import ADDRESS, AddressedView
from coalition.api.views.public import PublicView
from coalition.live_editions import Document
from coalition.models.editions import Kind
from coalition.page_addresses import page_url


def _shaping(kind: PublicKind) -> set[str]:
    """The parameters that say how documents are shown."""
    return {"fields", "include"} if references_of(kind.kind) else {"fields"}


def _shaping_parameters(kind: PublicKind) -> list[OpenApiParameter]:
    found = [fields_parameter(kind), include_parameter(kind)]
    return [parameter for parameter in found if parameter is not None]


def _written(body: str, wanted: Tree | None) -> bytes:
    """A document as it is stored, or the parts of it that are wanted."""
    return body.encode() if wanted is None else selection(body, wanted)


class DocumentList(PublicView):
    """A page of the documents of one kind, as they are now or were at some moment."""

    kind: PublicKind = PUBLIC_KINDS[Kind.MEETING]

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        parameters = read_parameters(request.GET, self._allowed())
        return query_answer(request, self.kind.path, parameters, lambda: self._build(parameters))

    def _allowed(self) -> set[str]:
        filters = FILTERSETS[self.kind.kind].base_filters.keys()
        return {*filters, *PAGING_PARAMETERS, "ordering", "as_of", *_shaping(self.kind)}

    def _build(self, parameters: Mapping[str, str]) -> Built:
        kind, path = self.kind.kind, self.kind.path
        vantage = read_vantage(parameters)
        ordering = read_ordering(parameters, self.kind)
        wanted, paths = read_fields(parameters, kind), read_include(parameters, kind)
        bodies: list[str] = []

        def write(body: str) -> bytes:
            if paths:
                bodies.append(body)
            return _written(body, wanted)

        page = read_page(
            self._question(parameters, vantage).rows,
            parameters,
            path,
            ordering=ordering,
            write=write,
        )
        links = page.links(path, parameters)
        more = b',"included":' + included(bodies, paths, vantage) if paths else b""
        return Built(page.body(links, more=more), links)

    def _question(self, parameters: Mapping[str, str], vantage: Vantage) -> Question:
        question = Question(self.kind.kind, vantage)
        filterset = FILTERSETS[self.kind.kind]
        filters = {
            name: value for name, value in parameters.items() if name in filterset.base_filters
        }
        return filterset(filters, question).asked() if filters else question

    def operation(self) -> Operation:
        order = "newest first" if self.kind.is_dated else "by name"
        return Operation(
            name=f"list_{self.kind.path.replace('-', '_')}",
            tag=self.kind.path,
            summary=f"List {self.kind.many}",
            description=f"The documents of all public {self.kind.many}, {order} unless another "
            "`ordering` is asked for. All conditions of a query hold at once.",
            parameters=[
                *filter_parameters(FILTERSETS[self.kind.kind].base_filters),
                AS_OF,
                ordering_parameter(self.kind),
                *_shaping_parameters(self.kind),
                LIMIT,
                CURSOR,
                IF_NONE_MATCH,
                ETAG,
                LINK,
            ],
            responses=answers(
                page_of(self.kind),
                "One page.",
                example=example_page(self.kind),
                errors=[400],
            ),
            links=to_details(self.kind),
        )


class DocumentDetail(AddressedView):
    """One document, byte for byte as it was published unless parts of it are asked for."""

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        where = address["address"]
        if not request.GET:
            return document_answer(request, lambda: self._found(where, Vantage()), self._links)
        parameters = read_parameters(request.GET, {"as_of"} | _shaping(self.kind))
        path = f"{self.kind.path}/{where}"
        return query_answer(request, path, parameters, lambda: self._build(where, parameters))

    def _build(self, where: str, parameters: Mapping[str, str]) -> Built:
        vantage = read_vantage(parameters)
        wanted = read_fields(parameters, self.kind.kind)
        paths = read_include(parameters, self.kind.kind)
        found = self._found(where, vantage)
        body = _written(found.body, wanted)
        if paths:
            # Before the last brace: the document itself needs no parsing.
            body = body[:-1] + b',"included":' + included([found.body], paths, vantage) + b"}"
        return Built(body, self._links(found))

    def _found(self, where: str, vantage: Vantage) -> Document:
        return vantage.find_body(self.kind.kind, where)

    def _links(self, found: Document) -> Mapping[str, str]:
        return {
            "canonical": page_url(self.kind.kind, found.slug),
            "version-history": api_url(f"{self.kind.path}/{found.slug}/editions/"),
        }

    def operation(self) -> Operation:
        example: dict[str, Any] | None = EXAMPLES.get(self.kind.kind)
        return Operation(
            name=f"get_{self.kind.kind.value}",
            tag=self.kind.path,
            summary=f"Get one {self.kind.one}",
            description="The document exactly as published: its SHA-256 is its `ETag`. With "
            "parameters, the answer has an `ETag` of its own.",
            parameters=[
                ADDRESS,
                AS_OF,
                *_shaping_parameters(self.kind),
                IF_NONE_MATCH,
                ETAG,
                LINK,
            ],
            responses=answers(
                document_of(self.kind),
                "The document.",
                example=example,
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
