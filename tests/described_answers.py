"""Every answer of the API that any test sees, compared with the schema that the API serves.

`DescribedAnswers` stands before all other middleware of the tests. What it finds is kept until the
test that asked is done, which then fails (tests/conftest.py): an answer to a thread of the test's
server is noticed like any other, and no view is told apart from another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from coalition.api.views.reference import schema_document
from tests.answer_comparison import LINES_TYPES, Comparison, media_of

SITE = "newsroom.urls"
PREFIX = "/api/"
#: Of a longer stream, such as an export of everything, its lines up to here are compared, and of
#: one without lines only the head.
STREAM_LIMIT = 1024 * 1024
#: Parameters by which documents come in parts, or with others beside them.
SHAPING = frozenset({"fields", "include"})


@dataclass(frozen=True, slots=True)
class Exemption:
    """An answer that is not described, and why. `ask` makes one, so that a test can tell when the
    exemption is not needed any more."""

    method: str
    path: str
    status: int
    reason: str
    ask: Callable[[], object]


EXEMPTIONS: list[Exemption] = []


class DescribedAnswers:
    """Compares, and leaves the answer as it is."""

    #: What was found since the last test asked; one list for all that is ever served, as a test's
    #: server outlives the test.
    _findings: list[str] = []
    compared = 0
    _comparisons: dict[frozenset[str], Comparison] = {}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # Another site's addresses, as those that benchmarks serve, are not in this schema.
        if request.path.startswith(PREFIX) and settings.ROOT_URLCONF == SITE:
            self._compare(request, response)
        return response

    @classmethod
    def comparison(cls, shaped_by: frozenset[str] = frozenset()) -> Comparison:
        """Made anew if the schema was: a test may have added to what it says."""
        document = schema_document()
        found = cls._comparisons.get(shaped_by)
        if found is None or found.document is not document:
            found = cls._comparisons[shaped_by] = Comparison(document, shaped_by)
        return found

    @classmethod
    def taken(cls) -> list[str]:
        """The findings so far, which are forgotten here."""
        found = list(cls._findings)
        del cls._findings[: len(found)]
        return found

    @classmethod
    def _note(cls, about: str, findings: Iterable[str]) -> None:
        cls._findings.extend(f"{about}: {what}" for what in findings)

    def _compare(self, request: HttpRequest, response: HttpResponseBase) -> None:
        # Not of request.GET, which refuses a query of too many parameters.
        query = str(request.META.get("QUERY_STRING", ""))
        names = {part.partition("=")[0] for part in query.split("&")}
        comparison = self.comparison(SHAPING & names)
        type(self).compared += 1
        template = comparison.template(request.path) or request.path
        if any(
            (exempt.method, exempt.path, exempt.status)
            == (request.method, template, response.status_code)
            for exempt in EXEMPTIONS
        ):
            return
        about = f"{request.method} {request.get_full_path()} -> {response.status_code}"
        self._note(about, comparison.findings(request, response))
        if isinstance(response, StreamingHttpResponse):
            self._follow(comparison, about, template, str(request.method).lower(), response)

    def _follow(
        self,
        comparison: Comparison,
        about: str,
        template: str,
        method: str,
        response: StreamingHttpResponse,
    ) -> None:
        """Compare a stream while it passes, as far as it is kept for that."""
        schema, media = comparison.body_schema(template, method, response), media_of(response)
        if schema is None or response.is_async:
            return

        def passing(chunks: Iterator[bytes]) -> Iterator[bytes]:
            kept, size = bytearray(), 0
            for chunk in chunks:
                size += len(chunk)
                kept += chunk[: STREAM_LIMIT - len(kept)]
                yield chunk
            if size > len(kept):
                # The last line may be cut off.
                kept = kept[: kept.rfind(b"\n") + 1] if media in LINES_TYPES else bytearray()
            if kept or not size:
                key = (template, method, str(response.status_code), media)
                self._note(about, comparison.of_body(bytes(kept), media, schema, key))

        response.streaming_content = passing(iter(response.streaming_content))


def phrase(findings: list[str]) -> str:
    """What a failing test says."""
    shown = "\n".join(f"  {finding}" for finding in dict.fromkeys(findings[:20]))
    more = f"\n  and {len(findings) - 20} more" if len(findings) > 20 else ""
    return f"The API answered what its schema does not say:\n{shown}{more}"
