"""Addresses that fail on purpose, beside the real ones."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from newsroom import urls

ERRORS: dict[str, Exception] = {
    "suspicious": SuspiciousOperation("inside"),
    "forbidden": PermissionDenied("inside"),
    "broken": RuntimeError("inside"),
    "away": OperationalError("connection to server failed"),
    "closed": InterfaceError("connection already closed"),
    "unmigrated": OperationalError("no such table: inside"),
}


def fail(request: HttpRequest, what: str) -> HttpResponse:
    raise ERRORS[what]


class Fail(APIView):
    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    def get(self, request: Request, what: str) -> Response:
        raise ERRORS[what]


@csrf_exempt
def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.body)


def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("The same for everybody.", headers={"Cache-Control": "public, max-age=60"})


def personal(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"Hello {request.user}.")


urlpatterns = [
    path("fail/<str:what>", fail),
    path("api/v1/fail/<str:what>", fail),
    path("api/v1/fail-in-view-class/<str:what>", Fail.as_view()),
    path("echo", echo),
    path("api/v1/echo", echo),
    path("public", public),
    path("personal", personal),
    *urls.urlpatterns,
]

handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
