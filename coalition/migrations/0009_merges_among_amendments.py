"""The page of corrections tells of merges too, so its index has them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coalition", "0008_roles_of_the_desk")]

    operations = [
        migrations.RemoveIndex(model_name="edition", name="coalition_edition_amends"),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("cause__in", ["corrected", "withdrawn", "merged"])),
                fields=["sequence"],
                name="coalition_edition_amends",
            ),
        ),
    ]
