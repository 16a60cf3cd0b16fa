"""The parts that documents of several kinds share."""

from typing import Any

from coalition.imprecise_dates import ImpreciseDate


def date_document(value: ImpreciseDate | None) -> dict[str, Any] | None:
    return None if value is None else dict(value.as_document())


def count_document(count: int | None, qualifier: str) -> dict[str, Any] | None:
    return None if count is None else {"count": count, "qualifier": qualifier}


def other_names(owner: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": row.name,
            "kind": row.kind,
            "language": row.language or None,
            "since": date_document(row.since),
            "until": date_document(row.until),
        }
        for row in owner.other_names.all()
    ]
