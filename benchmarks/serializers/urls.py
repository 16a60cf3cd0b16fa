from __future__ import annotations

from django.urls import path

from benchmarks.serializers.views import MeetingDetail, MeetingList

urlpatterns = [
    path("api/v1/meetings/", MeetingList.as_view()),
    path("api/v1/meetings/<slug:slug>/", MeetingDetail.as_view()),
]
