"""Parties and alliances as organizations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from coalition.pages.structured_data.dates import known
from coalition.pages.structured_data.nodes import (
    Node,
    other_names,
    own_head,
    reports,
    same_as,
    thing,
    told,
)
from coalition.pages.structured_data.people import in_its_time

Document = dict[str, Any]


def party(document: Document, alliances: Iterable[Document] = ()) -> Node:
    """`alliances` are references to those that it belongs to now."""
    return told(
        own_head(document, document["name"])
        | {
            "alternateName": other_names(document),
            "sameAs": same_as(document),
            "foundingDate": known(document["founded"]),
            "dissolutionDate": known(document["dissolved"]),
            "memberOf": [thing(alliance) for alliance in alliances],
            "subjectOf": reports(document),
        }
    )


def alliance(document: Document, *, today: date) -> Node:
    return told(
        own_head(document, document["name"])
        | {
            "alternateName": other_names(document),
            "sameAs": same_as(document),
            "description": document["purpose"],
            "foundingDate": known(document["formed"]),
            "dissolutionDate": known(document["dissolved"]),
            "member": [
                role
                for row in document["members"]
                if (role := in_its_time(row, "member", thing(row["party"]), today))
            ],
            "subjectOf": reports(document),
        }
    )
