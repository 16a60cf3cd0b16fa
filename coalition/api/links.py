"""OpenAPI links: which values of one answer are the parameters of the next request.

They are for programs that walk the API by its schema; people follow `url`, `next` and references.
"""

from collections.abc import Mapping
from typing import Any

from coalition.api.kinds import PUBLIC_KINDS, PublicKind

Links = Mapping[str, dict[str, Any]]


def link(operation: str, description: str, **parameters: str) -> dict[str, Any]:
    """One link to `operation` (an `operationId`); `parameters` are runtime expressions of OpenAPI,
    such as `$response.body#/results/0/slug`."""
    return {"operationId": operation, "parameters": parameters, "description": description}


def to_details(kind: PublicKind) -> Links:
    """From a list to the documents in it, by both of their addresses."""
    operation = f"get_{kind.kind.value}"
    return {
        f"{kind.component}BySlug": link(
            operation,
            f"The first {kind.one} of the page, by its slug.",
            address="$response.body#/results/0/slug",
        ),
        f"{kind.component}ByUid": link(
            operation,
            f"The first {kind.one} of the page, by its uid.",
            address="$response.body#/results/0/id",
        ),
    }


def to_any_detail(pointer: str) -> Links:
    """From an answer with records of any kind to their documents: `kind` says which link to
    follow, the others lead to a 404."""
    return {
        kind.component: link(
            f"get_{kind.kind.value}",
            f"The document, where `kind` is `{kind.kind.value}`.",
            address=f"$response.body#{pointer}",
        )
        for kind in PUBLIC_KINDS.values()
    }
