"""The Content-Security-Policy header, built once.

django-csp builds the policy anew for every answer, twice, which is a sixth of the time of a cached
page. Ours has no nonce, so it is the same each time, unless a view asked for an exception with one
of django-csp's decorators: such an answer takes the library's own way.
"""

from __future__ import annotations

from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_EXCEPTIONS = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")


class ContentPolicyMiddleware(CSPMiddleware):
    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        self._policy = build_policy()

    def process_request(self, request: HttpRequest) -> None:
        """No nonce is offered: a policy with one could not be kept."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if settings.DEBUG or any(name in response.__dict__ for name in _EXCEPTIONS):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._policy)
        return response
