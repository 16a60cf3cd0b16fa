"""Entries of the changes feed: one edition each, as the feed serves it and webhooks send it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Case, TextField, Value, When

from coalition.compact_json import compact_json
from coalition.live_editions import ends_of
from coalition.models.editions import Cause, Edition, EditionQuerySet, Kind
from coalition.page_addresses import page_url
from coalition.timestamps import timestamp

_COLUMNS = ("sequence", "kind", "uid", "slug", "number", "cause", "note", "published_at")


class ChangeEntry(NamedTuple):
    """`text` is JSON. It is complete, but for `document` where that was not asked for."""

    sequence: int
    text: str


def entries_of(editions: EditionQuerySet, *, with_documents: bool = True) -> list[ChangeEntry]:
    """The entries of `editions`, in their order, each document byte for byte as it was published.

    A document is null where nothing may be shown any more: withdrawn is withdrawn, so an earlier
    edition of what is withdrawn now shows nothing, nor does one that carries a statement or talks
    that are. One query, and if there are tombstones of merges among them what `ends_of` takes.
    """
    columns: tuple[str, ...] = _COLUMNS
    if with_documents:
        columns = (*_COLUMNS, "shown")
        editions = editions.with_openness().annotate(
            shown=Case(When(is_open=True, then="body"), default=Value(""), output_field=TextField())
        )
    rows = list(editions.values(*columns))
    successors = _successors(rows)
    return [
        ChangeEntry(row["sequence"], _text(row, successors.get(row["sequence"]))) for row in rows
    ]


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


def _text(row: Mapping[str, Any], successor: Edition | None) -> str:
    head = {
        "sequence": row["sequence"],
        "kind": row["kind"],
        "id": str(row["uid"]),
        "slug": row["slug"],
        "edition": row["number"],
        "cause": row["cause"],
        "note": row["note"] or None,
        "published_at": timestamp(row["published_at"]),
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
    text = compact_json(head)
    return f'{text[:-1]},"document":{row["shown"] or "null"}}}' if "shown" in row else text
