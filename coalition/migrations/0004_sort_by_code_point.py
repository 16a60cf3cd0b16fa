"""Sort keys compare by code point, on every database alike.

PostgreSQL compares text by the collation of the database, and most collations skip the
punctuation that a sort key is built with. SQLite compares bytes anyway.
"""

from django.db import migrations

COLUMN = "ALTER TABLE coalition_edition ALTER COLUMN sort_key TYPE varchar(120) COLLATE {}"


def by_code_point(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(COLUMN.format('"C"'))


def by_database(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(COLUMN.format('"default"'))


class Migration(migrations.Migration):
    dependencies = [("coalition", "0003_roles")]

    operations = [migrations.RunPython(by_code_point, by_database)]
