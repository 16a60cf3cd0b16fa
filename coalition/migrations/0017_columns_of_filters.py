"""Columns that lists are narrowed by, read off the documents, and indexes that hold them all."""

from typing import Any

from django.db import migrations, models
from django.db.models import Max, Q

_BATCH = 5_000

_FACETS = [
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
]

# In the database: a hundred thousand documents are a gigabyte of text, which would otherwise be
# sent here and read for four small values each. The document is read once for all of them.
_FILL_IN = {
    "postgresql": """
        UPDATE coalition_edition
        SET party_count = (read.document #>> '{recorded,parties}')::smallint,
            leader_count = (read.document #>> '{recorded,leaders}')::smallint,
            is_disputed = COALESCE(read.document -> 'disputed', '[]') <> '[]',
            is_corrected = COALESCE(read.document -> 'corrections', '[]') <> '[]'
        FROM (
            SELECT sequence, body::jsonb AS document
            FROM coalition_edition
            WHERE sequence > %s AND sequence <= %s AND body <> ''
            OFFSET 0
        ) AS read
        WHERE coalition_edition.sequence = read.sequence
    """,
    "sqlite": """
        UPDATE coalition_edition
        SET party_count = json_extract(body, '$.recorded.parties'),
            leader_count = json_extract(body, '$.recorded.leaders'),
            is_disputed = COALESCE(json_array_length(body, '$.disputed'), 0) > 0,
            is_corrected = COALESCE(json_array_length(body, '$.corrections'), 0) > 0
        WHERE sequence > %s AND sequence <= %s AND body <> ''
    """,
}


def fill_in(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    editions = apps.get_model("coalition", "Edition").objects.using(connection.alias)
    newest = editions.aggregate(newest=Max("sequence"))["newest"] or 0
    with connection.cursor() as cursor:
        for start in range(0, newest, _BATCH):
            cursor.execute(_FILL_IN[connection.vendor], [start, start + _BATCH])


def _narrow(column: str, name: str) -> migrations.AddIndex:
    return migrations.AddIndex(
        model_name="edition",
        index=models.Index(fields=["kind", column], condition=Q(is_live=True), name=name),
    )


class Migration(migrations.Migration):
    dependencies = [("coalition", "0016_api_keys")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="party_count",
            field=models.PositiveSmallIntegerField(
                help_text="As the document counts them, of a meeting or an alliance.",
                null=True,
                verbose_name="parties recorded",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="leader_count",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="leaders recorded"),
        ),
        migrations.AddField(
            model_name="edition",
            name="is_disputed",
            field=models.BooleanField(default=False, verbose_name="sources differ, undecided"),
        ),
        migrations.AddField(
            model_name="edition",
            name="is_corrected",
            field=models.BooleanField(default=False, verbose_name="corrected before"),
        ),
        # What there is no column for any more needs no undoing.
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="edition", name="coalition_edition_list"),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["kind", "sort_key", *_FACETS, "sequence"],
                condition=Q(is_live=True),
                name="coalition_edition_list",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["kind", "sequence", *_FACETS, "sort_key"],
                condition=Q(is_live=True),
                name="coalition_edition_newest",
            ),
        ),
        migrations.RemoveIndex(model_name="edition", name="coalition_edition_past_list"),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["kind", "sort_key", *_FACETS, "retired_at", "is_live", "sequence", "uid"],
                name="coalition_edition_past_list",
            ),
        ),
        _narrow("state", "coalition_edition_states"),
        _narrow("category", "coalition_edition_categories"),
        _narrow("party_count", "coalition_edition_parties"),
        _narrow("leader_count", "coalition_edition_leaders"),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["kind", "sort_key"],
                condition=Q(is_live=True, is_disputed=True),
                name="coalition_edition_disputed",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["kind", "sort_key"],
                condition=Q(is_live=True, is_corrected=True),
                name="coalition_edition_corrected",
            ),
        ),
    ]
