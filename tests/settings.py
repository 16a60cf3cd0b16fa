"""The site's own settings, fed from here: what a developer has in the environment or in `.env`
must not decide whether the tests pass. Only DATABASE_URL comes from outside (`tests.postgres`).
"""

from __future__ import annotations

import os

for _name in (
    "DEBUG",
    "CACHE_URL",
    "TIME_ZONE",
    "LANGUAGE_CODE",
    "SECRET_KEY_FALLBACKS",
    "TRUSTED_PROXY_COUNT",
    "MAX_BODY_BYTES",
    "LOGIN_FAILURE_LIMIT",
    "LOGIN_COOLOFF_MINUTES",
    "ALLOW_SELF_APPROVAL",
    "OUTBOUND_LOOPBACK",
    "WEBHOOK_KEEP_DAYS",
):
    os.environ.pop(_name, None)
os.environ |= {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "for-the-tests-only-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "SITE_URL": "http://localhost:8000",
    "LOG_LEVEL": "ERROR",
}

from newsroom.settings import *  # noqa: E402, F403

# Files are served as they are, so that no test depends on an earlier collectstatic.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

# The real hash takes a quarter of a second on purpose, for each user that a test makes.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A test publishes and looks at once.
GENERATION_SECONDS = 0
