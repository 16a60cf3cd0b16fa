"""Moments as everything public writes them: RFC 3339, in UTC, to the second."""

from datetime import UTC, datetime


def timestamp(moment: datetime) -> str:
    """`2023-12-06T16:11:00Z`."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
