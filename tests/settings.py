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
    "API_KEY_FAILURE_LIMIT",
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
from newsroom.settings import MIDDLEWARE as _MIDDLEWARE  # noqa: E402

# Before all others: it sees every answer of the API as it leaves.
MIDDLEWARE = ["tests.described_answers.DescribedAnswers", *_MIDDLEWARE]

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

# Equal answers would differ by how many came before; tests of the limits set their own.
API_ANONYMOUS_PER_MINUTE = 0
API_KEY_PER_MINUTE = 0
API_EXPORTS_PER_HOUR = 0
API_KEY_EXPORTS_PER_HOUR = 0
