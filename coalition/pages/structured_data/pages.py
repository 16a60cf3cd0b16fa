"""The page itself: who publishes it, when, what was corrected, and where it stands on the site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from coalition.pages.addresses import absolute, site_path, static_address
from coalition.pages.structured_data.nodes import Node, reports, told
from newsroom.languages import active_language

Document = dict[str, Any]

#: A name and a path on this site; the last one is the page itself.
Trail = Sequence[tuple[str, str]]


def publisher() -> Node:
    return {
        "@type": "Organization",
        "@id": f"{absolute('/')}#publisher",
        "name": _("Coalition Desk"),
        "url": absolute(site_path("/")),
        "logo": static_address("coalition/favicon.svg"),
        "correctionsPolicy": absolute(site_path("/corrections/")),
    }


def website() -> Node:
    """With the search that every page has, so that others can offer it."""
    target = f"{absolute(site_path('/search/'))}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": f"{absolute(site_path('/'))}#website",
        "name": _("Coalition Desk"),
        "url": absolute(site_path("/")),
        "inLanguage": active_language().code,
        "publisher": {"@id": f"{absolute('/')}#publisher"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }


def page(type: str, canonical: str, name: str, description: str = "") -> Node:
    return told(
        {
            "@type": type,
            "@id": canonical,
            "url": canonical,
            "name": name,
            "description": description,
            "inLanguage": active_language().code,
            "isPartOf": {"@id": f"{absolute(site_path('/'))}#website"},
            "publisher": {"@id": f"{absolute('/')}#publisher"},
        }
    )


def record_page(
    type: str, canonical: str, document: Document, *, name: str, description: str
) -> Node:
    """`version` is the edition, and every correction is told with its date."""
    corrections = [
        {
            "@type": "CorrectionComment",
            "text": row["note"],
            "datePublished": row["published_at"],
        }
        for row in document["corrections"]
    ]
    return told(
        page(type, canonical, name, description)
        | {
            "datePublished": document["first_published_at"],
            "dateModified": document["published_at"],
            "version": str(document["edition"]),
            "correction": corrections,
            "citation": reports(document),
        }
    )


def breadcrumbs(trail: Trail) -> Node:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(trail, start=1)
        ],
    }
