"""Every address that the public can ask for, walked from the URL patterns themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from coalition.api.kinds import PUBLIC_KINDS
from coalition.page_addresses import PAGE_PATHS
from newsroom.languages import languages

#: The desk, and the records of the API, are for staff and partners; their own tests walk them.
_NOT_PUBLIC = ("admin/", "api/v1/records")

#: What the addresses of each kind have in common, on the site and in the API.
_SEGMENTS = {
    kind: {PAGE_PATHS[kind], *(entry.path for entry in PUBLIC_KINDS.values() if entry.kind == kind)}
    for kind in PAGE_PATHS
}

_PARAMETER = re.compile(r"<(?:(?P<converter>[a-z]+):)?(?P<name>\w+)>")


class UnknownParameter(Exception):
    """A pattern takes something that the walker does not know how to fill in."""


def routes() -> list[str]:
    """The public URL patterns, as they are written; raises if one is a regular expression."""
    return sorted(set(_routes(get_resolver().url_patterns, "")))


def _routes(patterns: Iterable[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for entry in patterns:
        if not isinstance(entry.pattern, RoutePattern):
            raise UnknownParameter(f"{prefix}{entry.pattern}: the walker reads path() only.")
        route = f"{prefix}{entry.pattern}"
        if route.startswith(_NOT_PUBLIC):
            continue
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, route)
        else:
            yield route


def addresses(route: str, values: Mapping[str, Sequence[Any]]) -> list[str]:
    """The paths of a route for each combination of `values`, by parameter name."""
    names = [match["name"] for match in _PARAMETER.finditer(route)]
    unknown = [name for name in names if name not in values]
    if unknown:
        raise UnknownParameter(f"{route}: say in `values` what can stand for {', '.join(unknown)}.")
    return [
        "/" + _fill(route, dict(zip(names, chosen, strict=True)))
        for chosen in product(*(values[name] for name in names))
    ]


def _fill(route: str, chosen: Mapping[str, Any]) -> str:
    return _PARAMETER.sub(lambda match: str(chosen[match["name"]]), route)


def kind_of(route: str) -> str | None:
    """The kind of record that stands in the address; None if it is not about one."""
    return next((kind for kind, names in _SEGMENTS.items() if names & {*route.split("/")}), None)


def is_translation(route: str) -> bool:
    """Whether the same view stands at an address without the language as well."""
    segments = [language.segment for language in languages() if language.segment]
    return route.partition("/")[0] in segments


def takes_parameters(route: str) -> bool:
    return bool(_PARAMETER.search(route))
