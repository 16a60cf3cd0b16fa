"""The comparison is fair only if both sides answer the same: that is made sure of first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from benchmarks.captures import Capture

#: What records do not know of themselves, and nested serializers leave out.
OF_EDITIONS = frozenset(
    {"edition", "published_at", "first_published_at", "correction", "corrections"}
)


def require_same(site: Sequence[Capture], nested: Sequence[Capture]) -> None:
    """Raise RuntimeError unless both answered, address by address, with the same documents.

    Every key and every value counts, as do the order and the number of documents.
    """
    for ours, theirs in zip(site, nested, strict=True):
        expected, found = _documents(ours), _documents(theirs)
        if [document["id"] for document in expected] != [document["id"] for document in found]:
            raise RuntimeError(f"{ours.path} and {theirs.path} list other documents.")
        for document, other in zip(expected, found, strict=True):
            different = sorted(
                key
                for key in document.keys() | other.keys()
                if (key not in document or key not in other or document[key] != other[key])
            )
            if different:
                raise RuntimeError(
                    f"{document['slug']} differs between {ours.path} and {theirs.path} in "
                    f"{', '.join(different)}."
                )


def _documents(capture: Capture) -> list[dict[str, Any]]:
    answer = json.loads(capture.body)
    documents = answer.get("results", [answer])
    return [
        {key: value for key, value in document.items() if key not in OF_EDITIONS}
        for document in documents
    ]
