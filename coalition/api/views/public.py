"""What all public views share."""

from typing import Any, NoReturn

from django.http import Http404, HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from coalition.api.openapi import Operation, PublicSchema


class PublicView(APIView):
    """Open to everybody, the same for everybody, and read-only.

    Answers are ready-made bytes, so nothing is negotiated: whatever `Accept` says, documents are
    JSON.
    """

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    throttle_classes: list[Any] = []
    http_method_names = ["get", "head", "options"]
    schema: Any = PublicSchema()

    def operation(self) -> Operation:
        raise NotImplementedError

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who asks, and in which format, makes no difference here; finding out costs time."""

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response.headers.setdefault("Allow", "GET, HEAD, OPTIONS")
        response.headers.setdefault("Cache-Control", "no-cache")
        patch_vary_headers(response, ["Authorization"])
        return response

    def raise_uncaught_exception(self, exc: Exception) -> NoReturn:
        """Leave it to Django; DRF would first ask for the renderer that was never negotiated."""
        raise exc

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        answer = HttpResponse(status=204)
        del answer.headers["Content-Type"]
        return answer


class Nothing(PublicView):
    """Every other address below the root: absent in the same way as a document that is."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Http404
