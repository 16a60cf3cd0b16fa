"""`/feeds/corrections.atom`: what was put right, as it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from coalition.pages import atom
from coalition.pages.addresses import site_path
from coalition.pages.corrections import Entry, corrections, entries_of
from coalition.pages.public_answers import public_page
from coalition.pages.vantage import vantage_of

_ENTRIES = 50


@public_page
def corrections_feed(request: HttpRequest) -> HttpResponse:
    found = corrections(vantage_of(request))[:_ENTRIES]
    feed = atom.Feed(
        title=_("Coalition Desk: corrections"),
        subtitle=_("What was wrong and has been put right, and what has been withdrawn."),
        path=site_path("/feeds/corrections.atom"),
        page=site_path("/corrections/"),
        entries=[_entry(entry) for entry in entries_of(list(found))],
    )
    return feed.answer(request)


def _entry(entry: Entry) -> atom.Entry:
    return atom.Entry(
        id=entry.id,
        title=entry.title,
        path=entry.changes or entry.path or _place(entry.sequence),
        summary=entry.note,
        published_at=entry.published_at,
        updated_at=entry.published_at,
        categories=(
            atom.Category(entry.cause, entry.action),
            atom.Category(entry.kind, entry.kind_word),
        ),
        # What stands for a title that is not told is in the language of the feed.
        is_written=entry.has_own_title,
    )


def _place(sequence: int) -> str:
    """Where an entry is listed, first on its page for ever, however many come after it."""
    return f"{site_path('/corrections/')}?after={sequence + 1}#amendment-{sequence}"
