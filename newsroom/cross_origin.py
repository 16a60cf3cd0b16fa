"""Pages of other sites may read what is public in the API (CORS), and nothing else of ours.

Public answers are the same whoever asks and whoever's page it is, so every origin is welcome and
none is named: caches then need one copy for all. Credentials are never accepted. Neither is
`Authorization`: a key inside a page is everybody's key. What a key is answered is for whoever sent
it; problems say nothing of anybody, and every page may read why it was refused.
"""

from __future__ import annotations

import re

from corsheaders.middleware import CorsMiddleware
from django.http import HttpRequest, HttpResponseBase

_METHODS = ("GET", "HEAD", "OPTIONS")
#: Where a question may be too long for an address, it may be posted.
_POSTED = re.compile(r"/api/v1/(reconcile|resolve)/?$")
_REQUEST_HEADERS = "accept, content-type, if-none-match"
#: What a page could not read otherwise.
_EXPOSED = "ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset"
_DAY = "86400"


class CrossOriginMiddleware(CorsMiddleware):
    """What django-cors-headers decides and answers, but said with every answer: it would say it
    only to requests with an `Origin`, and so make the answers vary by that."""

    def add_response_headers(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not self.is_enabled(request):
            return response
        if "HTTP_AUTHORIZATION" in request.META and response.status_code < 400:
            return response
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        if request.method == "OPTIONS":
            posted = ("POST",) if _POSTED.match(request.path_info) else ()
            response.headers["Access-Control-Allow-Methods"] = ", ".join((*_METHODS, *posted))
            response.headers["Access-Control-Allow-Headers"] = _REQUEST_HEADERS
            response.headers["Access-Control-Max-Age"] = _DAY
        return response
