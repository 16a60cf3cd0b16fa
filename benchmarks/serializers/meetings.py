"""A meeting's document, of nested serializers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rest_framework import serializers

from benchmarks.serializers.fields import (
    AllianceReference,
    Constant,
    DateDocument,
    DocumentSerializer,
    ElectionReference,
    FieldClaimSerializer,
    LeaderReference,
    MeetingReference,
    PageUrl,
    PartyReference,
    RowClaimSerializer,
    SourceSerializer,
    Text,
)
from coalition.models import (
    Attendance,
    AttendanceStatus,
    Meeting,
    SeatPosition,
    SeatSharingTalk,
    Source,
    Statement,
)
from coalition.publishing.documents.claims import moment
from coalition.publishing.documents.differences import field_differences, row_differences


class AttendanceSerializer(DocumentSerializer):
    party = PartyReference(read_only=True)
    leader = LeaderReference(read_only=True)
    on_behalf_of = LeaderReference(read_only=True)
    claims = RowClaimSerializer(many=True, read_only=True, source="loaded_claims")

    class Meta:
        model = Attendance
        fields = [
            "party",
            "leader",
            "status",
            "role",
            "described_as",
            "named_as",
            "on_behalf_of",
            "reason",
            "reason_given",
            "claims",
        ]


class SpeakerSerializer(DocumentSerializer):
    leader = LeaderReference(source="speaker_leader", read_only=True)
    party = PartyReference(source="speaker_party", read_only=True)
    label = Text(source="speaker_label", read_only=True)  # type: ignore[assignment]  # as `source`

    class Meta:
        model = Statement
        fields = ["leader", "party", "label"]


class StatementSerializer(DocumentSerializer):
    id = serializers.UUIDField(source="uid", read_only=True)
    kind = Constant("statement")
    url = PageUrl("statements")
    speaker = SpeakerSerializer(source="*", read_only=True)
    made = DateDocument(read_only=True)
    claims = FieldClaimSerializer(many=True, read_only=True, source="loaded_claims")

    class Meta:
        model = Statement
        fields = [
            "id",
            "kind",
            "slug",
            "url",
            "title",
            "stance",
            "speaker",
            "point",
            "made",
            "claims",
        ]


class PositionSerializer(DocumentSerializer):
    party = PartyReference(read_only=True)
    to_party = PartyReference(read_only=True)
    date = DateDocument(read_only=True)
    claims = RowClaimSerializer(many=True, read_only=True, source="loaded_claims")

    class Meta:
        model = SeatPosition
        fields = ["party", "position", "seats", "to_party", "date", "claims"]


class TalkSerializer(DocumentSerializer):
    id = serializers.UUIDField(source="uid", read_only=True)
    kind = Constant("seat_sharing_talk")
    url = PageUrl("seat-sharing")
    election = ElectionReference(read_only=True)
    parties = PartyReference(many=True, read_only=True, source="loaded_parties")
    positions = PositionSerializer(many=True, read_only=True, source="loaded_positions")
    claims = FieldClaimSerializer(many=True, read_only=True, source="loaded_claims")

    class Meta:
        model = SeatSharingTalk
        fields = [
            "id",
            "kind",
            "slug",
            "url",
            "title",
            "status",
            "election",
            "region",
            "parties",
            "total_seats",
            "positions",
            "summary",
            "claims",
        ]


class CitedSources(serializers.ListSerializer[Any]):
    """Every source behind what a meeting's document says, once; the earliest report first."""

    def to_representation(self, data: Any) -> list[Any]:
        return super().to_representation(_sources(data))


class CitedSourceSerializer(SourceSerializer):
    class Meta(SourceSerializer.Meta):
        list_serializer_class = CitedSources


class MeetingSerializer(DocumentSerializer):
    id = serializers.UUIDField(source="uid", read_only=True)
    kind = Constant("meeting")
    url = PageUrl("meetings")
    date = DateDocument(read_only=True)
    start = serializers.SerializerMethodField()
    place = serializers.SerializerMethodField()
    alliance = AllianceReference(read_only=True)
    round = serializers.IntegerField(source="round_number", read_only=True)
    follows = MeetingReference(read_only=True)
    rescheduled_from = MeetingReference(read_only=True)
    reported = serializers.SerializerMethodField()
    recorded = serializers.SerializerMethodField()
    attendance = AttendanceSerializer(many=True, read_only=True, source="loaded_attendances")
    statements = StatementSerializer(many=True, read_only=True, source="loaded_statements")
    talks = TalkSerializer(many=True, read_only=True, source="loaded_talks")
    claims = FieldClaimSerializer(many=True, read_only=True, source="loaded_claims")
    sources = CitedSourceSerializer(many=True, read_only=True, source="*")

    class Meta:
        model = Meeting
        fields = [
            "id",
            "kind",
            "slug",
            "url",
            "title",
            "category",
            "occurrence",
            "occurrence_reason",
            "date",
            "start",
            "duration_minutes",
            "place",
            "alliance",
            "round",
            "follows",
            "rescheduled_from",
            "purpose",
            "summary",
            "reported",
            "recorded",
            "attendance",
            "statements",
            "talks",
            "claims",
            "sources",
        ]

    def get_start(self, meeting: Meeting) -> dict[str, Any] | None:
        if meeting.start_time is None:
            return None
        return {
            "time": meeting.start_time.strftime("%H:%M"),
            "timezone": meeting.timezone,
            "approximate": meeting.is_start_approximate,
        }

    def get_place(self, meeting: Meeting) -> dict[str, Any]:
        return {
            "venue": meeting.venue or None,
            "city": meeting.city or None,
            "region": meeting.region or None,
        }

    def get_reported(self, meeting: Meeting) -> dict[str, Any]:
        def count(number: int | None, qualifier: str) -> dict[str, Any] | None:
            return None if number is None else {"count": number, "qualifier": qualifier}

        return {
            "parties": count(meeting.reported_parties, meeting.reported_parties_qualifier),
            "leaders": count(meeting.reported_leaders, meeting.reported_leaders_qualifier),
        }

    def get_recorded(self, meeting: Any) -> dict[str, int]:
        came = [
            row for row in meeting.loaded_attendances if row.status == AttendanceStatus.ATTENDED
        ]
        return {
            "parties": len({row.party_id for row in came if row.party_id}),
            "leaders": len({row.leader_id for row in came if row.leader_id}),
        }

    def to_representation(self, instance: Any) -> Any:
        """Both lists of differences come out of one look at the claims."""
        document = super().to_representation(instance)
        rows: Any = self.fields["attendance"]
        row = rows.child.fields

        def named(attendance: Attendance) -> dict[str, Any]:
            return {
                name: None if target is None else row[name].to_representation(target)
                for name, target in (("party", attendance.party), ("leader", attendance.leader))
            }

        disputed, settled = field_differences(instance)
        of_rows = row_differences(instance.loaded_attendances, "attendance", named)
        document["disputed"] = disputed + of_rows[0]
        document["settled"] = settled + of_rows[1]
        return document


def _claim_owners(meeting: Any) -> Iterator[Any]:
    yield meeting
    yield from meeting.loaded_attendances
    yield from meeting.loaded_statements
    for talk in meeting.loaded_talks:
        yield talk
        yield from talk.loaded_positions


def _sources(meeting: Any) -> list[Source]:
    cited = {
        claim.source_id: claim.source
        for owner in _claim_owners(meeting)
        for claim in owner.loaded_claims
    }
    return sorted(
        cited.values(),
        key=lambda source: (
            source.published_at is None,
            moment(source.published_at),
            str(source.uid),
        ),
    )
