"""Sources and claims inside a document: who says so, and where in the report."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from coalition.models import Claim, Source
from coalition.timestamps import timestamp


def _in_reading_order() -> QuerySet[Claim]:
    return Claim.objects.select_related("source").order_by(
        "source__published_at", "source_id", "paragraph", "pk"
    )


def claims_prefetch(prefix: str = "") -> Prefetch:  # type: ignore[type-arg]  # not at run time
    """Claims with their sources, in the order in which a reader meets them in the report.

    They are kept as plain lists: an attendance is asked for its claims several times on its way
    into a document, and a query set would be copied each time.
    """
    return Prefetch(f"{prefix}claims", queryset=_in_reading_order(), to_attr="loaded_claims")


def claims_of(owner: Any) -> list[Claim]:
    """The claims of a row as `claims_prefetch` loaded them; asked for now if it did not."""
    loaded: list[Claim] | None = getattr(owner, "loaded_claims", None)
    return (
        list(_in_reading_order().filter(pk__in=owner.claims.values("pk")))
        if loaded is None
        else loaded
    )


def moment(value: datetime | None) -> str | None:
    """As documents write it; null stays null."""
    return None if value is None else timestamp(value)


def claim_of_field(claim: Claim) -> dict[str, Any]:
    return {
        "field": claim.field or None,
        "value": claim.value or None,
        "source": str(claim.source.uid),
        "quote": claim.quote or None,
        "paragraph": claim.paragraph,
        "attribution": claim.attribution or None,
    }


def claim_of_row(claim: Claim) -> dict[str, Any]:
    """A claim on a whole row, such as one attendance; `asserts` is null if it says what we say.

    What is asserted of a row is its status or its seats, unless the claim names another field.
    """
    asserts = f"{claim.field}: {claim.value}" if claim.field == "role" else claim.value
    return {
        "source": str(claim.source.uid),
        "quote": claim.quote or None,
        "paragraph": claim.paragraph,
        "attribution": claim.attribution or None,
        "asserts": asserts if claim.value else None,
    }


def field_claims(owner: Any) -> list[dict[str, Any]]:
    return [claim_of_field(claim) for claim in claims_of(owner)]


def row_claims(row: Any) -> list[dict[str, Any]]:
    return [claim_of_row(claim) for claim in claims_of(row)]


def source_document(source: Source) -> dict[str, Any]:
    return {
        "id": str(source.uid),
        "publisher": source.publisher or None,
        "headline": source.headline or None,
        "url": source.url or None,
        "author": source.author or None,
        "place": source.place or None,
        "archived_url": source.archived_url or None,
        "published_at": moment(source.published_at),
        "updated_at": moment(source.updated_at),
    }


def sources_of(owners: Iterable[Any]) -> list[dict[str, Any]]:
    """Each source behind the claims of `owners` once, the earliest report first."""
    sources = {claim.source_id: claim.source for owner in owners for claim in claims_of(owner)}
    return sorted((source_document(source) for source in sources.values()), key=source_order)


def source_order(source: dict[str, Any]) -> tuple[bool, str, str]:
    """The earliest report first, undated ones last; the same wherever a list of them is made."""
    return (source["published_at"] is None, source["published_at"] or "", source["id"])
