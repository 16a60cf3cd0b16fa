"""Indexes of what editors announced, without what merely followed from it, for the feeds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coalition", "0013_finding")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["sequence"],
                condition=~models.Q(cause="refreshed"),
                name="coalition_edition_news",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["kind", "sequence"],
                condition=~models.Q(cause="refreshed"),
                name="coalition_edition_kind_news",
            ),
        ),
    ]
