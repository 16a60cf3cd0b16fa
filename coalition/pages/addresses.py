"""Where each public kind stands on the site, in the language of the request.

A path here is one that a reader can be sent to, prefix of the language included; what a document
calls its `url` is the address in the site's own language.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from coalition.page_addresses import PAGE_PATHS
from newsroom.languages import Language, active_language, languages


def site_path(path: str) -> str:
    """`/meetings/` in the language of the request: every link within the site goes by this."""
    return f"{active_language().prefix}{path}"


def list_path(kind: str) -> str:
    return site_path(f"/{PAGE_PATHS[kind]}/")


def page_path(kind: str, slug: str) -> str:
    return site_path(f"/{PAGE_PATHS[kind]}/{slug}/")


def reference_path(reference: dict[str, Any]) -> str:
    """The page of what a document refers to, or of a document itself."""
    return page_path(reference["kind"], reference["slug"])


def absolute(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def static_address(name: str) -> str:
    """A static file without the digest in its name: who noted the address years ago still finds
    it."""
    return urljoin(absolute("/"), f"{settings.STATIC_URL}{name}")


def in_each_language(address: str) -> list[tuple[Language, str]]:
    """Where the page at `address`, in the language of the request, stands in each: absolute, the
    site's own language first."""
    path = address.removeprefix(absolute("")).removeprefix(active_language().prefix)
    return [(language, absolute(f"{language.prefix}{path}")) for language in languages()]
