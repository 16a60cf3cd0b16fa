"""Records as the public has them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from coalition.models import Edition, Record, SeatSharingTalk, Stage
from coalition.publishing import approve, publish
from coalition.publishing.documents import kind_of_record
from coalition.publishing.gates import SOURCED_KINDS
from tests.factories.sources import ClaimFactory


def published(
    record: Record, *, by: Any = None, note: str = "", now: datetime | None = None
) -> Edition:
    """Give `record` what the gates ask for, publish it, and return its live edition."""
    kind = kind_of_record(record).kind
    if record.stage != Stage.APPROVED:
        approve(record, by=None)
    if kind in SOURCED_KINDS and not record.claims.exists():
        subject = "talk" if isinstance(record, SeatSharingTalk) else kind.value
        ClaimFactory(**{subject: record})
    publish(record, by=by, note=note, now=now)
    return Edition.objects.live().get(uid=record.uid)
