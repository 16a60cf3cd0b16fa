"""A list of meetings, newest first, and one meeting."""

from __future__ import annotations

from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.pagination import CursorPagination

from benchmarks.serializers.meetings import MeetingSerializer
from benchmarks.serializers.rows import meeting_rows
from coalition.models import Meeting


class NewestFirst(CursorPagination):
    """By keyset, as ours. The uid decides between meetings of one day."""

    page_size = 20
    max_page_size = 100
    page_size_query_param = "limit"
    ordering = ("-date_latest", "-uid")


class MeetingList(ListAPIView[Meeting]):
    queryset = meeting_rows()
    serializer_class = MeetingSerializer
    pagination_class = NewestFirst


class MeetingDetail(RetrieveAPIView[Meeting]):
    queryset = meeting_rows()
    serializer_class = MeetingSerializer
    lookup_field = "slug"
