from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


@pytest.fixture(
    params=["/healthz", "/admin/login/", "/nowhere/", "/api/v1/nowhere/"],
    ids=["probe", "admin", "error page", "problem"],
)
def answer(request: pytest.FixtureRequest, db: None) -> HttpResponse:
    return Client().get(request.param)


def test_content_security_policy_allows_nothing_inline(answer: HttpResponse) -> None:
    policy = answer["Content-Security-Policy"]
    assert {directive.strip() for directive in policy.split(";")} == POLICY


def test_framing_sniffing_referrers_and_openers_are_restricted(answer: HttpResponse) -> None:
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_devices_are_denied(answer: HttpResponse) -> None:
    assert "camera=()" in answer["Permissions-Policy"]
    assert "geolocation=()" in answer["Permissions-Policy"]


@pytest.mark.django_db
def test_sign_in_page_has_nothing_that_the_policy_would_block() -> None:
    html = Client().get("/admin/login/").content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)


def test_transport_security_is_demanded_over_tls(settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    answer = Client().get("/healthz", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_plain_request_is_sent_to_tls_but_a_probe_is_answered(settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/admin/login/")["Location"] == "https://testserver/admin/login/"
    assert Client().get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/embed/nowhere/", "/hi/embed/nowhere/", "/embed/?x=1"])
def test_what_partners_frame_may_be_framed_and_is_not_indexed(path: str, db: None) -> None:
    answer = Client().get(path)
    policy = {directive.strip() for directive in answer["Content-Security-Policy"].split(";")}
    assert policy == POLICY - {"frame-ancestors 'none'"} | {"frame-ancestors *"}
    assert "X-Frame-Options" not in answer
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/nowhere/embed/", "/embed", "/embedded/", "/ta/embed/x/"])
def test_address_that_only_looks_like_it_may_not_be_framed(path: str, db: None) -> None:
    answer = Client().get(path)
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "X-Robots-Tag" not in answer


def test_debugging_changes_nothing_about_frames(settings, db: None) -> None:
    settings.DEBUG = True
    assert "frame-ancestors *" in Client().get("/embed/nowhere/")["Content-Security-Policy"]
    assert Client().get("/admin/login/")["X-Frame-Options"] == "DENY"
