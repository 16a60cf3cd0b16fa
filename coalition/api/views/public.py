"""What all public views share."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from coalition.access.limits import Standing
from coalition.api.authentication import KeyAuthentication, key_of
from coalition.api.openapi import Operation, PublicSchema
from coalition.api.throttles import Meter, tell


class PublicView(APIView):
    """Open to everybody, the same for everybody, and read-only. A key changes how often one may
    ask, and nothing else.

    Answers are ready-made bytes, so nothing is negotiated: whatever `Accept` says, documents are
    JSON. Who asks makes no difference either, so a request stays Django's own unless something
    goes wrong: REST framework's would cost as much as all the rest.
    """

    #: What the schema says: a key is welcome and not needed. `dispatch` asks for it itself, once.
    authentication_classes: list[Any] = [KeyAuthentication]
    permission_classes = [AllowAny]
    #: As `Allow` has them.
    methods = "GET, HEAD, OPTIONS"
    http_method_names = ["get", "head", "options"]
    schema: Any = PublicSchema()
    #: Of this request. An answer that takes much of us charges for it before it is made.
    meter: Meter

    def operation(self) -> Operation:
        raise NotImplementedError

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        """The answer to a GET; errors are raised."""
        raise NotImplementedError

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.answer(request, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        standings: Iterable[Standing] = ()
        try:
            self.meter = Meter(request, key_of(request))
            standings = self.meter.standings
            response = self._respond(request, **kwargs)
        except Exception as error:
            self.request = self.initialize_request(request)
            response = self.handle_exception(error)
            if response.status_code == 405:
                response.headers["Allow"] = self.methods
        response.headers.setdefault("Vary", "Authorization")
        response.headers.setdefault("Cache-Control", "no-cache")
        if "HTTP_AUTHORIZATION" in request.META:
            # The same bytes, but the answer to somebody: no cache may keep it.
            response.headers["Cache-Control"] = "private, no-store"
        tell(response, standings)
        return response

    def _respond(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            return self.answer(request, **address)
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": self.methods})
            del response.headers["Content-Type"]
            return response
        raise MethodNotAllowed(str(request.method))

    def raise_uncaught_exception(self, exc: Exception) -> NoReturn:
        """Leave it to Django; REST framework would first ask for the negotiated renderer."""
        raise exc


class Nothing(PublicView):
    """Every other address below the root, whatever the method: absent as a document may be."""

    schema = None

    def _respond(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        raise Http404
