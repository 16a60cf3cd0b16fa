"""What of a document tells one edition from another, and the digest of its text."""

import hashlib
from typing import Any

#: What an edition says about itself rather than about its record. Two editions that differ in
#: nothing else are the same edition.
BOOKKEEPING = frozenset(
    {"edition", "published_at", "first_published_at", "correction", "corrections", "url"}
)

#: Keys that editions from before they were added do not have. Empty, they say nothing new.
ADDED_LATER = frozenset({"settled"})

#: Keys under which claims tell whether they agree with the document. Older editions do not say so,
#: and it follows from what else is said in them.
DIFFERENCES = frozenset({"disputed", "settled"})


def digest(body: str) -> str:
    """The SHA-256 of the body's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


def content(document: dict[str, Any]) -> dict[str, Any]:
    """The document without its bookkeeping, and without what an older edition has no word for."""
    return {
        key: _without_agreement(value) if key in DIFFERENCES else value
        for key, value in document.items()
        if key not in BOOKKEEPING and (value or key not in ADDED_LATER)
    }


def _without_agreement(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**item, "claims": [_claim(claim) for claim in item["claims"]]} for item in items]


def _claim(claim: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in claim.items() if key != "agrees"}
