"""The Content-Security-Policy header, built once.

django-csp builds the policy anew for every answer, twice, which is a sixth of the time of a cached
page. Ours has no nonce, so it is the same each time, or one of two: anybody may frame what
`newsroom.framing` names. A view can still ask for an exception with one of django-csp's decorators:
such an answer takes the library's own way.
"""

from __future__ import annotations

from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from newsroom.framing import may_be_framed

_FRAMED = {"frame-ancestors": ["*"]}
_EXCEPTIONS = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")


class ContentPolicyMiddleware(CSPMiddleware):
    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        self._policy = build_policy()
        self._framed_policy = build_policy(replace=_FRAMED)

    def process_request(self, request: HttpRequest) -> None:
        """No nonce is offered: a policy with one could not be kept."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_framed = may_be_framed(request.path_info)
        if any(name in response.__dict__ for name in _EXCEPTIONS) or (
            settings.DEBUG and not is_framed
        ):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._framed_policy if is_framed else self._policy)
        return response
