"""What all views of records share."""

from typing import Any, NoReturn

from django.http import HttpResponse
from rest_framework.exceptions import MethodNotAllowed, NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.views import APIView

from coalition.api.bodies import WrongBodyType
from coalition.api.openapi import Operation
from coalition.api.parameters import read_parameters
from coalition.api.records.access import AUTHENTICATION, actor_of
from coalition.api.records.actors import Actor
from coalition.api.records.bodies import EntryParser
from coalition.api.records.openapi import RecordsSchema
from coalition.api.records.preconditions import Precondition
from coalition.api.records.replies import Reply
from coalition.api.records.representation import etag_of, number_of_editions, represent
from coalition.api.throttles import KeyThrottle, tell
from coalition.publishing.ledger import take_turn
from coalition.uids import as_uid


class JsonAlways(BaseContentNegotiation):
    """Whatever `Accept` says, as in the public half."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        wanted = (request.content_type or "").partition(";")[0].strip().lower()
        found = next((parser for parser in parsers if parser.media_type == wanted), None)
        if found is None:
            raise WrongBodyType(*(parser.media_type for parser in parsers))
        return found

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class StaffView(APIView):
    """For keys and for staff. No cache keeps an answer, and no other site's script may ask."""

    authentication_classes = AUTHENTICATION
    # `initial` asks who it is, in more detail than a permission class can.
    permission_classes: list[Any] = []
    throttle_classes: list[Any] = [KeyThrottle]
    parser_classes: list[Any] = [EntryParser]
    content_negotiation_class = JsonAlways
    schema: Any = RecordsSchema()
    #: The query parameters that each method takes.
    parameters: dict[str, frozenset[str]] = {}

    actor: Actor
    query: dict[str, str]

    def operation(self, method: str) -> Operation:
        raise NotImplementedError

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.actor = actor_of(request)
        if request.method not in self.allowed_methods:
            # Before its parameters are looked at, which would be refused first.
            raise MethodNotAllowed(str(request.method))
        if request.method == "OPTIONS":
            # What may be asked here, whatever the parameters.
            return
        method = "GET" if request.method == "HEAD" else request.method
        allowed = self.parameters.get(method, frozenset())
        self.query = read_parameters(request._request.GET, allowed)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = HttpResponse(status=204)
        del response.headers["Content-Type"]
        return response

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Vary"] = "Authorization, Cookie"
        if meter := getattr(self.request, "meter", None):
            tell(answer, meter.standings)
        return answer

    def raise_uncaught_exception(self, exc: Exception) -> NoReturn:
        """Leave it to Django, which answers all errors of ours in one form."""
        raise exc


class KindView(StaffView):
    """Of one kind of records."""

    kind: Any = None

    def found(self, address: str) -> Any:
        """The record by uid or slug; NotFound if to who asks there is none."""
        return _one(self.actor.records(self.kind.model), address)

    def locked(
        self, address: str, precondition: Precondition, *, touches_public: bool = False
    ) -> tuple[Any, int]:
        """The same, its row locked, once it is what was read; and how many editions there are.

        What touches the public takes its turn before it locks anything.
        """
        if touches_public:
            take_turn()
        records = self.actor.records(self.kind.model).select_for_update(no_key=True)
        record = _one(records, address)
        return record, precondition.hold_against(record, counts_editions=touches_public)

    def told(self, pk: Any, *, status: int = 200, location: bool = False) -> Reply:
        """The record as it is now."""
        (entry,) = represent(self.kind, [pk], actor=self.actor)
        headers = {"ETag": etag_of(entry["version"], number_of_editions(entry["uid"]))}
        if location:
            headers["Location"] = self.kind.url_of(entry["uid"])
        return Reply(status, entry, headers)


def _one(records: Any, address: str) -> Any:
    uid = as_uid(address)
    found = records.filter(slug=address) if uid is None else records.filter(uid=uid)
    record = found.first()
    if record is None:
        raise NotFound
    return record


def body_of(request: Any) -> tuple[Any, bytes]:
    """The parsed body and its bytes. They are read first, as the parser uses them up."""
    raw: bytes = request._request.body
    return request.data, raw
