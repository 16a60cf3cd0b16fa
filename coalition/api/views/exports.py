"""Everything as files: what there is, what it means, and the files themselves."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from coalition import generation
from coalition.api.answers import Built, query_answer
from coalition.api.exports.datasets import DATASETS, Dataset
from coalition.api.exports.dictionary import dictionary
from coalition.api.exports.snapshot import Snapshot
from coalition.api.exports.streams import Stream
from coalition.api.kinds import PUBLIC_KINDS, api_url
from coalition.api.openapi import ETAG, IF_NONE_MATCH, Operation, answers, others
from coalition.api.parameters import read_parameters
from coalition.api.shapes.exports import LAST_LINE, DataDictionary, Exports
from coalition.api.throttles import EXPORT
from coalition.api.views.public import PublicView
from coalition.kept_answers import is_known_to
from coalition.models.editions import Edition
from coalition.timestamps import timestamp

#: Raised whenever the same ledger would be exported in other bytes.
_FORMAT = 1
_WEAK_ETAG = OpenApiParameter(
    "ETag",
    str,
    OpenApiParameter.HEADER,
    description="A weak entity tag of all that is public; send it back as `If-None-Match`.",
    response=["200", "304"],
)


class ExportList(PublicView):
    """Which files there are."""

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        parameters = read_parameters(request.GET, ())
        return query_answer(request, "export", parameters, _listed)

    def operation(self) -> Operation:
        return Operation(
            name="list_exports",
            tag="export",
            summary="List the files with everything",
            description="Each file is of one moment, made while it is sent.",
            parameters=[IF_NONE_MATCH, ETAG],
            responses=answers(Exports, "The files.", errors=[400]),
        )


class Dictionary(PublicView):
    """What the columns of the files mean."""

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        parameters = read_parameters(request.GET, ())
        return query_answer(
            request,
            "export/dictionary",
            parameters,
            lambda: Built(json.dumps(dictionary(), ensure_ascii=False).encode()),
        )

    def operation(self) -> Operation:
        return Operation(
            name="get_data_dictionary",
            tag="export",
            summary="What the columns mean",
            description="A Data Package with a Table Schema for each table: type, unit, what an "
            "empty cell means, and the words of each vocabulary.",
            parameters=[IF_NONE_MATCH, ETAG],
            responses=answers(DataDictionary, "The dictionary.", errors=[400]),
        )


class ExportFile(PublicView):
    """One file, streamed."""

    dataset: Dataset = DATASETS[0]

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        read_parameters(request.GET, ())
        sequence = generation.current()
        headers = self._headers(sequence)
        if is_known_to(request, headers["ETag"].removeprefix("W/")):
            answer = HttpResponse(status=304, headers=headers)
            del answer.headers["Content-Type"]
            return answer
        # A HEAD is answered without a look at any document: it takes nobody's place, and like a 304
        # it is a request, but no export.
        parts: Iterable[bytes] = ()
        if request.method == "GET":
            parts = self._stream(sequence)
        return StreamingHttpResponse(parts, content_type=self.dataset.content_type, headers=headers)

    def _stream(self, sequence: int) -> Stream:
        stream = Stream(self.dataset.write(Snapshot(sequence)))
        try:
            # Where there is no place, nobody had an export.
            self.meter.charge(EXPORT)
        except BaseException:
            stream.close()
            raise
        return stream

    def _headers(self, sequence: int) -> dict[str, str]:
        name = f"{_FORMAT} {settings.SITE_URL} {sequence} {self.dataset.file_name}"
        today = timezone.localdate()
        return {
            # Weak: two exports of one sequence may differ by what was withdrawn while they ran.
            "ETag": f'W/"{hashlib.sha256(name.encode()).hexdigest()}"',
            "Cache-Control": "no-cache",
            "Vary": "Authorization",
            "Content-Disposition": "attachment; "
            f'filename="{self.dataset.name}-{today}.{self.dataset.format}"',
        }

    def operation(self) -> Operation:
        found = OpenApiResponse(_shape_of(self.dataset), "The file.")
        return Operation(
            name=f"export_{self.dataset.name.replace('-', '_')}_{self.dataset.format}",
            tag="export",
            summary=f"Export: {self.dataset.title} ({self.dataset.format})",
            description=self.dataset.description,
            parameters=[IF_NONE_MATCH, _WEAK_ETAG],
            responses={
                ("200", self.dataset.content_type.partition(";")[0]): found,
                **others([400]),
            },
        )


def _shape_of(dataset: Dataset) -> dict[str, Any]:
    """Lines of JSON are not one JSON text but many: to a client they are a file, of which
    `contentSchema` says what each line is."""
    if dataset.format != "jsonl":
        return {"type": "object" if dataset.format == "json" else "string"}
    if dataset.table is not None:
        name = dataset.table.component
    else:
        name = "Document" if dataset.kind is None else PUBLIC_KINDS[dataset.kind].component
    line = {"$ref": f"#/components/schemas/{name}"}
    return {
        "type": "string",
        "format": "binary",
        "contentMediaType": "application/json",
        "contentSchema": {"anyOf": [line, LAST_LINE]},
    }


def _listed() -> Built:
    live = Edition.objects.live().order_by()
    counts = {
        row["kind"]: row["number"] for row in live.values("kind").annotate(number=Count("sequence"))
    }
    newest = Edition.objects.order_by("-sequence").values_list("sequence", "published_at").first()
    sequence, moment = newest or (0, None)
    listed = {
        "sequence": sequence,
        "generated_at": None if moment is None else timestamp(moment),
        "dictionary": api_url("export/dictionary/"),
        "results": [
            {
                "name": dataset.name,
                "format": dataset.format,
                "title": dataset.title,
                "description": dataset.description,
                "url": dataset.url,
                "content_type": dataset.content_type,
                "rows": _number(dataset, counts),
            }
            for dataset in DATASETS
        ],
    }
    return Built(json.dumps(listed, ensure_ascii=False).encode())


def _number(dataset: Dataset, counts: dict[str, int]) -> int | None:
    if dataset.name == "documents":
        return sum(counts.values())
    return None if dataset.kind is None else counts.get(dataset.kind, 0)
