"""The addresses of the public pages, which stand there once in each language."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, register_converter

from coalition.models.editions import Kind
from coalition.page_addresses import PAGE_PATHS
from coalition.pages.agenda import agenda
from coalition.pages.archive import archive, archive_month
from coalition.pages.calendars import alliance_calendar, calendar, meeting_calendar
from coalition.pages.converters import MonthConverter
from coalition.pages.correction_feed import corrections_feed
from coalition.pages.correction_lists import correction_list
from coalition.pages.details import record_page
from coalition.pages.edition_lists import edition_list
from coalition.pages.embeds import embed_patterns
from coalition.pages.feeds import FOLLOWED, meetings_feed, record_feed, whole_feed
from coalition.pages.home import home
from coalition.pages.lists import record_list
from coalition.pages.pictures.downloads import picture_patterns
from coalition.pages.pictures.shares import share_patterns
from coalition.pages.search import search
from coalition.pages.site_share import site_share

register_converter(MonthConverter, "month")

#: What is asked for most is looked at first.
urlpatterns: list[URLPattern | URLResolver] = []
for _kind, _segment in PAGE_PATHS.items():
    _name = _segment if _kind == Kind.SEAT_SHARING_TALK else _kind
    _where = {"kind": Kind(_kind)}
    urlpatterns += [
        path(f"{_segment}/<slug:slug>/", record_page, _where, name=f"{_name}-detail"),
        path(f"{_segment}/<slug:slug>/editions/", edition_list, _where, name=f"{_name}-editions"),
        path(f"{_segment}/", record_list, _where, name=f"{_name}-list"),
    ]

urlpatterns += [
    path("", home, name="home"),
    path("search/", search, name="search"),
    path("agenda/", agenda, name="agenda"),
    path("archive/", archive, name="archive"),
    path("archive/<month:month>/", archive_month, name="archive-month"),
    path("corrections/", correction_list, name="correction-list"),
    path("calendar.ics", calendar, name="calendar"),
    path("meetings/<slug:slug>.ics", meeting_calendar, name="meeting-calendar"),
    path("alliances/<slug:slug>.ics", alliance_calendar, name="alliance-calendar"),
    path("feeds/meetings.atom", meetings_feed, name="meeting-feed"),
    path("share/site.png", site_share, name="site-share"),
    path("feeds/all.atom", whole_feed, name="feed"),
    path("feeds/corrections.atom", corrections_feed, name="correction-feed"),
]
urlpatterns += [
    path(
        f"feeds/{PAGE_PATHS[_kind]}/<slug:slug>.atom",
        record_feed,
        {"kind": _kind},
        name=f"{_kind}-feed",
    )
    for _kind in FOLLOWED
]
urlpatterns += picture_patterns()
urlpatterns += share_patterns()
urlpatterns += embed_patterns()
