"""The changes feed: every edition in the order in which it became public."""

import re
from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from drf_spectacular.utils import OpenApiParameter

from coalition.api.answers import Built, query_answer
from coalition.api.examples import example_changes
from coalition.api.kinds import api_url
from coalition.api.links import link
from coalition.api.openapi import ETAG, IF_NONE_MATCH, KIND, LIMIT, LINK, Operation, answers
from coalition.api.paging import read_limit
from coalition.api.parameters import Finding, InvalidQuery, read_kind, read_parameters
from coalition.api.shapes.envelopes import ChangePage
from coalition.api.views.public import PublicView
from coalition.change_entries import entries_of
from coalition.generation import newest_sequence
from coalition.models.editions import Edition, Kind

_MAX_SEQUENCE = 2**63 - 1
_SEQUENCE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_AFTER = OpenApiParameter(
    "after",
    {"type": "integer", "format": "int64", "minimum": 0, "maximum": _MAX_SEQUENCE, "default": 0},
    description="The `next_after` of the last answer; 0 starts from the first edition ever.",
)


class Changes(PublicView):
    """Editions after a sequence. Following `next_after` misses none and repeats none."""

    parameters = frozenset({"after", "limit", "kind"})

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        parameters = read_parameters(request.GET, self.parameters)
        build = partial(
            _page,
            _read_after(parameters),
            read_limit(parameters),
            read_kind(parameters),
            parameters,
        )
        return query_answer(request, "changes", parameters, build, is_checked=True)

    def operation(self) -> Operation:
        return Operation(
            name="list_changes",
            tag="changes",
            summary="Follow what is published",
            description="Every edition, in the order in which it became public: publications, "
            "corrections, withdrawals, merges. Ask again with `after` set to the last "
            "`next_after`.",
            parameters=[_AFTER, LIMIT, KIND, IF_NONE_MATCH, ETAG, LINK],
            responses=answers(
                ChangePage,
                "The next editions, if any.",
                example=example_changes(),
                errors=[400],
            ),
            links={
                "Onwards": link(
                    "list_changes",
                    "What became public after this answer.",
                    after="$response.body#/next_after",
                )
            },
        )


def _read_after(parameters: Mapping[str, str]) -> int:
    text = parameters.get("after", "0")
    if not _SEQUENCE.fullmatch(text) or int(text) > _MAX_SEQUENCE:
        detail = "Give the next_after of the last answer, or 0 for the first edition ever."
        raise InvalidQuery([Finding("after", detail)])
    return int(text)


def _page(after: int, limit: int, kind: Kind | None, parameters: Mapping[str, str]) -> Built:
    editions = Edition.objects.filter(sequence__gt=after).order_by("sequence")
    reached = after
    if kind is not None:
        editions = editions.of_kind(kind)
        # Asked before the page, so that what is committed between the two is not passed over.
        # Without it, whoever follows a rare kind would have all others searched at every poll.
        reached = max(after, newest_sequence())
    # First which, then what may be shown of them: a planner that sees both at once may ask the
    # second of the whole ledger.
    sequences = list(editions.values_list("sequence", flat=True)[:limit])
    if sequences:
        reached = sequences[-1] if len(sequences) == limit else max(reached, sequences[-1])
    entries = entries_of(Edition.objects.filter(sequence__in=sequences).order_by("sequence"))
    results = ",".join(entry.text for entry in entries)
    # The end of the feed has a next page too: the same one, until something is published.
    following = urlencode({**parameters, "after": reached})
    body = f'{{"results":[{results}],"next_after":{reached}}}'
    return Built(body.encode(), {"next": f"{api_url('changes')}/?{following}"})
