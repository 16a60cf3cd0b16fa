"""The settings module as a deployment loads it: in a process of its own, from its environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

SAFE = {
    "SECRET_KEY": "k3y-" + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN",
    "ALLOWED_HOSTS": "desk.example.org",
    "SITE_URL": "https://desk.example.org",
}
PRINT = """
import json
from newsroom import settings as s
print(json.dumps({k: v for k, v in vars(s).items() if k.isupper()}, default=str))
"""


def load(**variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "ENV_FILE": os.devnull, **variables}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", PRINT],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )


def loaded(**variables: str) -> dict[str, Any]:
    result = load(**variables)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY: got nothing"),
        ({"SECRET_KEY": "too-short-0123456789"}, "SECRET_KEY: got 20 characters"),
        ({"SECRET_KEY": "abc" * 30}, "SECRET_KEY: got 90 characters, 3 of them different"),
        ({"SECRET_KEY": "django-insecure-" + SAFE["SECRET_KEY"]}, 'marked "insecure"'),
        ({"SECRET_KEY_FALLBACKS": "short"}, "SECRET_KEY_FALLBACKS: got 5 characters"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS: got nothing"),
        ({"ALLOWED_HOSTS": "desk.example.org,*"}, "ALLOWED_HOSTS: got '*'"),
        ({"SITE_URL": ""}, "SITE_URL: got nothing"),
        ({"SITE_URL": "http://desk.example.org"}, "SITE_URL: got 'http://desk.example.org'"),
        ({"DEBUG": "perhaps"}, "DEBUG: got 'perhaps'"),
        ({"TIME_ZONE": "Delhi"}, "TIME_ZONE: got 'Delhi'"),
        ({"DATABASE_URL": "oracle://x:y@z/w"}, "DATABASE_URL: got"),
        ({"MAX_BODY_BYTES": "10"}, "MAX_BODY_BYTES: got '10'"),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL: got 'LOUD'"),
    ],
)
def test_unsafe_or_unusable_setting_stops_the_start(change: dict[str, str], complaint: str) -> None:
    result = load(**SAFE | change)
    last_line = result.stderr.strip().splitlines()[-1]
    assert result.returncode != 0
    assert complaint in last_line
    assert "ImproperlyConfigured" in last_line


def test_refused_key_is_not_printed() -> None:
    key = "insecure-" + SAFE["SECRET_KEY"]
    assert key not in load(**SAFE | {"SECRET_KEY": key}).stderr


def test_https_site_binds_its_cookies_and_demands_tls() -> None:
    values = loaded(**SAFE)
    assert values["DEBUG"] is False
    assert values["SESSION_COOKIE_NAME"] == "__Host-session"
    assert values["CSRF_COOKIE_NAME"] == "__Host-csrf"
    assert values["SESSION_COOKIE_SECURE"] is values["CSRF_COOKIE_SECURE"] is True
    assert values["SECURE_SSL_REDIRECT"] is True
    assert values["SECURE_HSTS_SECONDS"] == 31_536_000


@pytest.mark.parametrize("site", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000"])
def test_site_on_this_machine_may_do_without_tls(site: str) -> None:
    values = loaded(**SAFE | {"SITE_URL": site, "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]"})
    assert values["SITE_URL"] == site
    assert values["SESSION_COOKIE_NAME"] == "session"
    assert values["SESSION_COOKIE_SECURE"] is False
    assert values["SECURE_SSL_REDIRECT"] is False
    assert values["SECURE_HSTS_SECONDS"] == 0


def test_debug_alone_is_enough_to_start() -> None:
    values = loaded(DEBUG="true")
    assert values["DEBUG"] is True
    assert values["SITE_URL"] == "http://127.0.0.1:8000"


def test_forwarded_headers_are_believed_only_behind_a_proxy_of_ours() -> None:
    assert "SECURE_PROXY_SSL_HEADER" not in loaded(**SAFE)
    assert "SECURE_PROXY_SSL_HEADER" in loaded(**SAFE | {"TRUSTED_PROXY_COUNT": "1"})


def test_environment_file_is_read_and_real_variables_win(tmp_path) -> None:
    file = tmp_path / "desk.env"
    file.write_text("DEBUG=true\nTIME_ZONE=UTC\nLANGUAGE_CODE=hi\n")
    values = loaded(ENV_FILE=str(file), TIME_ZONE="Asia/Dhaka")
    assert values["DEBUG"] is True
    assert values["LANGUAGE_CODE"] == "hi"
    assert values["TIME_ZONE"] == "Asia/Dhaka"


def test_defaults() -> None:
    values = loaded(**SAFE)
    assert values["TIME_ZONE"] == "Asia/Kolkata"
    assert values["LANGUAGE_CODE"] == "en-gb"
    assert values["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"
