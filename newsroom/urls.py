"""Every address of the site. What stands first is looked at first, so the pages come last."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from newsroom.health import healthz, readyz
from newsroom.languages import languages

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("coalition.api.urls")),
    path("", include("coalition.pages.site_urls")),
    *(
        path(f"{language.segment}/", include("coalition.pages.urls"))
        for language in languages()
        if language.segment
    ),
    path("", include("coalition.pages.urls")),
]

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.permission_denied"
handler404 = "newsroom.errors.page_not_found"
handler500 = "newsroom.errors.server_error"
