"""The changes feed: every edition in the order in which it became public."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Exists, OuterRef, TextField, Value, When
from django.http import HttpRequest, HttpResponseBase
from drf_spectacular.utils import OpenApiParameter

from coalition.api.answers import Built, query_answer
from coalition.api.examples import example_changes
from coalition.api.kinds import api_url, page_url
from coalition.api.links import link
from coalition.api.openapi import ETAG, IF_NONE_MATCH, KIND, LIMIT, LINK, Operation, answers
from coalition.api.paging import read_limit
from coalition.api.parameters import Finding, InvalidQuery, read_kind, read_parameters
from coalition.api.shapes.envelopes import ChangePage
from coalition.api.views.public import PublicView
from coalition.live_editions import ends_of
from coalition.models.editions import (
    Cause,
    Edition,
    EditionLink,
    EditionQuerySet,
    Kind,
    Relation,
)

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
        return query_answer(request, "changes", parameters, lambda: self._build(parameters))

    def _build(self, parameters: Mapping[str, str]) -> Built:
        after = _read_after(parameters)
        limit = read_limit(parameters)
        editions = Edition.objects.filter(sequence__gt=after).order_by("sequence")
        if (kind := read_kind(parameters)) is not None:
            editions = editions.of_kind(kind)
        rows = list(_with_public_bodies(editions)[:limit])
        successors = _successors(rows)
        entries = [_entry(row, successors.get(row["sequence"])) for row in rows]
        newest = rows[-1]["sequence"] if rows else after
        body = f'{{"results":[{",".join(entries)}],"next_after":{newest}}}'
        # The end of the feed has a next page too: the same one, until something is published.
        following = urlencode({**parameters, "after": newest})
        return Built(body.encode(), {"next": f"{api_url('changes')}/?{following}"})

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


def _with_public_bodies(editions: EditionQuerySet) -> Any:
    """The rows of the feed, with the bodies of those that may still be shown.

    Withdrawn is withdrawn: an earlier edition of what is now withdrawn shows nothing any more, and
    neither does one that carries a statement or a talk that is.
    """
    live = Edition.objects.live()
    is_public = Exists(live.filter(uid=OuterRef("uid")))
    carries_withdrawn = Exists(
        EditionLink.objects.filter(edition=OuterRef("sequence"), relation=Relation.CARRIES).exclude(
            Exists(live.filter(uid=OuterRef("target_uid")))
        )
    )
    return editions.annotate(
        shown=Case(
            When(is_public & ~carries_withdrawn, then="body"),
            default=Value(""),
            output_field=TextField(),
        )
    ).values("sequence", "kind", "uid", "slug", "number", "cause", "note", "published_at", "shown")


def _successors(rows: Iterable[Mapping[str, Any]]) -> dict[int, Edition]:
    """What stands, in public, for each record of `rows` that was merged, by sequence.

    Left out is what was withdrawn since, under whichever name.
    """
    merged = {row["sequence"]: row["uid"] for row in rows if row["cause"] == Cause.MERGED}
    ends = ends_of(set(merged.values())) if merged else {}
    return {
        sequence: ends[uid]
        for sequence, uid in merged.items()
        if uid in ends and ends[uid].is_live and ends[uid].uid != uid
    }


def _entry(row: Mapping[str, Any], successor: Edition | None) -> str:
    published: datetime = row["published_at"].astimezone(UTC).replace(microsecond=0, tzinfo=None)
    head = {
        "sequence": row["sequence"],
        "kind": row["kind"],
        "id": str(row["uid"]),
        "slug": row["slug"],
        "edition": row["number"],
        "cause": row["cause"],
        "note": row["note"] or None,
        "published_at": f"{published.isoformat()}Z",
        "url": page_url(Kind(row["kind"]), row["slug"]),
        "merged_into": None
        if successor is None
        else {
            "id": str(successor.uid),
            "kind": successor.kind,
            "slug": successor.slug,
            "name": successor.title,
            "abbreviation": successor.abbreviation or None,
        },
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return f'{text[:-1]},"document":{row["shown"] or "null"}}}'
