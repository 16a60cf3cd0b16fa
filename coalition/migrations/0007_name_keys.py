"""Fill in the keys of names that were recorded before there were any."""

from django.db import migrations

from coalition.name_keys import key_of, skeleton_of

NAMED = {
    "Alliance": ("name", "abbreviation"),
    "AllianceName": ("name",),
    "Leader": ("name",),
    "LeaderName": ("name",),
    "Party": ("name", "abbreviation"),
    "PartyName": ("name",),
}


def fill_in(apps, schema_editor):
    for name, columns in NAMED.items():
        model = apps.get_model("coalition", name)
        rows = model.objects.using(schema_editor.connection.alias).only("pk", *columns)
        batch = []
        for row in rows.iterator(chunk_size=1000):
            words = [getattr(row, column) for column in columns]
            row.name_key, row.name_skeleton = key_of(words), skeleton_of(words)
            batch.append(row)
            if len(batch) == 1000:
                rows.bulk_update(batch, ["name_key", "name_skeleton"])
                batch = []
        rows.bulk_update(batch, ["name_key", "name_skeleton"])


class Migration(migrations.Migration):
    dependencies = [("coalition", "0006_desk")]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
