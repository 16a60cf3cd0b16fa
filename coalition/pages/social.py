"""How a page introduces itself when its address is shared: OpenGraph, and what builds on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from coalition.models.editions import Kind
from coalition.pages.addresses import absolute
from coalition.pages.embeds import EMBEDDED
from coalition.pages.oembed import FORMATS, oembed_address
from coalition.pages.pictures.share_images import HEIGHT, WIDTH, share_path
from coalition.pages.site_share import site_share_path
from coalition.pages.wording import KIND, word
from newsroom.languages import active_language, languages

#: OpenGraph wants a country with each language.
_COUNTRIES = {"hi": "hi_IN", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Image:
    """`address` is absolute, as programs of others fetch it."""

    address: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SocialCard:
    """`type` is OpenGraph's: `website`, `article` or `profile`. `locales` has the page's own first.

    `oembed` are the addresses by media type, where a partner can paste the page as a card.
    """

    type: str
    title: str
    description: str
    locales: tuple[str, ...]
    image: Image | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    oembed: tuple[tuple[str, str], ...] = ()


def site_card(title: str = "", description: str = "") -> SocialCard:
    return SocialCard(
        type="website",
        title=title or _("Coalition Desk"),
        description=description or site_description(),
        locales=_locales(),
        image=Image(absolute(site_share_path()), _("Coalition Desk"), WIDTH, HEIGHT),
    )


def site_description() -> str:
    return _(
        "A record of coalition politics: which parties and leaders met, who came, who stayed away"
        " and why, and who says so."
    )


def record_card(document: dict[str, Any], head: Any, canonical: str) -> SocialCard:
    """`head` is the page's `RecordHead`. Where nothing is recorded, it says what it is of."""
    description = head.description or f"{word(KIND, head.kind)}: {head.title}"
    return SocialCard(
        type="profile" if head.kind == Kind.LEADER else "article",
        title=head.title,
        description=description,
        locales=_locales(),
        image=Image(absolute(share_path(document)), description, WIDTH, HEIGHT),
        published_at=head.first_published_at,
        modified_at=head.published_at,
        oembed=tuple((FORMATS[form], oembed_address(canonical, form)) for form in FORMATS)
        if head.kind in EMBEDDED
        else (),
    )


def _locales() -> tuple[str, ...]:
    own = active_language()
    codes = [own.code, *(language.code for language in languages() if language != own)]
    return tuple(_locale(code) for code in codes)


def _locale(code: str) -> str:
    found = to_locale(code)
    return found if "_" in found else _COUNTRIES.get(found, found)
