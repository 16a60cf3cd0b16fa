"""Lists of flat rows, as JSON, CSV or JSON Lines."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from coalition.api.answers import link_header, negotiated_answer
from coalition.api.examples import EXAMPLES
from coalition.api.flat.attendances import ATTENDANCES
from coalition.api.flat.filters import RowQuery, row_filters
from coalition.api.flat.formats import (
    CONTENT_TYPES,
    LINES_TYPES,
    Format,
    chosen_format,
    csv_header,
    csv_line,
    json_row,
)
from coalition.api.flat.paging import DEFAULT_LIMIT, MAX_LIMIT, RowPage, read_row_page
from coalition.api.flat.shapes import row_page_shape, row_shape
from coalition.api.flat.tables import Table
from coalition.api.moments import AS_OF, read_vantage
from coalition.api.openapi import (
    CURSOR,
    ETAG,
    IF_NONE_MATCH,
    LINK,
    Operation,
    answers,
    filter_parameters,
)
from coalition.api.paging import PAGING_PARAMETERS, links_beside
from coalition.api.parameters import read_parameters
from coalition.api.views.public import PublicView

_LIMIT = OpenApiParameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    description="How many rows to return at most.",
)
_FORMAT = OpenApiParameter(
    "format",
    {"type": "string", "enum": [str(name) for name in Format]},
    description="Wins over `Accept`. In CSV and JSON Lines the following page is named in the "
    "`Link` header alone.",
)
#: What is no condition on documents or rows.
_OF_THE_ANSWER = PAGING_PARAMETERS | {"format", "as_of"}


class RowList(PublicView):
    """A page of the rows of one table."""

    table: Table = ATTENDANCES

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        # Of refusals too: another Accept may be answered.
        patch_vary_headers(response, ("Accept",))
        return response

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        filters = row_filters(self.table).keys()
        parameters = read_parameters(request.GET, filters | _OF_THE_ANSWER)
        chosen = chosen_format(request, parameters)
        return negotiated_answer(
            request,
            self.table.name,
            parameters,
            lambda: self._build(parameters, chosen.format),
            content_type=chosen.content_type,
        )

    def _build(
        self, parameters: Mapping[str, str], given_as: Format
    ) -> tuple[bytes, Mapping[str, str]]:
        asked = {name: value for name, value in parameters.items() if name not in _OF_THE_ANSWER}
        query = RowQuery(self.table, asked, read_vantage(parameters))
        page = read_row_page(self.table, query.question, query.wanted, parameters)
        name = self.table.name
        links = links_beside(page.next, page.previous, name, parameters, signed_for=name)
        headers = {"Link": link_header(links)} if links else {}
        if given_as is Format.CSV:
            file_name = f"{name}-{timezone.localdate()}.csv"
            headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return _written(self.table, page, given_as, links), headers

    def operation(self) -> Operation:
        responses = answers(
            row_page_shape(self.table), "One page.", example=_example(self.table), errors=[400, 406]
        )
        csv_type = CONTENT_TYPES[Format.CSV].partition(";")[0]
        responses["200", csv_type] = OpenApiResponse({"type": "string"}, "One page.")
        for media in LINES_TYPES:
            responses["200", media] = OpenApiResponse(row_shape(self.table), "One page.")
        return Operation(
            name=f"list_{self.table.name.replace('-', '_')}",
            tag=self.table.name,
            summary=f"List {self.table.noun}s as flat rows",
            description=f"{self.table.description} The newest document first. JSON, CSV or JSON "
            "Lines, by `format` or `Accept`.",
            parameters=[
                *filter_parameters(row_filters(self.table)),
                AS_OF,
                _LIMIT,
                CURSOR,
                _FORMAT,
                IF_NONE_MATCH,
                ETAG,
                LINK,
            ],
            responses=responses,
        )


def _written(table: Table, page: RowPage, given_as: Format, links: Mapping[str, str]) -> bytes:
    if given_as is Format.CSV:
        lines = [csv_line(table.columns, cells) for cells in page.rows]
        return "".join([csv_header(table.columns), *lines]).encode()
    rows = [json_row(table.names, cells) for cells in page.rows]
    if given_as is Format.JSONL:
        return "".join(f"{row}\n" for row in rows).encode()
    head = json_row(["next", "previous"], [links.get("next"), links.get("prev")])
    return f'{head[:-1]},"results":[{",".join(rows)}]}}'.encode()


def _example(table: Table) -> dict[str, Any] | None:
    document = EXAMPLES.get(table.kind)
    if document is None:
        return None
    rows = [dict(zip(table.names, cells, strict=True)) for _, cells in table.rows(document)]
    return {"next": None, "previous": None, "results": rows}
