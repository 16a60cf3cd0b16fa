"""The index of what amends, with a condition that SQLite knows again: each cause by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coalition", "0014_indexes_of_the_feeds")]

    operations = [
        migrations.RemoveIndex(model_name="edition", name="coalition_edition_amends"),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["sequence"],
                condition=models.Q(cause="corrected")
                | models.Q(cause="withdrawn")
                | models.Q(cause="merged"),
                name="coalition_edition_amends",
            ),
        ),
    ]
