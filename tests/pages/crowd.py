"""A ledger in which much is public: the world, and beside it copies of a small meeting of it."""

from __future__ import annotations

from django.db import connection

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

_COLUMNS = """sequence, kind, uid, slug, number, cause, note, body, digest, is_live, published_at,
    retired_at, title, abbreviation, category, state, earliest, latest, region, search_text,
    sort_key"""
_EDITIONS = f"""
    INSERT INTO coalition_edition ({_COLUMNS})
    SELECT newest.sequence + 2 * n + version, kind, md5('meeting' || n)::uuid, 'copy-' || n,
        version, CASE version WHEN 1 THEN 'published' ELSE 'corrected' END, '', body, digest,
        version = 2 OR n %% {_FIFTH} > 0,
        published_at + n * interval '1 minute' + (version - 1) * interval '1 hour',
        CASE WHEN version = 2 OR n %% {_FIFTH} > 0 THEN NULL
             ELSE published_at + n * interval '1 minute' + interval '1 hour' END,
        title || ' ' || n, '', category, state, date '1973-01-01' + n %% 18000,
        date '1973-01-01' + n %% 18000, region, search_text || ' ' || n,
        to_char(date '1973-01-01' + n %% 18000, 'YYYY-MM-DD') || '~' || n
    FROM (SELECT * FROM coalition_edition WHERE slug = 'gathering-01' AND is_live) AS sample,
        (SELECT max(sequence) AS sequence FROM coalition_edition) AS newest,
        generate_series(1, {MEETINGS}) AS n, generate_series(1, 2) AS version
    WHERE version = 1 OR n %% {_FIFTH} = 0
"""
_RETIREMENTS = f"""
    UPDATE coalition_edition SET is_live = false, retired_at = timestamptz '2024-03-01 12:00Z'
    WHERE slug LIKE 'copy-%%' AND is_live AND split_part(slug, '-', 2)::int %% {_FOURTH} = 0
"""
_REFRESHED = f"""
    INSERT INTO coalition_edition ({_COLUMNS})
    SELECT newest.sequence + row_number() OVER (ORDER BY past.sequence), kind, uid, slug,
        number + 1, 'refreshed', '', body, digest, true, retired_at, NULL, title, abbreviation,
        category, state, earliest, latest, region, search_text, sort_key
    FROM coalition_edition AS past,
        (SELECT max(sequence) AS sequence FROM coalition_edition) AS newest
    WHERE slug LIKE 'copy-%%' AND retired_at = timestamptz '2024-03-01 12:00Z'
"""
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
