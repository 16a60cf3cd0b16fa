from __future__ import annotations

from django.urls import re_path

from benchmarks.floor import views

urlpatterns = [
    re_path(r"^(?P<floor>bare)/", views.bare),
    re_path(r"^(?P<floor>row)/", views.row),
    re_path(r"^(?P<floor>bare-304)/", views.bare_not_modified),
    re_path(r"^(?P<floor>row-304)/", views.row_not_modified),
]
