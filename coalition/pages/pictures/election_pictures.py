"""The pictures of an election and of a talk, drawn from their documents."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from coalition.models.editions import Edition
from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.figures import canonical_of
from coalition.pages.pictures.region_tiles import NARROW as NARROW_TILE
from coalition.pages.pictures.region_tiles import WIDE as WIDE_TILE
from coalition.pages.pictures.region_tiles import TileTalk, region_tiles
from coalition.pages.pictures.seat_bars import NARROW as NARROW_BARS
from coalition.pages.pictures.seat_bars import WIDE as WIDE_BARS
from coalition.pages.pictures.seat_bars import BarGroup, seat_bars
from coalition.pages.pictures.seat_split import NARROW, WIDE, seat_split
from coalition.pages.regions import region_name
from coalition.pages.seat_positions import seats_of
from coalition.pages.seat_splits import splits_of
from coalition.pages.trackers import Contest, Tracker, contest_of, tracker_of
from coalition.pages.vantage import Vantage
from coalition.pages.wording import TALK_STATUS, word

Document = dict[str, Any]

#: The names of the files.
SEATS, TALKS, REGIONS = "seats", "talks", "regions"


def seats_picture(
    document: Document, contest: Contest, *, is_narrow: bool = False
) -> Picture | None:
    return seat_split(
        splits_of(document, contest.colours),
        name=SEATS,
        title=_("%(election)s: who has how many seats") % {"election": document["name"]},
        canonical=canonical_of(document),
        newest_at=contest.newest_at,
        width=NARROW if is_narrow else WIDE,
    )


def talks_picture(document: Document, contest: Contest, tracker: Tracker) -> Picture | None:
    talks_on = Counter(talk.place for talk in tracker.talks)
    return seat_bars(
        [
            BarGroup(
                # The region, unless there are several talks on it.
                heading=talk.place if talks_on[talk.place] == 1 else talk.title,
                note=talk.agreed_words,
                status=talk.status,
                status_word=talk.status_word,
                seats=talk.seats,
            )
            for talk in tracker.talks
        ],
        name=TALKS,
        title=_("%(election)s: seats claimed, offered and agreed") % {"election": document["name"]},
        canonical=canonical_of(document),
        newest_at=contest.newest_at,
        note=tracker.note,
    )


def tiles_picture(
    document: Document,
    contest: Contest,
    tracker: Tracker,
    *,
    page: str = "",
    is_narrow: bool = False,
    is_linked: bool = True,
) -> Picture | None:
    """A tile leads to a place in `page`, which is empty for a picture within that page. On a card
    it leads nowhere: links within a drawing do not open beside the page around a frame."""
    return region_tiles(
        [
            TileTalk(
                region=talk.region,
                title=talk.title,
                status=talk.status,
                status_word=talk.status_word,
                href=f"{page}#{talk.anchor}" if is_linked else "",
            )
            for talk in tracker.talks
        ],
        name=REGIONS,
        title=_("%(election)s: where seat sharing stands") % {"election": document["name"]},
        canonical=canonical_of(document),
        newest_at=contest.newest_at,
        tile=NARROW_TILE if is_narrow else WIDE_TILE,
        note=tracker.note,
    )


def talk_picture(
    edition: Edition, document: Document, *, is_narrow: bool = False
) -> Picture | None:
    seats = seats_of(document)
    return seat_bars(
        [
            BarGroup(
                heading=region_name(document["region"] or ""),
                note=seats.agreed_words,
                status=document["status"],
                status_word=word(TALK_STATUS, document["status"]),
                seats=seats,
            )
        ],
        name=SEATS,
        title=document["title"],
        canonical=canonical_of(document),
        newest_at=edition.published_at,
        width=NARROW_BARS if is_narrow else WIDE_BARS,
    )


def draw_seats(edition: Edition, document: Document, vantage: Vantage) -> Picture | None:
    return seats_picture(document, contest_of(edition, document, vantage=vantage))


def draw_talks(edition: Edition, document: Document, vantage: Vantage) -> Picture | None:
    contest = contest_of(edition, document, vantage=vantage)
    return talks_picture(
        document, contest, tracker_of(edition, contest.talks, is_cut=contest.is_cut)
    )


def draw_regions(edition: Edition, document: Document, vantage: Vantage) -> Picture | None:
    contest = contest_of(edition, document, vantage=vantage)
    tracker = tracker_of(edition, contest.talks, is_cut=contest.is_cut)
    return tiles_picture(document, contest, tracker, page=vantage.to(canonical_of(document)))


def draw_talk(edition: Edition, document: Document, vantage: Vantage) -> Picture | None:
    return talk_picture(edition, document)
