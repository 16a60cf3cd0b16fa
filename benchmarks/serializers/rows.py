"""The rows of meetings with everything that their documents need, in a constant number of queries.

Whatever many rows share (a party, a leader, a source) is prefetched, so that it is read and made
once, and each row has its own joined. Prefetched rows are kept as lists: a query set of them would
be copied whenever a serializer asks for it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from coalition.models import (
    Attendance,
    Claim,
    Leader,
    Meeting,
    Party,
    SeatPosition,
    SeatSharingTalk,
    Stage,
    Statement,
)

_REFERENCE = ("uid", "slug", "name")


def meeting_rows() -> QuerySet[Meeting]:
    return (
        Meeting.objects.filter(stage=Stage.APPROVED)
        .select_related("follows", "rescheduled_from")
        .prefetch_related(
            "alliance",
            _claims(),
            "decisions",
            Prefetch("attendances", _attendances(), to_attr="loaded_attendances"),
            Prefetch("statements", _statements(), to_attr="loaded_statements"),
            Prefetch("talks", _talks(), to_attr="loaded_talks"),
        )
    )


def _attendances() -> QuerySet[Attendance]:
    return Attendance.objects.order_by("pk").prefetch_related(
        _party("party"), _leader("leader"), _leader("on_behalf_of"), _claims(), "decisions"
    )


def _statements() -> QuerySet[Statement]:
    return (
        Statement.objects.filter(stage=Stage.APPROVED)
        .order_by("made_latest", "uid")
        .prefetch_related(_party("speaker_party"), _leader("speaker_leader"), _claims())
    )


def _talks() -> QuerySet[SeatSharingTalk]:
    positions = SeatPosition.objects.order_by("date_latest", "pk").prefetch_related(
        _party("party"), _party("to_party"), _claims()
    )
    return (
        SeatSharingTalk.objects.filter(stage=Stage.APPROVED)
        .order_by("began_latest", "uid")
        .prefetch_related(
            "election",
            Prefetch("parties", to_attr="loaded_parties"),
            Prefetch("positions", positions, to_attr="loaded_positions"),
            _claims(),
        )
    )


def _claims() -> Prefetch[Any, Any, Any]:
    claims = Claim.objects.order_by("source__published_at", "source_id", "paragraph", "pk")
    return Prefetch("claims", claims.prefetch_related("source"), to_attr="loaded_claims")


def _party(name: str) -> Prefetch[Any, Any, Any]:
    return Prefetch(name, Party.objects.only(*_REFERENCE, "abbreviation"))


def _leader(name: str) -> Prefetch[Any, Any, Any]:
    return Prefetch(name, Leader.objects.only(*_REFERENCE))
