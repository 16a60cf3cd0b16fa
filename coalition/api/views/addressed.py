"""What all views of one record share: where an address leads that is not, or no longer, its own."""

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from drf_spectacular.utils import OpenApiParameter

from coalition.api.kinds import PUBLIC_KINDS, PublicKind, api_url
from coalition.api.problems import Gone
from coalition.api.views.public import PublicView
from coalition.kept_answers import CACHE_CONTROL
from coalition.live_editions import Moved, NotPublic, Withdrawn
from coalition.models.editions import Kind

ADDRESS = OpenApiParameter(
    "address",
    {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    OpenApiParameter.PATH,
    description="A slug, or a uid.",
)


class AddressedView(PublicView):
    """`answer` may raise what finding a record by its address does."""

    kind: PublicKind = PUBLIC_KINDS[Kind.MEETING]

    def _respond(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        try:
            return super()._respond(request, **address)
        except NotPublic:
            raise Http404 from None
        except Withdrawn as withdrawn:
            raise Gone(withdrawn.tombstone.note) from None
        except Moved as moved:
            return self._redirect(request, self.path_of(moved, **address))

    def path_of(self, moved: Moved, **address: Any) -> str:
        """What stands at the address of the record now, below the root of the API."""
        return f"{self.kind.path}/{moved.edition.slug}/"

    def _redirect(self, request: HttpRequest, path: str) -> HttpResponse:
        query = request.GET.urlencode()
        # Without a limit, caches keep a permanent redirect for ever, though a slug may be used
        # again.
        return HttpResponsePermanentRedirect(
            api_url(f"{path}?{query}" if query else path), headers={"Cache-Control": CACHE_CONTROL}
        )
