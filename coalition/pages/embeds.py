"""Cards that partner sites show in a frame: `/embed/meetings/<slug>/` and its like.

A card is answered as a page is, and moves and goes with it. What lets it be framed is its address
(`newsroom.framing`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from coalition.live_editions import Moved
from coalition.models.editions import Edition, Kind
from coalition.page_addresses import PAGE_PATHS
from coalition.pages.addresses import absolute, page_path, site_path
from coalition.pages.embed_cards import alliance_card, election_card, meeting_card
from coalition.pages.previews import preview
from coalition.pages.public_answers import public_page
from coalition.pages.vantage import Vantage, vantage_of

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Sort:
    """`height` is that of a frame without the script that fits it: most cards need no more."""

    height: int
    template: str
    card: Callable[[Edition, Document, Vantage], Any]


_SORTS: dict[str, _Sort] = {
    Kind.MEETING: _Sort(420, "embed/meeting.html", meeting_card),
    Kind.ALLIANCE: _Sort(560, "embed/alliance.html", alliance_card),
    Kind.ELECTION: _Sort(560, "embed/election.html", election_card),
}

#: The kinds that have a card.
EMBEDDED = tuple(_SORTS)


def embed_path(kind: str, slug: str) -> str:
    return site_path(f"{settings.FRAMED_PREFIX}{PAGE_PATHS[kind]}/{slug}/")


def embed_height(kind: str) -> int:
    return _SORTS[kind].height


@public_page
def embed(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    vantage = vantage_of(request)
    edition = vantage.find(kind, slug)
    if edition.slug != slug:
        raise Moved(edition)
    sort = _SORTS[kind]
    page = absolute(page_path(kind, slug))
    context = {
        "card": sort.card(edition, json.loads(edition.body), vantage),
        "canonical": page,
        # Whoever follows a card of the past finds what it says.
        "address": vantage.to(page),
    }
    return render(request, sort.template, context)


def embed_patterns() -> list[URLPattern]:
    prefix = settings.FRAMED_PREFIX.removeprefix("/")
    cards = [
        path(
            f"{prefix}{PAGE_PATHS[kind]}/<slug:slug>/",
            embed,
            {"kind": Kind(kind)},
            name=f"{kind}-embed",
        )
        for kind in _SORTS
    ]
    return [*cards, path(f"{prefix}records/<slug:address>/", preview, name="record-preview")]
