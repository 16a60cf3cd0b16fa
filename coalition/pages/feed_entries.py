"""An announcement as an entry of a feed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from coalition.models.editions import Kind
from coalition.pages.addresses import reference_path
from coalition.pages.announcements import Announcement
from coalition.pages.atom import Category, Entry
from coalition.pages.sources import outward
from coalition.pages.summaries import Summary, summary_of
from coalition.pages.times import moment
from coalition.pages.wording import CATEGORY, KIND, word

Document = dict[str, Any]


def entry_of(announcement: Announcement, *, today: date) -> Entry:
    document = announcement.document
    summary = summary_of(document, today=today)
    return Entry(
        id=f"urn:uuid:{document['id']}",
        title=summary.title,
        path=reference_path(document),
        summary=_summary(announcement, summary),
        published_at=moment(document["first_published_at"]),
        updated_at=announcement.made_at,
        categories=_categories(document, summary),
        sources=tuple(url for source in document["sources"] if (url := outward(source["url"]))),
    )


def _summary(announcement: Announcement, summary: Summary) -> str:
    """What a reader of the feed is told, in sentences, with the correction last."""
    correction = announcement.correction
    facts = [
        ", ".join(filter(None, (summary.label, _after(summary.label, summary.state_word)))),
        summary.date.label if summary.date else "",
        summary.detail,
        summary.text,
        _("Correction: %(note)s") % {"note": correction} if correction else "",
    ]
    found = [fact.rstrip(".") for fact in facts if fact]
    return f"{'. '.join(found)}." if found else summary.kind_word


def _after(label: str, state: str) -> str:
    return state.lower() if label else state


def _categories(document: Document, summary: Summary) -> tuple[Category, ...]:
    kind = document["kind"]
    found = [Category(kind, word(KIND, kind))]
    if kind == Kind.MEETING:
        found.append(Category(document["category"], word(CATEGORY, document["category"])))
    if summary.state:
        found.append(Category(summary.state, summary.state_word))
    if document.get("alliance"):
        alliance = document["alliance"]
        found.append(Category(alliance["slug"], alliance["name"]))
    return tuple(found)
