"""Examples of resolving: names of the dinner's guests, as other papers print them."""

from typing import Any

from coalition.api.examples import reference_to
from coalition.api.kinds import api_url
from coalition.models.editions import Kind
from coalition.page_addresses import page_url

_RSP = reference_to(
    "3d2f0a4e-52b5-4a0c-8f43-0d6f5f0f2a03",
    Kind.PARTY,
    "rsp",
    "Revolutionary Socialist Party",
    "RSP",
)
_PREMCHANDRAN = reference_to(
    "9a51d7a6-0c83-4a37-8d8e-3a54b0a6c702", Kind.LEADER, "n-k-premchandran", "N K Premchandran"
)
_QUESTION = {"name": "Premachandran", "party": "RSP", "on": "2023-12-06"}


def example_resolved() -> dict[str, Any]:
    return {
        "query": {**dict.fromkeys(("kind", "region")), **_QUESTION, "limit": 5},
        "parties": [_RSP],
        "results": [
            {
                **_PREMCHANDRAN,
                "url": page_url(Kind.LEADER, "n-k-premchandran"),
                "document_url": api_url("leaders/n-k-premchandran/"),
                "score": 86.7,
                "match": True,
                "matched_name": {
                    "name": "N K Premchandran",
                    "kind": "name",
                    "language": None,
                    "since": None,
                    "until": None,
                },
                "matched_by": "without_initials",
                "features": [
                    {"id": "name_similarity", "value": 81.0},
                    {"id": "party_on_day", "value": 1.0},
                ],
                "party": _RSP,
            }
        ],
    }


def example_batch() -> dict[str, Any]:
    return {"queries": {"q1": _QUESTION, "q2": {"name": "Yadav", "on": "tomorrow"}}}


def example_resolved_batch() -> dict[str, Any]:
    detail = "“tomorrow” is not a date that this can read."
    return {
        "results": {
            "q1": {**example_resolved(), "errors": None},
            "q2": {
                "query": None,
                "parties": [],
                "results": [],
                "errors": [{"field": "on", "detail": detail}],
            },
        }
    }
