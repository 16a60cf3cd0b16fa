"""Fields, and the serializers that every document's parts are made of."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from rest_framework import serializers

from coalition.imprecise_dates import ImpreciseDate
from coalition.models import Alliance, Claim, Election, Leader, Meeting, Party, Source
from coalition.models.text import LineField, ProseField
from coalition.publishing.documents.claims import moment


class Text(serializers.CharField):
    """Null in place of nothing."""

    def to_representation(self, value: Any) -> Any:
        return value or None


class Choice(serializers.ChoiceField):
    def to_representation(self, value: Any) -> Any:
        return value or None


class Moment(serializers.DateTimeField):
    """In UTC, to the second."""

    def to_representation(self, value: Any) -> Any:
        return moment(value)


class DateDocument(serializers.Field[Any, Any, Any, Any]):
    def to_representation(self, value: ImpreciseDate) -> Any:
        return value.as_document()


class Constant(serializers.Field[Any, Any, Any, Any]):
    """What every record of a kind says."""

    def __init__(self, value: str | None) -> None:
        super().__init__(read_only=True)
        self.value = value

    def get_attribute(self, instance: Any) -> Any:
        return self.value

    def to_representation(self, value: Any) -> Any:
        return value


class PageUrl(serializers.Field[Any, Any, Any, Any]):
    """The address of the record's page."""

    def __init__(self, path: str) -> None:
        super().__init__(source="slug", read_only=True)
        self.prefix = f"{settings.SITE_URL}/{path}/"

    def to_representation(self, value: str) -> str:
        return f"{self.prefix}{value}/"


class DocumentSerializer(serializers.ModelSerializer[Any]):
    """The base of all."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: Text,
        models.TextField: Text,
        models.URLField: Text,
        LineField: Text,
        ProseField: Text,
    }
    serializer_choice_field = Choice


_REFERENCE = ["id", "kind", "slug", "name", "abbreviation"]


class ReferenceSerializer(DocumentSerializer):
    id = serializers.UUIDField(source="uid", read_only=True)


class PartyReference(ReferenceSerializer):
    kind = Constant("party")

    class Meta:
        model = Party
        fields = _REFERENCE


class AllianceReference(ReferenceSerializer):
    kind = Constant("alliance")

    class Meta:
        model = Alliance
        fields = _REFERENCE


class LeaderReference(ReferenceSerializer):
    kind = Constant("leader")
    abbreviation = Constant(None)

    class Meta:
        model = Leader
        fields = _REFERENCE


class ElectionReference(ReferenceSerializer):
    kind = Constant("election")
    abbreviation = Constant(None)

    class Meta:
        model = Election
        fields = _REFERENCE


class MeetingReference(ReferenceSerializer):
    kind = Constant("meeting")
    name = Text(source="title", read_only=True)
    abbreviation = Constant(None)

    class Meta:
        model = Meeting
        fields = _REFERENCE


class SourceSerializer(DocumentSerializer):
    id = serializers.UUIDField(source="uid", read_only=True)
    published_at = Moment(read_only=True)
    updated_at = Moment(read_only=True)

    class Meta:
        model = Source
        fields = [
            "id",
            "publisher",
            "headline",
            "url",
            "author",
            "place",
            "archived_url",
            "published_at",
            "updated_at",
        ]


class FieldClaimSerializer(DocumentSerializer):
    """A claim on one field of a record."""

    # The name is that of an attribute of every field; the metaclass moves it out of the way.
    source = serializers.UUIDField(  # type: ignore[assignment]
        source="source.uid", read_only=True
    )

    class Meta:
        model = Claim
        fields = ["field", "value", "source", "quote", "paragraph", "attribution"]


class RowClaimSerializer(DocumentSerializer):
    """A claim on a whole row, such as one attendance."""

    # The name is that of an attribute of every field; the metaclass moves it out of the way.
    source = serializers.UUIDField(  # type: ignore[assignment]
        source="source.uid", read_only=True
    )
    asserts = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = ["source", "quote", "paragraph", "attribution", "asserts"]

    def get_asserts(self, claim: Claim) -> str | None:
        if not claim.value:
            return None
        return f"role: {claim.value}" if claim.field == "role" else claim.value
