"""Statements, as what somebody said.

They are no Quotation, for the point is told in the desk's words, and no Claim, which is something
to be checked: most are demands and plans.
"""

from __future__ import annotations

from typing import Any

from coalition.pages.structured_data.dates import known
from coalition.pages.structured_data.nodes import Node, own_head, reports, thing, told

Document = dict[str, Any]


def statement(document: Document) -> Node:
    """An unnamed speaker has no node of their own: `creditText` says how the source calls them."""
    speaker = document["speaker"]
    named = [speaker["leader"] or speaker["party"]]
    return told(
        own_head(document, document["title"])
        | {
            "abstract": document["point"],
            "author": [thing(target) for target in named if target],
            "creditText": speaker["label"],
            "dateCreated": known(document["made"]),
            "about": [thing(target) for target in document["about"].values() if target],
            "citation": reports(document),
        }
    )
