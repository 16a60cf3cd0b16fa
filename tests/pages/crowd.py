"""A ledger in which much is public: the world, and beside it copies of a small meeting of it."""

from __future__ import annotations

from django.db import connection

from coalition.models import Edition
from tests.pages.world.story import build_world

#: More than a planner would rather read through than look up.
MEETINGS = 20_000
#: One copy was published each minute, and all but the last thousand at this moment.
MOMENT = "2023-12-20T16:40Z"
SINCE = 1_000
#: Every fifth was corrected an hour later. Of every fourth a party that it names was renamed in the
#: end, so that the newest editions of all follow from that.
_FIFTH, _FOURTH = 5, 4
#: How many those are, which came after `MOMENT`; and all the copies.
REFRESHED = MEETINGS // _FOURTH
EDITIONS = MEETINGS + MEETINGS // _FIFTH + REFRESHED


def _copies(**changes: str) -> str:
    """An insert of editions made of others: each column as it was there, or as `changes` has it."""
    columns = [field.column for field in Edition._meta.local_concrete_fields]
    values = ", ".join(changes.get(column, f"sample.{column}") for column in columns)
    return f"INSERT INTO coalition_edition ({', '.join(columns)}) SELECT {values}"


_IS_CORRECTED_LATER = f"version = 1 AND n %% {_FIFTH} = 0"
_DAY = "date '1973-01-01' + n %% 18000"
_NEWEST = "(SELECT max(sequence) AS sequence FROM coalition_edition) AS newest"
_EDITIONS = (
    _copies(
        sequence="newest.sequence + 2 * n + version",
        uid="md5('meeting' || n)::uuid",
        slug="'copy-' || n",
        number="version",
        cause="CASE version WHEN 1 THEN 'published' ELSE 'corrected' END",
        is_live=f"NOT ({_IS_CORRECTED_LATER})",
        published_at="published_at + n * interval '1 minute' + (version - 1) * interval '1 hour'",
        retired_at=f"""CASE WHEN {_IS_CORRECTED_LATER}
            THEN published_at + n * interval '1 minute' + interval '1 hour' END""",
        title="title || ' ' || n",
        earliest=_DAY,
        latest=_DAY,
        search_text="search_text || ' ' || n",
        sort_key=f"to_char({_DAY}, 'YYYY-MM-DD') || '~' || n",
    )
    + f"""
    FROM (SELECT * FROM coalition_edition WHERE slug = 'gathering-01' AND is_live) AS sample,
        {_NEWEST}, generate_series(1, {MEETINGS}) AS n, generate_series(1, 2) AS version
    WHERE version = 1 OR n %% {_FIFTH} = 0
"""
)
_RETIREMENTS = f"""
    UPDATE coalition_edition SET is_live = false, retired_at = timestamptz '2024-03-01 12:00Z'
    WHERE slug LIKE 'copy-%%' AND is_live AND split_part(slug, '-', 2)::int %% {_FOURTH} = 0
"""
_REFRESHED = (
    _copies(
        sequence="newest.sequence + row_number() OVER (ORDER BY sample.sequence)",
        number="number + 1",
        cause="'refreshed'",
        is_live="true",
        published_at="retired_at",
        retired_at="NULL",
    )
    + f"""
    FROM coalition_edition AS sample, {_NEWEST}
    WHERE slug LIKE 'copy-%%' AND retired_at = timestamptz '2024-03-01 12:00Z'
"""
)
#: Each with five parties; one in twenty with the world's own, and in its alliance.
_LINKS = """
    INSERT INTO coalition_editionlink (edition_id, relation, target_kind, target_uid)
    SELECT sequence, 'attended', 'party', CASE WHEN place = 1 AND sequence %% 20 = 0
        THEN %s::uuid ELSE md5('party' || (sequence * 7 + place) %% 300)::uuid END
    FROM coalition_edition, generate_series(1, 5) AS place WHERE slug LIKE 'copy-%%'
    UNION ALL
    SELECT sequence, 'alliance', 'alliance', %s::uuid
    FROM coalition_edition WHERE slug LIKE 'copy-%%' AND sequence %% 20 = 0
    ON CONFLICT DO NOTHING
"""


def build_crowd() -> None:
    """On PostgreSQL alone."""
    world = build_world()
    with connection.cursor() as cursor:
        for statement in (_EDITIONS, _RETIREMENTS, _REFRESHED):
            cursor.execute(statement, [])
        cursor.execute(_LINKS, [world.cast.parties[0].uid, world.cast.alliance.uid])
        cursor.execute("ANALYZE coalition_edition, coalition_editionlink")
