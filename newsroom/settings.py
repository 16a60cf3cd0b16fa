"""The settings of the site, all of them from the environment.

An environment file is read too: the one ENV_FILE names, or else `.env` beside manage.py, or else
the one that `make demo` wrote. Real variables win over the file. `docs/operations.md` lists them.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from newsroom.databases import caches, database
from newsroom.environment import Environment
from newsroom.languages import languages_beside
from newsroom.logs import logging_config
from newsroom.safeguards import (
    refuse_loopback,
    refuse_open_hosts,
    refuse_plain_http,
    refuse_weak_key,
)
from newsroom.schema import schema_settings

BASE_DIR = Path(__file__).resolve().parent.parent

_files = (
    [Path(os.environ["ENV_FILE"])]
    if os.environ.get("ENV_FILE")
    else [BASE_DIR / ".env", BASE_DIR / "var" / "demo.env"]
)
for _file in _files:
    if _file.is_file():
        environ.Env.read_env(_file)
        break

env = Environment(os.environ)

# --- Who may call, and how safely -----------------------------------------------------------------

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY", "insecure-for-debugging-only" if DEBUG else "")
# Earlier keys, while sessions signed with them run out.
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS")
_site = env.origin("SITE_URL", "http://127.0.0.1:8000" if DEBUG else "")
# The origin of every absolute link: feeds, calendar, API documents, e-mail.
SITE_URL = _site.geturl()

if not DEBUG:
    refuse_weak_key(SECRET_KEY)
    for _key in SECRET_KEY_FALLBACKS:
        refuse_weak_key(_key, name="SECRET_KEY_FALLBACKS")
    refuse_open_hosts(ALLOWED_HOSTS)
    refuse_plain_http(_site)

# Everything that only makes sense over TLS follows from the address readers see.
_https = _site.scheme == "https"
# How many proxies of ours stand in front and append to X-Forwarded-For. The header is believed
# exactly that far and no further; with 0, not at all.
TRUSTED_PROXY_COUNT = env.whole_number("TRUSTED_PROXY_COUNT", 0)
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = _https
# Probes come from inside and speak plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.whole_number("HSTS_SECONDS", 31_536_000) if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD")
# A preload list is joined for a whole domain and left only slowly: that is not ours to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# What partners paste into their pages; all else is in nobody's frame.
FRAMED_PREFIX = "/embed/"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# `__Host-` binds a cookie to this host and to TLS; browsers refuse the prefix without TLS.
_prefix = "__Host-" if _https else ""
SESSION_COOKIE_NAME = f"{_prefix}session"
SESSION_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_prefix}csrf"
CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "newsroom.errors.csrf_failure"

# --- Applications ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "coalition",
    "coalition.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_standardized_errors",
    "axes",
    "corsheaders",
    "csp",
    "import_export",
    "reversion",
]

# Sessions and users are read lazily, so a public page that asks for neither costs no query and
# does not vary by cookie.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before everything that answers, so that errors, kept answers and 304s are readable too.
    "newsroom.cross_origin.CrossOriginMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.permissions_policy.PermissionsPolicyMiddleware",
    "newsroom.content_policy.ContentPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.framing.FramingMiddleware",
    # Before everything that says something to a reader.
    "newsroom.languages.LanguageMiddleware",
    "newsroom.body_limit.BodyLimitMiddleware",
    # Before kept answers, which no view sees.
    "coalition.api.deprecated_answers.DeprecatedAnswersMiddleware",
    # Behind what sets headers, before what finds out who is asking.
    "coalition.kept_answers.KeptAnswersMiddleware",
    "newsroom.privacy.SignedInAnswersAreNotStored",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "newsroom.outage.DatabaseOutageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Storage --------------------------------------------------------------------------------------

DATABASES = {"default": database(env, base=BASE_DIR)}
CACHES = caches(env)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The whole body of a request, files included. Imports are the largest thing anybody sends.
DATA_UPLOAD_MAX_MEMORY_SIZE = env.whole_number("MAX_BODY_BYTES", 5 * 1024 * 1024, minimum=1024)
# A meeting with a hundred rows of attendance, each with its claims, is one form in the admin.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- Language and time ----------------------------------------------------------------------------

# The site's own language, in which the desk writes; readers find the others below their codes.
LANGUAGE_CODE = env.language("LANGUAGE_CODE", "en-gb")
LANGUAGES = languages_beside(LANGUAGE_CODE)
LOCALE_PATHS = [BASE_DIR / "coalition" / "locale"]
FORMAT_MODULE_PATH = ["coalition.formats"]
TIME_ZONE = env.time_zone("TIME_ZONE", "Asia/Kolkata")
USE_I18N = True
USE_TZ = True

# --- Signing in -----------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

# By name and address together: a newsroom shares one address, and nobody may lock out a colleague
# from elsewhere by mistyping on purpose.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env.whole_number("LOGIN_FAILURE_LIMIT", 5, minimum=1)
AXES_COOLOFF_TIME = timedelta(minutes=env.whole_number("LOGIN_COOLOFF_MINUTES", 15, minimum=1))
# Trying on during the cool-off does not prolong it.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "newsroom.client_address.client_address"
AXES_LOCKOUT_CALLABLE = "newsroom.errors.locked_out"
# Django's own log of sign-ins is enough; a table of everybody's addresses is not wanted.
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# --- Publishing -----------------------------------------------------------------------------------

# Whether somebody may approve and publish what they submitted themselves. A desk of one needs it.
ALLOW_SELF_APPROVAL = env.flag("ALLOW_SELF_APPROVAL")

# How long a worker may go on believing that nothing new was published. Bounds how long a
# withdrawal takes to be seen by every worker.
GENERATION_SECONDS = 0.2

# --- Webhooks -------------------------------------------------------------------------------------

# For everything of one delivery, from the name's address to the end of the answer. What a killed
# worker had claimed comes back after six times as long.
WEBHOOK_TIMEOUT_SECONDS = 10.0
# After the first failure; the later ones wait four times as long each.
WEBHOOK_FIRST_RETRY_SECONDS = 5.0
# How long what was delivered can still be looked at.
WEBHOOK_KEEP_DAYS = env.whole_number("WEBHOOK_KEEP_DAYS", 30, minimum=1)
# Whether requests to addresses that others name may go to this very machine: for tests and
# development. On a server it would open whatever else listens there.
OUTBOUND_LOOPBACK = env.flag("OUTBOUND_LOOPBACK")
if not DEBUG:
    refuse_loopback(OUTBOUND_LOOPBACK)

# --- The API --------------------------------------------------------------------------------------

# Requests that reach a view, from one address or with one key; 0 for no limit.
API_ANONYMOUS_PER_MINUTE = env.whole_number("API_ANONYMOUS_PER_MINUTE", 6000)
API_KEY_PER_MINUTE = env.whole_number("API_KEY_PER_MINUTE", 30_000)
API_EXPORTS_PER_HOUR = env.whole_number("API_EXPORTS_PER_HOUR", 60)
API_KEY_EXPORTS_PER_HOUR = env.whole_number("API_KEY_EXPORTS_PER_HOUR", 600)
# Wrong keys from one address within LOGIN_COOLOFF_MINUTES; right ones work meanwhile.
API_KEY_FAILURE_LIMIT = env.whole_number("API_KEY_FAILURE_LIMIT", 20)

# What pages of other sites may read; `newsroom.cross_origin` says how.
CORS_URLS_REGEX = r"^/api/v1($|/(?!(records|webhooks)(/|$)))"
CORS_ALLOW_ALL_ORIGINS = True

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    # Closed unless a view opens itself.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "NUM_PROXIES": TRUSTED_PROXY_COUNT,
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "coalition.api.problems.ProblemHandler",
    "EXCEPTION_FORMATTER_CLASS": "coalition.api.problems.ProblemFormatter",
}
SPECTACULAR_SETTINGS = schema_settings(SITE_URL)

LOGGING = logging_config(env.choice("LOG_LEVEL", "INFO", of=("DEBUG", "INFO", "WARNING", "ERROR")))
