from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from newsroom.languages import LanguageMiddleware, active_language, language_of, languages_beside
from newsroom.problems import error_answer


def speak(request: HttpRequest) -> HttpResponse:
    return HttpResponse(translation.get_language())


def answer_at(path: str) -> HttpResponse:
    return LanguageMiddleware(speak)(RequestFactory().get(path))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/", "en-gb"),
        ("/meetings/", "en-gb"),
        ("/hi/", "hi"),
        ("/hi/meetings/", "hi"),
        ("/hindi/", "en-gb"),
        ("/meetings/hi/", "en-gb"),
        ("/en/", "en-gb"),
        ("/admin/hi/", "en-gb"),
        ("/api/v1/meetings/", "en-gb"),
    ],
)
def test_first_part_of_an_address_decides(path: str, code: str) -> None:
    assert language_of(path).code == code
    assert answer_at(path).content.decode() == code


def test_answer_says_its_language() -> None:
    assert answer_at("/hi/")["Content-Language"] == "hi"
    assert answer_at("/")["Content-Language"] == "en-gb"


def test_language_is_for_one_request_and_the_thread_is_used_again() -> None:
    with ThreadPoolExecutor(max_workers=1) as thread:
        spoken = [
            thread.submit(answer_at, path).result().content.decode()
            for path in ("/", "/hi/", "/", "/hi/x/", "/x/")
        ]
        left_behind = thread.submit(translation.get_language).result()
    assert spoken == ["en-gb", "hi", "en-gb", "hi", "en-gb"]
    assert left_behind == "en-gb"


def test_language_is_put_back_when_a_request_fails() -> None:
    def fail(request: HttpRequest) -> HttpResponse:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        LanguageMiddleware(fail)(RequestFactory().get("/hi/"))
    assert translation.get_language() == "en-gb"


def test_site_in_hindi_has_english_below_its_code(settings) -> None:
    settings.LANGUAGE_CODE = "hi"
    settings.LANGUAGES = languages_beside("hi")
    assert settings.LANGUAGES == [("hi", "हिन्दी"), ("en-gb", "English")]
    assert language_of("/meetings/").code == "hi"
    assert language_of("/en/meetings/").code == "en-gb"
    assert language_of("/en/").prefix == "/en"


def test_site_in_a_third_language_has_both_beside_it() -> None:
    assert [code for code, _ in languages_beside("ta")] == ["ta", "en-gb", "hi"]


def test_site_in_another_english_has_one_english() -> None:
    assert languages_beside("en") == [("en", "English"), ("hi", "हिन्दी")]


def test_language_that_is_not_offered_counts_as_the_sites_own() -> None:
    with translation.override("de"):
        assert active_language().code == "en-gb"


@pytest.mark.django_db
def test_reader_cannot_choose_by_cookie_or_header() -> None:
    client = Client()
    client.cookies["django_language"] = "hi"
    answer = client.get("/nowhere/", headers={"accept-language": "hi"})
    assert answer["Content-Language"] == "en-gb"
    assert "Accept-Language" not in answer.get("Vary", "")


@pytest.mark.django_db
def test_desk_and_api_are_in_the_sites_own_language() -> None:
    assert Client().get("/admin/login/")["Content-Language"] == "en-gb"
    assert Client().get("/hi/admin/login/").status_code == 404
    assert Client().get("/hi/api/v1/meetings/").status_code == 404


@pytest.mark.parametrize("status", [400, 403, 404, 410, 413, 429, 500, 503])
def test_error_page_is_in_the_language_of_the_address(status: int) -> None:
    request = RequestFactory().get("/hi/somewhere/")
    page = LanguageMiddleware(lambda request: error_answer(request, status))(request)
    html = page.content.decode()
    assert '<html lang="hi">' in html
    assert 'href="/hi/"' in html


def test_error_page_without_its_template_is_in_the_language_of_the_address(
    settings, tmp_path
) -> None:
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    request = RequestFactory().get("/hi/somewhere/")
    html = LanguageMiddleware(lambda request: error_answer(request, 404))(request).content.decode()
    assert '<html lang="hi">' in html
    assert 'href="/hi/"' in html
