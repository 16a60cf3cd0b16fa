"""What `startproject` gives, without its debug mode, on the site's own database settings."""

from __future__ import annotations

import os
from pathlib import Path

from newsroom.databases import database
from newsroom.environment import Environment

SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "benchmarks.floor",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "benchmarks.floor.urls"
DATABASES = {"default": database(Environment(os.environ), base=Path(__file__).resolve().parents[2])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
