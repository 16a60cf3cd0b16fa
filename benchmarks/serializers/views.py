"""A list of meetings, newest first, and one meeting."""

from __future__ import annotations

from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView

from benchmarks.serializers.meetings import MeetingSerializer
from benchmarks.serializers.paging import NewestFirst
from benchmarks.serializers.rows import meeting_rows
from coalition.models import Meeting


class Open(GenericAPIView[Meeting]):
    """Nobody signs in, nothing is refused and nothing is filtered: each would only cost."""

    authentication_classes = []
    permission_classes = []
    filter_backends = []


class MeetingList(Open, ListAPIView[Meeting]):
    queryset = meeting_rows()
    serializer_class = MeetingSerializer
    pagination_class = NewestFirst


class MeetingDetail(Open, RetrieveAPIView[Meeting]):
    queryset = meeting_rows()
    serializer_class = MeetingSerializer
    lookup_field = "slug"
