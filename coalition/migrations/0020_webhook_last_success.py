"""The index by which the desk finds when something last arrived at a webhook."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coalition", "0019_proposals_and_kept_replies")]

    operations = [
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(
                fields=["subscription", "-delivered_at"],
                condition=models.Q(state="delivered"),
                name="coalition_delivery_last",
            ),
        ),
    ]
