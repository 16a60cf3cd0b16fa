"""The indexes of editions: what each list, filter and feed is read by."""

from django.db import models

from coalition.models.edition_words import AMENDING, Cause

#: The columns by which lists are narrowed. They stand in the indexes of both orders.
FACETS = (
    "state",
    "category",
    "region",
    "earliest",
    "latest",
    "party_count",
    "leader_count",
    "is_disputed",
    "is_corrected",
    "published_at",
)

_BEHIND_DAYS = tuple(name for name in FACETS if name != "earliest")

INDEXES: list[models.Index] = [
    # The lists in both their orders, with all that filters ask of a column: whatever is
    # combined, rows are chosen without a look at the table, which is fifty times as large.
    models.Index(
        fields=["kind", "sort_key", *FACETS, "sequence"],
        condition=models.Q(is_live=True),
        name="coalition_edition_list",
    ),
    models.Index(
        fields=["kind", "sequence", *FACETS, "sort_key"],
        condition=models.Q(is_live=True),
        name="coalition_edition_newest",
    ),
    # Of each column what is rare. Without the order: what is frequent would be fetched from
    # the table by an ordered one, row by row.
    *(
        models.Index(
            fields=["kind", column],
            condition=models.Q(is_live=True),
            name=f"coalition_edition_{name}",
        )
        for column, name in (
            ("state", "states"),
            ("category", "categories"),
            ("party_count", "parties"),
            ("leader_count", "leaders"),
        )
    ),
    models.Index(
        fields=["kind", "sort_key"],
        condition=models.Q(is_live=True, is_disputed=True),
        name="coalition_edition_disputed",
    ),
    models.Index(
        fields=["kind", "sort_key"],
        condition=models.Q(is_live=True, is_corrected=True),
        name="coalition_edition_corrected",
    ),
    models.Index(
        fields=["kind", "latest", "earliest"],
        condition=models.Q(is_live=True),
        name="coalition_edition_dates",
    ),
    # What may have been on several days: the others stand in the lists in the order of theirs.
    models.Index(
        fields=["kind", "earliest", "sort_key", *_BEHIND_DAYS, "sequence"],
        condition=models.Q(is_live=True)
        & (
            models.Q(earliest__lt=models.F("latest"))
            | models.Q(earliest=None)
            | models.Q(latest=None)
        ),
        name="coalition_edition_imprecise",
    ),
    models.Index(
        fields=["kind", "published_at"],
        condition=models.Q(is_live=True),
        name="coalition_edition_published",
    ),
    models.Index(fields=["kind", "slug"], name="coalition_edition_slug"),
    # Which regions have something, and when; and the lists of one region.
    models.Index(
        fields=["kind", "region", "latest", "earliest"],
        condition=models.Q(is_live=True),
        name="coalition_edition_places",
    ),
    # What is planned is rare among all meetings.
    models.Index(
        fields=["kind", "latest"],
        condition=models.Q(is_live=True, state__in=["tentative", "confirmed"]),
        name="coalition_edition_planned",
    ),
    # Events of all kinds, the newest first, for search.
    models.Index(
        fields=["sort_key"],
        condition=models.Q(is_live=True, kind__in=["meeting", "seat_sharing_talk", "statement"]),
        name="coalition_edition_events",
    ),
    # Lists as they were at some moment.
    models.Index(
        fields=["kind", "sort_key", *FACETS, "retired_at", "is_live", "sequence", "uid"],
        name="coalition_edition_past_list",
    ),
    models.Index(fields=["sequence"], condition=AMENDING, name="coalition_edition_amends"),
    # What editors announced, of all kinds and of one, without what merely follows from it.
    models.Index(
        fields=["sequence"],
        condition=~models.Q(cause=Cause.REFRESHED),
        name="coalition_edition_news",
    ),
    models.Index(
        fields=["kind", "sequence"],
        condition=~models.Q(cause=Cause.REFRESHED),
        name="coalition_edition_kind_news",
    ),
]
