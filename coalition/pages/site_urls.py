"""The addresses that the site has once, whatever the language."""

from __future__ import annotations

from django.urls import path

from coalition.pages.oembed import oembed
from coalition.pages.robots import robots
from coalition.pages.sitemaps import sitemap, sitemap_part

urlpatterns = [
    path("oembed", oembed, name="oembed"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", sitemap_part, name="sitemap-part"),
]
