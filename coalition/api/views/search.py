"""Search: names in, addresses of documents out."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from drf_spectacular.utils import OpenApiParameter

from coalition.api.answers import Built, query_answer
from coalition.api.filter_fields import WordsField
from coalition.api.kinds import PUBLIC_KINDS, api_url
from coalition.api.links import to_any_detail
from coalition.api.openapi import (
    CURSOR,
    ETAG,
    IF_NONE_MATCH,
    KIND,
    LIMIT,
    LINK,
    Operation,
    answers,
)
from coalition.api.orderings import Ordering
from coalition.api.paging import PAGING_PARAMETERS, Page, read_page, rows_of
from coalition.api.parameters import Finding, InvalidQuery, read_kind, read_parameters
from coalition.api.shapes.envelopes import FoundPage
from coalition.api.views.public import PublicView
from coalition.compact_json import compact_json
from coalition.models.editions import Edition, Kind
from coalition.page_addresses import page_url
from coalition.search import matching, nearly_matching
from coalition.spellings import present_vocabulary

_Q = OpenApiParameter(
    "q",
    WordsField.openapi,
    required=True,
    description="Words of a name, in any spelling or script; all of them must occur.",
)
#: The lowest place is the best.
_BEST = Ordering("place")


class Search(PublicView):
    """Public records by the names in their documents, the best match first."""

    parameters = PAGING_PARAMETERS | {"q", "kind"}

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        parameters = read_parameters(request.GET, self.parameters)
        return query_answer(request, "search", parameters, lambda: self._build(parameters))

    def _build(self, parameters: Mapping[str, str]) -> Built:
        words, kind = _read_words(parameters), read_kind(parameters)
        live = Edition.objects.live() if kind is None else Edition.objects.live().of_kind(kind)
        editions = matching(words, live)
        page = _page(editions, parameters)
        if not page.documents and not editions.exists():
            # Decided anew for each page, and alike for all of them until something is published.
            spellings = present_vocabulary().spellings(parameters["q"])
            page = _page(nearly_matching(spellings, live), parameters)
        links = page.links("search", parameters)
        return Built(page.body(links), links)

    def operation(self) -> Operation:
        return Operation(
            name="search",
            tag="search",
            summary="Search by name",
            description="What is called just so comes first; then parties, leaders, alliances and "
            "elections whose name begins so or has the words in it, then events that do, then what "
            "mentions them; the newest edition first. If no record has all of the words, those "
            "that are spelt nearly so are found: `Khadge` for Kharge.",
            parameters=[_Q, KIND, LIMIT, CURSOR, IF_NONE_MATCH, ETAG, LINK],
            responses=answers(FoundPage, "One page of matches.", errors=[400]),
            links=to_any_detail("/results/0/slug"),
        )


def _page(editions: QuerySet[Any, Any], parameters: Mapping[str, str]) -> Page:
    columns = ("kind", "uid", "slug", "title", "abbreviation")
    return read_page(
        rows_of(editions), parameters, "search", ordering=_BEST, columns=columns, write=_found
    )


def _read_words(parameters: Mapping[str, str]) -> list[str]:
    text = parameters.get("q")
    if text is None:
        raise InvalidQuery([Finding("q", "Say what to search for.")])
    try:
        return WordsField().read(text)
    except ValidationError as error:
        raise InvalidQuery([Finding("q", message) for message in error.messages]) from None


def _found(kind: str, uid: Any, slug: str, title: str, abbreviation: str) -> bytes:
    entry = {
        "id": str(uid),
        "kind": kind,
        "slug": slug,
        "name": title,
        "abbreviation": abbreviation or None,
        "url": page_url(Kind(kind), slug),
        "document_url": api_url(f"{PUBLIC_KINDS[Kind(kind)].path}/{slug}/"),
    }
    return compact_json(entry).encode()
