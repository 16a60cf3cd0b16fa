"""What `startproject` gives, with REST framework set up as a project that cares for speed would."""

from __future__ import annotations

import os

from benchmarks.floor.settings import (
    ALLOWED_HOSTS,
    DATABASES,
    DEFAULT_AUTO_FIELD,
    MIDDLEWARE,
    SECRET_KEY,
    USE_TZ,
)

__all__ = ["ALLOWED_HOSTS", "DATABASES", "DEFAULT_AUTO_FIELD", "MIDDLEWARE", "SECRET_KEY", "USE_TZ"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    # The records' own needs.
    "coalition",
    "reversion",
]
ROOT_URLCONF = "benchmarks.serializers.urls"
SITE_URL = os.environ["SITE_URL"]
TIME_ZONE = "Asia/Kolkata"
# No form and no page of HTML: nothing to negotiate.
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "UNAUTHENTICATED_USER": None,
}
