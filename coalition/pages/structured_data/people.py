"""Leaders as persons, with their parties and offices in their times."""

from __future__ import annotations

from datetime import date
from typing import Any

from coalition.pages.memberships import is_over
from coalition.pages.regions import region_name
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

Document = dict[str, Any]


def person(document: Document, *, today: date) -> Node:
    offices = document["offices"]
    return told(
        own_head(document, document["name"])
        | {
            "alternateName": other_names(document),
            "sameAs": same_as(document),
            "jobTitle": [row["title"] for row in offices if not is_over(row, today=today)],
            "memberOf": [
                role
                for row in document["party_memberships"]
                if (role := in_its_time(row, "memberOf", thing(row["party"]), today))
            ],
            "hasOccupation": [
                role
                for row in offices
                if (role := in_its_time(row, "hasOccupation", _office(row), today))
            ],
            "subjectOf": reports(document),
        }
    )


def in_its_time(row: Document, name: str, target: Node, today: date) -> Node | None:
    """`target` in a role that carries the dates. None for what has ended at a time that cannot be
    given: without its end it would be told as if it lasted."""
    since, until = known(row["since"]), known(row["until"])
    if is_over(row, today=today) and not until:
        return None
    type = "Role" if name == "hasOccupation" else "OrganizationRole"
    return told({"@type": type, name: target, "startDate": since, "endDate": until})


def _office(row: Document) -> Node:
    region = region_name(row["region"])
    place = {"@type": "AdministrativeArea", "name": region} if region else None
    return told({"@type": "Occupation", "name": row["title"], "occupationLocation": place})
