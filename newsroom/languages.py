"""Each language of the site has addresses of its own: LANGUAGE_CODE stands at `/…`, every other
below its code, as at `/hi/…`.

Neither a cookie nor Accept-Language decides, so that one address is one answer, for readers, for
search engines and for caches. The desk and the API are in LANGUAGE_CODE.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

#: What the interface is translated into, named as their readers name them.
TRANSLATED = (("en-gb", "English"), ("hi", "हिन्दी"))


@dataclass(frozen=True, slots=True)
class Language:
    """`segment` is the first of its addresses, and empty for the site's own language."""

    code: str
    name: str
    segment: str

    @property
    def prefix(self) -> str:
        return f"/{self.segment}" if self.segment else ""

    @property
    def subtag(self) -> str:
        """For `hreflang`: readers of English everywhere, not those of one country."""
        return self.code.partition("-")[0]


def languages_beside(own: str) -> list[tuple[str, str]]:
    """For settings.LANGUAGES: the site's own language first, and one of each beside it."""
    subtag = own.partition("-")[0]
    name = next((n for code, n in TRANSLATED if code.partition("-")[0] == subtag), "")
    others = [(code, n) for code, n in TRANSLATED if code.partition("-")[0] != subtag]
    return [(own, name or translation.get_language_info(own)["name_local"]), *others]


def languages() -> Sequence[Language]:
    """The site's own language comes first."""
    # Every link of a page asks, so they are made once for each setting.
    return _languages(settings.LANGUAGE_CODE, tuple(map(tuple, settings.LANGUAGES)))


@lru_cache(maxsize=8)
def _languages(own: str, offered: tuple[tuple[str, str], ...]) -> tuple[Language, ...]:
    return tuple(
        Language(code, str(name), "" if code == own else code.partition("-")[0])
        for code, name in offered
    )


def active_language() -> Language:
    """The language of this request; in a command or at the desk, the site's own."""
    code = translation.get_language()
    found = languages()
    return next((language for language in found if language.code == code), found[0])


def language_of(path: str) -> Language:
    """The language that stands at `path`."""
    first = path.lstrip("/").partition("/")[0]
    found = languages()
    return next((language for language in found[1:] if language.segment == first), found[0])


class LanguageMiddleware:
    """Speaks the language of the address, for this request alone: threads are used again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request.path_info)
        with translation.override(language.code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language.code)
        return response
