"""Indexes by which readers find: regions, what is planned, events by day, and parts of words.

Parts of words need pg_trgm on PostgreSQL. To create it takes the right to create in the database,
which the owner of a database has; where the role lacks it, search works without that index, only
slower. SQLite has nothing of the kind.
"""

import logging
from typing import Any

from django.db import DatabaseError, migrations, models, transaction
from django.db.models import Q

_INDEXES = {
    "coalition_edition_words": "(search_text) gin_trgm_ops) WHERE is_live",
    # As `icontains` asks for it. Not of the live editions alone: the planner learns how often a word
    # occurs in an expression from an index of all rows only.
    "coalition_edition_title_words": "(UPPER(title::text)) gin_trgm_ops)",
}

_log = logging.getLogger("coalition.migrations")


def index_parts_of_words(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    alias = schema_editor.connection.alias
    try:
        with transaction.atomic(using=alias), schema_editor.connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            for name, what in _INDEXES.items():
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS {name} ON coalition_edition USING gin ({what}"
                )
    except DatabaseError as error:
        _log.warning("Search goes without an index for parts of words: %s", error)


def drop_parts_of_words(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name in _INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("coalition", "0012_when_editions_were_retired")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["kind", "region", "latest", "earliest"],
                condition=Q(is_live=True),
                name="coalition_edition_places",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["kind", "latest"],
                condition=Q(is_live=True, state__in=["tentative", "confirmed"]),
                name="coalition_edition_planned",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["sort_key"],
                condition=Q(is_live=True, kind__in=["meeting", "seat_sharing_talk", "statement"]),
                name="coalition_edition_events",
            ),
        ),
        migrations.RunPython(index_parts_of_words, drop_parts_of_words),
    ]
