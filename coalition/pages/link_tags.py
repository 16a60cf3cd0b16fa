"""What mail programs, social networks and advertisers add to a link, to count who follows it.

No page asks for it and no reader does, so it is taken away before a page reads its question.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, QueryDict

_TAG = re.compile(
    r"(?:utm_[a-z_]+|(?:fb|g|d|tt|tw|y)clid|msclkid|li_fat_id|[gw]braid|gad_(?:source|campaignid)"
    r"|srsltid|mc_[ce]id|igsh(?:id)?|ref_src|ref_url)\Z"
)


def drop_link_tags(request: HttpRequest) -> bool:
    """Whether there were any. What the server logs stays as it was asked for."""
    tags = [name for name in request.GET if _TAG.match(name)]
    if not tags:
        return False
    asked = request.GET.copy()
    for name in tags:
        del asked[name]
    query = asked.urlencode()
    request.GET = QueryDict(query)
    request.META = {**request.META, "QUERY_STRING": query}
    return True
